import { clsx } from 'clsx'
import { Archive, Check, type LucideIcon, OctagonX, Pause } from 'lucide-react'
import { useTranslations } from 'use-intl'

const STATES = {
  active: { icon: Check, look: 'text-fg-2 ring-1 ring-line ring-inset' },
  suspended: { icon: Pause, look: 'bg-warn-soft text-warn' },
  quarantined: { icon: OctagonX, look: 'bg-danger-soft text-danger' },
  retired: { icon: Archive, look: 'bg-sunken text-fg-3 ring-1 ring-line ring-inset' },
} satisfies Record<string, { icon: LucideIcon; look: string }>

export type StandingName = keyof typeof STATES

/** Whether a machine or runtime works: icon, word and colour. Red only for what was quarantined. */
export function StandingChip({ status, className }: { status: StandingName; className?: string }) {
  const t = useTranslations('machines')
  const { icon: Icon, look } = STATES[status]
  return (
    <span
      data-state={status}
      className={clsx(
        'inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-sm px-2 font-medium text-12',
        look,
        className,
      )}
    >
      <Icon className="size-3.5" aria-hidden="true" />
      {t(`standing.${status}`)}
    </span>
  )
}
