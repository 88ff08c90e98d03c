import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** Several requests at once. */
export default function BatchLayout({ children }: { children: ReactNode }) {
  return <Words areas={['batch', 'request']}>{children}</Words>
}
