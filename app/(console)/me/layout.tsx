import type { ReactNode } from 'react'
import { Words } from '@/app/language'

export default function MeLayout({ children }: { children: ReactNode }) {
  return <Words areas={['activity']}>{children}</Words>
}
