import { titled } from '@/app/language'
import { AgentsPage } from '@/components/machines/agents-page'

export const generateMetadata = titled('machines.title')

export default function Page() {
  return <AgentsPage />
}
