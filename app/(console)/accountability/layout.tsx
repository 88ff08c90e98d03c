import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** Who answers for what. */
export default function AccountabilityLayout({ children }: { children: ReactNode }) {
  return <Words areas={['accountability']}>{children}</Words>
}
