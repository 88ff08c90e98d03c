'use client'
import { clsx } from 'clsx'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Countdown } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { BatchBar } from './batch-bar'
import { BatchDetail } from './batch-detail'
import type { Batch, BatchRow } from './use-batch'

/** One after the other, the outliers first. Decisions are put down here and made at the end, all at once. */
export function ReviewRun({
  batch,
  at,
  onGo,
  onApprove,
  onDeny,
  onHold,
  onFinish,
}: {
  batch: Batch
  at: number
  onGo: (at: number) => void
  onApprove: () => void
  onDeny: () => void
  onHold: () => void
  onFinish: () => void
}) {
  const t = useTranslations('batch')
  const words = useTranslations('request')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is read from its beginning
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to clean up.
    void window.scrollTo({ top: 0 })
  }, [at])
  const row = batch.rows[at]
  if (row === undefined) return null
  const { id, code } = row.item
  const item = batch.itemOf(row)
  const open = batch.isOpen(row)
  const staged = batch.staged(id)
  const waits = open && !batch.isOpened(id)
  return (
    <div className="flex flex-1 flex-col" data-testid="review-run">
      <div className="sticky top-(--top) z-10 border-line border-b bg-page px-4 py-2 tablet:px-6">
        <div className="flex items-baseline justify-between gap-3 text-13">
          <p>
            <b className="font-medium" data-testid="run-progress">
              {t('run.progress', { index: at + 1, total: batch.rows.length })}
            </b>
            <span className="ms-2 font-mono text-12 text-fg-3">{code}</span>
            <span className="ms-3 text-fg-2" data-testid="run-staged">
              {staged === undefined ? '' : t(`run.staged.${staged.verb}`)}
            </span>
          </p>
          {open ? <Countdown from={item.created_at} to={item.expires_at} of="left" bar={false} /> : null}
        </div>
        <ol className="mt-1.5 flex gap-0.5">
          {batch.rows.map((each, n) => (
            <li key={each.item.id} className="flex-1">
              <button
                type="button"
                aria-label={t('run.segment', { index: n + 1, code: each.item.code, said: said(batch, each) })}
                aria-current={n === at ? 'step' : undefined}
                onClick={() => onGo(n)}
                className="group block h-6 w-full py-2"
              >
                <span
                  className={clsx(
                    'block h-2 rounded-full group-aria-[current=step]:outline group-aria-[current=step]:outline-2 group-aria-[current=step]:outline-fg group-aria-[current=step]:outline-offset-1',
                    SEGMENT[said(batch, each)],
                  )}
                />
              </button>
            </li>
          ))}
        </ol>
      </div>
      <div className="flex-1 bg-page px-4 pt-4 pb-6 tablet:px-6">
        <div className="mx-auto max-w-[980px]">
          {open ? null : (
            <p className="mb-3 text-13 text-fg-2">
              <HiddenText>{item.ended?.sentence ?? t('run.decided')}</HiddenText> {t('run.notPart')}
            </p>
          )}
          <BatchDetail key={id} row={row} batch={batch} headline />
        </div>
      </div>
      <div className="sticky bottom-0 z-10 max-tablet:pb-[env(safe-area-inset-bottom)]">
        <div className="grid grid-cols-[auto_auto_minmax(0,1fr)] gap-2 border-line-strong border-t bg-panel px-4 py-3 tablet:grid-cols-[1fr_auto_auto_minmax(200px,auto)] tablet:px-6">
          <p className="self-center text-12 text-fg-3 max-tablet:hidden" role="status">
            {waits ? t('run.opening') : t('run.undecided')}
          </p>
          <Button size="lg" onClick={onDeny} disabled={!open || waits} data-testid="run-deny">
            {words('do.deny')}
            <Kbd>d</Kbd>
          </Button>
          <Button size="lg" onClick={onHold} data-testid="run-hold">
            {t('keys.skip')}
            <Kbd>s</Kbd>
          </Button>
          <Button
            size="lg"
            look="primary"
            onClick={onApprove}
            disabled={!open || waits || batch.isUnread(id)}
            data-testid="run-approve"
          >
            {words('do.approve')}
            <Kbd onInk={open && !waits && !batch.isUnread(id)}>a</Kbd>
          </Button>
        </div>
        <BatchBar batch={batch} run onFinish={onFinish} />
      </div>
    </div>
  )
}

type Said = 'approve' | 'deny' | 'unopened' | 'skipped' | 'over'

function said(batch: Batch, row: BatchRow): Said {
  if (!batch.isOpen(row)) return 'over'
  const staged = batch.staged(row.item.id)
  if (staged !== undefined) return staged.verb
  return batch.isOpened(row.item.id) ? 'skipped' : 'unopened'
}

const SEGMENT: { readonly [said in Said]: string } = {
  approve: 'bg-ink',
  deny: 'bg-fg',
  skipped: 'bg-line-strong',
  unopened: 'bg-line',
  over: 'bg-line opacity-50',
}
