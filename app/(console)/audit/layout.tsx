import type { ReactNode } from 'react'
import { Words } from '@/app/language'

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <Words areas={['audit']}>{children}</Words>
}
