import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** Workflows, their boundaries and the changes of them. */
export default function BoundariesLayout({ children }: { children: ReactNode }) {
  return <Words areas={['boundary', 'people']}>{children}</Words>
}
