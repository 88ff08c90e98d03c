import { titled } from '@/app/language'
import { PageNotFound } from '@/components/shell/page-states'

export const generateMetadata = titled('shell.states.notFound')

export default function NotFound() {
  return <PageNotFound />
}
