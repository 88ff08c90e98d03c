import { titled } from '@/app/language'
import { PeoplePage } from '@/components/accountability/people-page'

export const generateMetadata = titled('accountability.people.title')

export default function Page() {
  return <PeoplePage />
}
