'use client'
import { Eye } from 'lucide-react'
import { useQueryState } from 'nuqs'
import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { useExpired } from '@/components/ui/countdown'
import { Kbd } from '@/components/ui/kbd'
import { Strip } from '@/components/ui/strip'
import type { InboxItem, RequestView } from '@/lib/inbox/schema'
import type { Triage } from './use-triage'

/** Under the decision: who is looking, and what can be done that decides nothing. */
export function TriageBar({ view, triage }: { view: RequestView; triage: Triage }) {
  const t = useTranslations('triage.bar')
  const { item, me } = view
  const [wanted, setWanted] = useQueryState('snooze')
  const { show } = triage
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for whoever pressed “Snooze” on a notification
  useEffect(() => {
    if (wanted === null) return
    if (me.snooze_latest !== null) show('snooze')
    void setWanted(null)
  }, [wanted])
  if (!item.can_decide || item.status !== 'pending') return null
  return (
    <section aria-label={t('label')} className="grid gap-2 print:hidden" data-testid="triage-bar">
      {item.claim ? <ClaimLine claim={item.claim} /> : null}
      {item.handed ? (
        <p className="text-12 text-fg-2 [overflow-wrap:anywhere]">
          {t('handed', { name: item.handed.by.name, reason: item.handed.reason })}
        </p>
      ) : null}
      <div className="-mx-1 flex flex-wrap gap-x-2.5 max-tablet:hidden">
        <Act onClick={triage.claim} keys="m" disabled={triage.busy} testId="claim-button">
          {item.claim?.is_me ? t('release') : t('claim')}
        </Act>
        {item.snoozed_until ? (
          <Act onClick={triage.wake} disabled={triage.busy} testId="wake-button">
            {t('wake')}
          </Act>
        ) : (
          <Act
            onClick={() => triage.show('snooze')}
            keys="h"
            disabled={me.snooze_latest === null}
            testId="snooze-button"
          >
            {t('snooze')}
          </Act>
        )}
        <Act onClick={() => triage.show('hand_over')} keys="r" testId="hand-over-button">
          {t('handOver')}
        </Act>
        <Act onClick={() => triage.show('ask')} keys="q" testId="ask-button">
          {t('ask')}
        </Act>
      </div>
      {triage.trouble ? <Strip tone="warn">{triage.trouble}</Strip> : null}
    </section>
  )
}

function Act({
  children,
  keys,
  testId,
  ...rest
}: {
  children: string
  keys?: string
  testId: string
  onClick: () => void
  disabled?: boolean
}) {
  return (
    <Button
      look="quiet"
      size="sm"
      className="gap-1! px-1! disabled:border-transparent! disabled:bg-transparent!"
      data-testid={testId}
      {...rest}
    >
      {children}
      {keys ? <Kbd>{keys}</Kbd> : null}
    </Button>
  )
}

/** "Tom Ek is looking, 9 min left": live, by the server's clock, and gone when it is over. */
export function ClaimLine({ claim }: { claim: NonNullable<InboxItem['claim']> }) {
  const t = useTranslations('triage.bar')
  const { clock, timeLeft } = useFormat()
  const over = useExpired(claim.until)
  const left = useClock((now) => timeLeft(Date.parse(claim.until) - now))
  if (over) return null
  return (
    <p
      className="flex items-center gap-1.5 text-12 text-fg-2"
      data-testid="claim-line"
      title={t('until', { time: clock(claim.until) })}
    >
      <Eye className="size-3.5 flex-none" aria-hidden="true" />
      <span>
        {claim.is_me ? t.rich('mine', { b: bold, left }) : t.rich('other', { b: bold, left, name: claim.person.name })}
      </span>
    </p>
  )
}

const bold = (words: ReactNode) => <b className="font-medium text-fg">{words}</b>
