'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useConnection } from '@/components/shell/connection'
import type { Shortcut } from '@/components/shell/shortcuts'
import { useExpired } from '@/components/ui/countdown'
import type { RequestView } from '@/lib/inbox/schema'
import type { SheetName } from './decision-panel'
import { type Reading, useReading } from './reading'
import { useCountReading } from './reading-log'
import { useSay } from './say'
import { type Standing, standing } from './standing'

const ApproveSheet = dynamic(() => import('./approve-sheet').then((module) => module.ApproveSheet), { ssr: false })
const DenySheet = dynamic(() => import('./deny-sheet').then((module) => module.DenySheet), { ssr: false })
const ChangesSheet = dynamic(() => import('./changes-sheet').then((module) => module.ChangesSheet), { ssr: false })
const AbstainSheet = dynamic(() => import('./abstain-sheet').then((module) => module.AbstainSheet), { ssr: false })
const RawSheet = dynamic(() => import('./raw-sheet').then((module) => module.RawSheet), { ssr: false })

export type Desk = {
  reading: Reading
  standing: Standing
  sheet: SheetName | null
  show: (sheet: SheetName) => void
  close: () => void
  /** The document on the screen is not the one that was opened. */
  changed: boolean
  lookAgain: () => void
}

/** Everything that deciding on one request needs, the same in the preview and on the page. */
export function useDesk(view: RequestView): Desk {
  const say = useSay()
  const reading = useReading(view)
  useCountReading(view.presentation_digest)
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const [read, setRead] = useState(view.presentation_digest)
  const expired = useExpired(view.item.expires_at)
  const online = useConnection() !== 'offline'
  const changed = read !== view.presentation_digest && view.item.status === 'pending'
  const now = standing(say, view, { expired, online, changed, unread: reading.unread })
  return {
    reading,
    standing: now,
    sheet,
    show: (next) => {
      if (next === 'approve' && !now.approve) return
      if (next !== 'raw' && next !== 'approve' && !now.decide) return
      setSheet(next)
    },
    close: () => setSheet(null),
    changed,
    lookAgain: () => setRead(view.presentation_digest),
  }
}

/** The keys that lead to a decision. None of them decides by itself. */
export function useDeskShortcuts(desk: Pick<Desk, 'show'> | null): Shortcut[] {
  const t = useTranslations('request')
  const key = (keys: string, label: string, sheet: SheetName): Shortcut => ({
    keys,
    label,
    group: t('keys.decide'),
    run: () => desk?.show(sheet),
    once: true,
  })
  return [
    key('a', t('keys.approve'), 'approve'),
    key('d', t('do.deny'), 'deny'),
    key('c', t('do.changes'), 'changes'),
    key('b', t('do.abstain'), 'abstain'),
    key('e', t('do.raw'), 'raw'),
  ]
}

export function DeskSheets({ desk, view }: { desk: Desk; view: RequestView }) {
  switch (desk.sheet) {
    case 'approve':
      return (
        <ApproveSheet
          view={view}
          reading={desk.reading}
          onClose={desk.close}
          onDeny={() => (desk.standing.decide ? desk.show('deny') : desk.close())}
        />
      )
    case 'deny':
      return <DenySheet view={view} reading={desk.reading} onClose={desk.close} />
    case 'changes':
      return <ChangesSheet view={view} reading={desk.reading} onClose={desk.close} />
    case 'abstain':
      return <AbstainSheet view={view} reading={desk.reading} onClose={desk.close} />
    case 'raw':
      return <RawSheet view={view} onClose={desk.close} />
    default:
      return null
  }
}
