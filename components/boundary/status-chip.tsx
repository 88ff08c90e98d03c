import { clsx } from 'clsx'
import { Ban, CircleCheck, Eye, PencilLine, Undo2 } from 'lucide-react'
import type { BoundaryStatus, WorkflowItem } from '@/lib/boundaries/schema-views'

type State = BoundaryStatus | WorkflowItem['status'] | 'discarded'

const STATES: Record<State, { word: string; icon: typeof Ban; look: string }> = {
  draft: { word: 'Draft', icon: PencilLine, look: 'bg-warn-soft text-warn' },
  in_review: { word: 'In review', icon: Eye, look: 'bg-warn-soft text-warn' },
  active: { word: 'Active', icon: CircleCheck, look: 'bg-sunken text-fg-2 [&>svg]:text-ok' },
  retired: { word: 'Retired', icon: Undo2, look: 'bg-sunken text-fg-2' },
  discarded: { word: 'Discarded', icon: Undo2, look: 'bg-sunken text-fg-2' },
  suspended: { word: 'Suspended', icon: Ban, look: 'bg-danger-soft text-danger' },
}

/** In which state a workflow or a version of its boundary is: shape, word and tone. */
export function StatusChip({ state, suffix, className }: { state: State; suffix?: string; className?: string }) {
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
      {suffix ? ` ${suffix}` : ''}
    </span>
  )
}
