'use client'
import { Ban, Check, CircleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { HiddenText } from '@/components/ui/hidden-text'
import type { BatchResult } from '@/lib/batches/schema'

/** What became of each. What was not recorded comes first, with the reason. */
export function BatchResults({
  results,
  titleOf,
  actions,
}: {
  results: readonly BatchResult[]
  titleOf: (id: string) => { title: string; code: string }
  actions?: ReactNode
}) {
  const t = useTranslations('batch')
  const failed = results.filter(({ recorded }) => !recorded)
  const done = results.filter(({ recorded }) => recorded)
  return (
    <section
      aria-label={t('results.label')}
      className="mx-auto w-full max-w-[860px] px-4 py-6 tablet:px-6"
      data-testid="batch-results"
    >
      <h2 className="text-20 tracking-[-0.015em]" tabIndex={-1}>
        {failed.length === 0
          ? t('results.all', { count: done.length })
          : t('results.some', { failed: failed.length, total: results.length })}
      </h2>
      {failed.length > 0 ? (
        <p className="mt-1 text-13 text-fg-2">
          {done.length === 0 ? t('results.none') : t('results.others', { count: done.length })}
        </p>
      ) : null}
      <ul className="mt-4 border-line border-t">
        {[...failed, ...done].map((result) => {
          const { title, code } = titleOf(result.request_id)
          return (
            <li
              key={result.request_id}
              data-testid={`batch-result-${result.request_id}`}
              data-recorded={result.recorded}
              className="relative grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-3 border-line border-b bg-panel px-4 py-2.5 text-13"
            >
              <Mark result={result} />
              <span className="min-w-0">
                <Link href={`/inbox/${result.request_id}`} className="font-medium text-14 after:absolute after:inset-0">
                  <HiddenText>{title}</HiddenText>
                </Link>
                <span className={result.recorded ? 'block text-fg-2' : 'block text-danger'}>{sentence(t, result)}</span>
              </span>
              <span className="font-mono text-12 text-fg-3">{code}</span>
            </li>
          )
        })}
      </ul>
      {actions ? <div className="mt-5 flex flex-wrap gap-2">{actions}</div> : null}
    </section>
  )
}

function Mark({ result }: { result: BatchResult }) {
  const t = useTranslations('batch.results')
  if (!result.recorded) return <CircleAlert className="mt-0.5 size-4 text-danger" aria-label={t('notRecorded')} />
  return result.verb === 'approve' ? (
    <Check className="mt-0.5 size-4 text-ok" aria-label={t('approved')} />
  ) : (
    <Ban className="mt-0.5 size-4 text-fg-2" aria-label={t('denied')} />
  )
}

function sentence(t: Translate<'batch'>, result: BatchResult): string {
  if (!result.recorded) return t('results.failed', { why: result.detail })
  if (result.status === 'approved') return t('results.granted')
  if (result.status === 'denied') return t('results.told')
  return result.verb === 'approve'
    ? t('results.approvedWaits', { given: result.given, needed: result.needed })
    : t('results.deniedWaits')
}
