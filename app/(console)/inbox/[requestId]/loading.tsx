import { RequestLoading } from '@/components/request/request-states'

export default function Loading() {
  return <RequestLoading />
}
