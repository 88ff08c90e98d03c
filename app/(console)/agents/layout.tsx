import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** What is no person: agents, executors, runtimes. */
export default function AgentsLayout({ children }: { children: ReactNode }) {
  return <Words areas={['machines']}>{children}</Words>
}
