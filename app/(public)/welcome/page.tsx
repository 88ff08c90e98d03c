import { titled } from '@/app/language'
import { WelcomePage } from '@/components/sign-in/welcome-page'

export const generateMetadata = titled('sign-in.welcome.title')

export default function Page() {
  return <WelcomePage />
}
