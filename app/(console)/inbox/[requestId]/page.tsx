import { RequestPage } from '@/components/request/request-page'

export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  const { requestId } = await params
  return <RequestPage id={requestId} />
}
