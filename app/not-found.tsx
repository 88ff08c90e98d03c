import type { Metadata } from 'next'
import { PageNotFound } from '@/components/shell/page-states'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return <PageNotFound />
}
