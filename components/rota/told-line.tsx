'use client'
import { clsx } from 'clsx'
import { useClock } from '@/components/ui/clock'
import type { EscalationView } from '@/lib/escalation/schema'
import { untilWords } from './when'

/** Who was told that it waits, and who is next. Telling makes nobody eligible, so it stands apart from who may decide. */
export function ToldLine({ escalation, pending }: { escalation: EscalationView; pending: boolean }) {
  const { told, remarks, next } = escalation
  return (
    <section aria-label="Who was told" data-testid="told-line" className="text-12 text-fg-3">
      <p>
        Told:{' '}
        {told.length === 0
          ? 'nobody'
          : told.map((person, at) => (
              <span key={person.id}>
                {at > 0 ? ', ' : null}
                <span className={clsx('text-fg-2', person.is_me && 'font-medium text-fg')}>
                  {person.is_me ? 'you' : person.name}
                </span>
                {person.why === null ? null : ` (${person.why})`}
              </span>
            ))}
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
  const when = useClock((now) => untilWords(at, now))
  return (
    <>
      {' '}
      · next: {who} at {when}
    </>
  )
}
