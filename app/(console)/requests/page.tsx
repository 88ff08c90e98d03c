import { titled } from '@/app/language'
import { RequestsPage } from '@/components/requests/requests-page'

export const generateMetadata = titled('requests.title')

export default function Page() {
  return <RequestsPage />
}
