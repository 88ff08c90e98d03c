'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { Batch } from './use-batch'

/** What is meant so far, always in sight, and the way to the list that is signed. */
export function BatchBar({ batch, run, onFinish }: { batch: Batch; run: boolean; onFinish: () => void }) {
  const t = useTranslations('batch.bar')
  const { chosen, counts, ready } = batch
  return (
    <section
      aria-label={t('label')}
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-2 px-4 text-13 tablet:px-6',
        run
          ? 'border-line border-t bg-page py-2'
          : 'sticky bottom-0 z-10 mt-auto border-line-strong border-t bg-panel py-3 max-tablet:pb-[calc(12px+env(safe-area-inset-bottom))]',
      )}
    >
      <span className={clsx('min-w-0 flex-1 text-fg-2', !run && 'max-tablet:basis-full')} data-testid="batch-counts">
        {t.rich('counts', {
          ...counts,
          b: (words) => <b className="font-medium text-fg">{words}</b>,
          wide: (words) => <span className="max-tablet:hidden">{words}</span>,
        })}
      </span>
      {run || ready.length === 0 ? null : (
        <Button
          size="lg"
          className="max-tablet:flex-1 max-tablet:text-13!"
          onClick={() => {
            for (const each of ready) batch.stage(each.item.id, { verb: 'approve' })
          }}
          data-testid="approve-ready"
        >
          {t('ready', { count: ready.length })}
        </Button>
      )}
      <Button
        look="primary"
        size={run ? 'md' : 'lg'}
        className={clsx(!run && 'max-tablet:flex-1')}
        onClick={onFinish}
        disabled={chosen.length === 0}
        data-testid="batch-finish"
      >
        {t('finish')}
        <Kbd onInk={chosen.length > 0}>f</Kbd>
      </Button>
    </section>
  )
}
