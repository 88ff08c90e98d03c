import { PageLoading } from '@/components/shell/page-states'

export default function Loading() {
  return <PageLoading />
}
