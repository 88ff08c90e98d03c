import { clsx } from 'clsx'
import { Ban, Check, Clock, Hourglass, Key, type LucideIcon, OctagonX, TriangleAlert, Undo2 } from 'lucide-react'

type State = { word: string; icon: LucideIcon; look: string }
const CALM = 'bg-sunken text-fg-2 ring-1 ring-line ring-inset'
const GOOD = 'bg-ok-soft text-ok'
const BAD = 'bg-danger-soft text-danger'

const STATES = {
  pending: { word: 'Pending', icon: Hourglass, look: 'bg-sunken text-fg ring-1 ring-line ring-inset' },
  approved: { word: 'Approved', icon: Check, look: GOOD },
  denied: { word: 'Denied', icon: Ban, look: BAD },
  expired: { word: 'Expired', icon: Clock, look: CALM },
  cancelled: { word: 'Cancelled', icon: OctagonX, look: CALM },
  issued: { word: 'Issued', icon: Key, look: GOOD },
  redeemed: { word: 'Redeemed', icon: Hourglass, look: GOOD },
  completed: { word: 'Completed', icon: Check, look: CALM },
  revoked: { word: 'Revoked', icon: Undo2, look: CALM },
  failed: { word: 'Failed', icon: TriangleAlert, look: BAD },
  unknown: { word: 'Outcome unknown', icon: TriangleAlert, look: 'bg-warn-soft text-warn' },
} satisfies Record<string, State>

export type StateName = keyof typeof STATES

/** A state as icon, word and colour: never colour alone. */
export function StateChip({ state, className }: { state: StateName; className?: string }) {
  const { word, icon: Icon, look } = STATES[state]
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
      {word}
    </span>
  )
}
