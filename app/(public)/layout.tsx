import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** The pages of people who are not in yet. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Words areas={['sign-in']}>{children}</Words>
}
