import type { ReactNode } from 'react'
import { Words } from '@/app/language'

export default function RequestsLayout({ children }: { children: ReactNode }) {
  return <Words areas={['inbox', 'requests']}>{children}</Words>
}
