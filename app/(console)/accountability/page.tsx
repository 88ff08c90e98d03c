import { titled } from '@/app/language'
import { AccountabilityPage } from '@/components/accountability/accountability-page'

export const generateMetadata = titled('accountability.title')

export default function Page() {
  return <AccountabilityPage />
}
