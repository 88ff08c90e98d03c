import { clsx } from 'clsx'
import { Ban, CircleCheck, Eye, PencilLine, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { BoundaryStatus, WorkflowItem } from '@/lib/boundaries/schema-views'

type State = BoundaryStatus | WorkflowItem['status'] | 'discarded'

const STATES: Record<State, { icon: typeof Ban; look: string }> = {
  draft: { icon: PencilLine, look: 'bg-warn-soft text-warn' },
  in_review: { icon: Eye, look: 'bg-warn-soft text-warn' },
  active: { icon: CircleCheck, look: 'bg-sunken text-fg-2 [&>svg]:text-ok' },
  retired: { icon: Undo2, look: 'bg-sunken text-fg-2' },
  discarded: { icon: Undo2, look: 'bg-sunken text-fg-2' },
  suspended: { icon: Ban, look: 'bg-danger-soft text-danger' },
}

/** In which state a workflow or a version of its boundary is: shape, word and tone. */
export function StatusChip({
  state,
  version,
  className,
}: {
  state: State
  /** Said of a draft: "Draft v13". */
  version?: number
  className?: string
}) {
  const t = useTranslations('boundary')
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
      {version === undefined ? t(`state.${state}`) : t('state.draftOf', { version: `${version}` })}
    </span>
  )
}
