'use client'
import { useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Hourglass } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Strip } from '@/components/ui/strip'
import type { GuardView } from '@/lib/guard/schema'
import { serverNow } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'

/**
 * What the fatigue guard says to this person beside the decision: a breath, a question to come, or a rest. It never stands in
 * the way of a denial. While they rest what follows stands at the buttons, and here is only why.
 */
export function GuardStrip({ guard, className }: { guard: GuardView; className?: string }) {
  const t = useTranslations('guard')
  useAskAgainAt(guard.until)
  if (guard.level === 'none') return null
  return (
    <section
      aria-label={t('title')}
      data-testid="guard-strip"
      data-level={guard.level}
      className={clsx('rounded-sm border border-line bg-sunken px-2.5 py-2 text-13', className)}
    >
      <p className="flex gap-2">
        <Hourglass className="mt-px size-4 flex-none text-fg-3" aria-hidden="true" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {guard.reasons[0]} {guard.level === 'reroute' ? null : guard.sentence}
        </span>
      </p>
      {/* Under the words, not under the icon. */}
      <div className="ps-6">
        <GuardReasons guard={guard} />
      </div>
    </section>
  )
}

/** The same on the sheet, where it counts: one line. */
export function GuardNudge({ guard }: { guard: GuardView }) {
  if (guard.level !== 'nudge') return null
  return (
    <Strip testId="guard-nudge">
      {guard.reasons[0]} {guard.sentence}
    </Strip>
  )
}

/** Why, folded; and what it is not for. */
export function GuardReasons({ guard }: { guard: GuardView }) {
  const t = useTranslations('guard')
  return (
    <details className="text-12 text-fg-2" data-testid="guard-reasons">
      <summary className="link min-h-6 cursor-pointer">{t('why')}</summary>
      <ul className="mt-1 grid list-disc gap-0.5 ps-4">
        {guard.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="mt-1.5 text-fg-3">{t('notFor')}</p>
    </details>
  )
}

/** When the rest is over, the page asks again. */
function useAskAgainAt(until: string | null): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: inboxKeys.all }),
      Math.max(1_000, Date.parse(until) - serverNow() + 500),
    )
    return () => clearTimeout(timer)
  }, [until, queryClient])
}
