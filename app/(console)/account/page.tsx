import { titled } from '@/app/language'
import { AccountPage } from '@/components/account/account-page'

export const generateMetadata = titled('account.title')

export default function Page() {
  return <AccountPage />
}
