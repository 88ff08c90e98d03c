import { clsx } from 'clsx'
import { Ban, Check, Clock, Hourglass, Key, type LucideIcon, OctagonX, TriangleAlert, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'

type State = { icon: LucideIcon; look: string }
const CALM = 'bg-sunken text-fg-2 ring-1 ring-line ring-inset'
const GOOD = 'bg-ok-soft text-ok'
const BAD = 'bg-danger-soft text-danger'

const STATES = {
  pending: { icon: Hourglass, look: 'bg-sunken text-fg ring-1 ring-line ring-inset' },
  approved: { icon: Check, look: GOOD },
  denied: { icon: Ban, look: BAD },
  expired: { icon: Clock, look: CALM },
  cancelled: { icon: OctagonX, look: CALM },
  issued: { icon: Key, look: GOOD },
  redeemed: { icon: Hourglass, look: GOOD },
  completed: { icon: Check, look: CALM },
  revoked: { icon: Undo2, look: CALM },
  failed: { icon: TriangleAlert, look: BAD },
  unknown: { icon: TriangleAlert, look: 'bg-warn-soft text-warn' },
} satisfies Record<string, State>

export type StateName = keyof typeof STATES

/** A state as icon, word and colour: never colour alone. */
export function StateChip({ state, className }: { state: StateName; className?: string }) {
  const t = useTranslations('words.state')
  const { icon: Icon, look } = STATES[state]
  return (
    <span
      data-state={state}
      className={clsx(
        'inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-sm px-2 font-medium text-12',
        look,
        className,
      )}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {t(state)}
    </span>
  )
}
