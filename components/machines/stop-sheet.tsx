'use client'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { Stop } from '@/lib/core/machine/stop'
import type { Standing, StoppedAnswer } from '@/lib/machines/client'
import type { OpenCounts } from '@/lib/machines/schema'
import { ReasonSheet } from './reason-sheet'

export const STOP_VERB = {
  suspended: 'suspend',
  quarantined: 'quarantine',
  retired: 'retire',
} as const satisfies Record<Stop, string>

/** Stops a machine or a runtime, saying exactly what ends before it is confirmed. */
export function StopSheet({
  of,
  id,
  slug,
  how,
  open,
  inside,
  onClose,
  onDone,
}: {
  of: Standing['of']
  id: string
  slug: string
  how: Stop
  open: OpenCounts
  /** Of a runtime: how many agents stop with it. */
  inside?: number
  onClose: () => void
  onDone: (answer: StoppedAnswer) => void
}) {
  const t = useTranslations('machines')
  const verb = STOP_VERB[how]
  const named = t(`stop.named.${how}`, { name: slug })
  return (
    <ReasonSheet
      target={{ of, id, verb }}
      title={named}
      confirm={named}
      keep={t('stop.keep')}
      look="dangerSolid"
      onClose={onClose}
      onDone={onDone}
    >
      <section
        aria-labelledby="ends"
        className="rounded-paper border border-danger/35 bg-danger-soft px-3.5 py-3 text-13"
      >
        <h3 id="ends" className="font-medium text-danger">
          {t('stop.ends.title')}
        </h3>
        <ul className="mt-1 grid gap-0.5" data-testid="what-ends">
          {inside === undefined ? null : <li>{t('stop.ends.inside', { count: inside })}</li>}
          {endings(t, open).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <p className="text-13 text-fg-2">
        {t(`stop.after.${of === 'runtimes' && how === 'suspended' ? 'runtime' : how}`)}
      </p>
    </ReasonSheet>
  )
}

/** "3 pending requests are cancelled." and so on; says so when there is nothing. */
function endings(t: Translate<'machines'>, { pending, grants, executions }: OpenCounts): string[] {
  const lines = [
    pending > 0 ? t('stop.ends.pending', { count: pending }) : '',
    grants > 0 ? t('stop.ends.grants', { count: grants }) : '',
    executions > 0 ? t('stop.ends.executions', { count: executions }) : '',
  ].filter((line) => line !== '')
  return lines.length > 0 ? lines : [t('stop.ends.nothing')]
}
