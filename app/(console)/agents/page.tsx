import type { Metadata } from 'next'
import { AgentsPage } from '@/components/machines/agents-page'

export const metadata: Metadata = { title: 'Agents and runtimes' }

export default function Page() {
  return <AgentsPage />
}
