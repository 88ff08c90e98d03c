'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { batchHref } from '@/components/batch/batch-href'
import type { Triage } from '@/components/triage/use-triage'
import { Button, buttonClass } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'

/** What can be done to several at once. None of it approves: what is approved together is read first, in a batch. */
export function BulkBar({
  ids,
  triage,
  onDeny,
  onClear,
}: {
  ids: readonly string[]
  triage: Triage
  onDeny: () => void
  onClear: () => void
}) {
  const t = useTranslations('inbox.bulk')
  return (
    <section
      aria-label={t('label')}
      data-testid="bulk-bar"
      className="flex flex-none flex-wrap items-center gap-2 border-line-strong border-t bg-panel px-6 py-2 text-13 max-tablet:px-4"
    >
      <span className="flex-1 whitespace-nowrap">
        {t.rich('picked', { count: ids.length, b: (words) => <b className="font-medium">{words}</b> })}
        <Button size="sm" look="quiet" onClick={onClear}>
          {t('clear')}
        </Button>
      </span>
      <Link href={batchHref(ids, 'table')} className={buttonClass({ size: 'sm' })} data-testid="bulk-review">
        {t('review')}
      </Link>
      <Button size="sm" onClick={onDeny} data-testid="bulk-deny">
        {t('deny')}
        <Kbd>d</Kbd>
      </Button>
      <Button size="sm" onClick={triage.claim} disabled={triage.busy} data-testid="bulk-claim">
        {t('claim')}
        <Kbd>m</Kbd>
      </Button>
      <Button size="sm" onClick={() => triage.show('snooze')}>
        {t('snooze')}
        <Kbd>h</Kbd>
      </Button>
      <Button size="sm" onClick={() => triage.show('hand_over')} data-testid="bulk-hand-over">
        {t('handOver')}
        <Kbd>r</Kbd>
      </Button>
    </section>
  )
}
