import { titled } from '@/app/language'
import { SignInPage } from '@/components/sign-in/sign-in-page'

export const generateMetadata = titled('sign-in.title')

export default function Page() {
  return <SignInPage />
}
