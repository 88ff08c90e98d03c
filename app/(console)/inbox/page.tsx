import { titled } from '@/app/language'
import { InboxPage } from '@/components/inbox/inbox-page'

export const generateMetadata = titled('inbox.title')

export default function Page() {
  return <InboxPage />
}
