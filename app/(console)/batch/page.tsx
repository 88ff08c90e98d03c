import type { Metadata } from 'next'
import { BatchPage } from '@/components/batch/batch-page'

export const metadata: Metadata = { title: 'Batch' }

export default function Page() {
  return <BatchPage />
}
