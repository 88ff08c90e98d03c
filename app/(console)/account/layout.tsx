import type { ReactNode } from 'react'
import { Words } from '@/app/language'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <Words areas={['account']}>{children}</Words>
}
