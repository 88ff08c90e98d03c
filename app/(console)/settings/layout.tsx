import type { ReactNode } from 'react'
import { Words } from '@/app/language'

/** Members, teams, turns, proposals, channels and messages. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <Words areas={['channels', 'deliveries', 'people', 'settings']}>{children}</Words>
}
