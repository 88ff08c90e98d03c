import type { Metadata } from 'next'
import { BoundariesPage } from '@/components/boundary/boundaries-page'

export const metadata: Metadata = { title: 'Boundaries' }

export default function Page() {
  return <BoundariesPage />
}
