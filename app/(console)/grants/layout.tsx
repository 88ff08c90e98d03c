import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** The grants that are alive. */
export default function GrantsLayout({ children }: { children: ReactNode }) {
  return <Words areas={['grants', 'request']}>{children}</Words>
}
