import type { ReactNode } from 'react'
import { Words } from '@/app/language'

export default function InboxLayout({ children }: { children: ReactNode }) {
  return <Words areas={['grants', 'inbox', 'triage']}>{children}</Words>
}
