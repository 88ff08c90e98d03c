'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useClock } from '@/components/ui/clock'
import type { EscalationView } from '@/lib/escalation/schema'
import { untilWords } from './when'

/** Who was told that it waits, and who is next. Telling makes nobody eligible, so it stands apart from who may decide. */
export function ToldLine({ escalation, pending }: { escalation: EscalationView; pending: boolean }) {
  const t = useTranslations('rota.told')
  const { told, remarks, next } = escalation
  const people = () =>
    told.map((person, at) => (
      <span key={person.id}>
        {at > 0 ? ', ' : null}
        <span className={clsx('text-fg-2', person.is_me && 'font-medium text-fg')}>
          {person.is_me ? t('you') : person.name}
        </span>
        {person.why === null ? null : ` (${person.why})`}
      </span>
    ))
  return (
    <section aria-label={t('label')} data-testid="told-line" className="text-12 text-fg-3">
      <p>
        {told.length === 0 ? t('nobody') : t.rich('people', { people })}
        {pending && next ? <Next who={next.who} at={next.at} /> : null}
      </p>
      {remarks.map((remark) => (
        <p key={remark} className="mt-0.5 [overflow-wrap:anywhere]">
          {remark}
        </p>
      ))}
    </section>
  )
}

function Next({ who, at }: { who: string; at: string }) {
  const t = useTranslations('rota.told')
  const format = useFormat()
  const when = useClock((now) => untilWords(format, at, now))
  return <> {t('next', { who, when })}</>
}
