import { titled } from '@/app/language'
import { GrantsPage } from '@/components/grants/grants-page'

export const generateMetadata = titled('grants.title')

export default function Page() {
  return <GrantsPage />
}
