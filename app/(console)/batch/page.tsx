import { titled } from '@/app/language'
import { BatchPage } from '@/components/batch/batch-page'

export const generateMetadata = titled('batch.title')

export default function Page() {
  return <BatchPage />
}
