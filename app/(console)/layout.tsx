import type { ReactNode } from 'react'
import { Words } from '@/app/language'
import { Shell } from '@/components/shell/shell'

/** The frame of every console page. It authorises nothing: the API does, for every answer. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <Words areas={['notices', 'rota']}>
      <Shell>{children}</Shell>
    </Words>
  )
}
