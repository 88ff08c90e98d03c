import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** The inbox and the page of each request. */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return <Words areas={['batch', 'grants', 'guard', 'inbox', 'request', 'triage']}>{children}</Words>
}
