'use client'
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { failureOf } from '@/components/request/failure'
import { useConnection } from '@/components/shell/connection'
import { Button } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { batchMutation } from '@/lib/batches/client'
import type { BatchResult } from '@/lib/batches/schema'
import type { DenialCode } from '@/lib/core/decision/denial'
import { limits } from '@/lib/core/limits'
import { requestOptions } from '@/lib/inbox/client'
import { BatchResults } from './batch-results'
import { DenialSheet } from './denial-sheet'

/** Denies several at once: one code and text, a decision each, no passkey. What could not be denied is said one by one. */
export function BulkDenySheet({ ids, onClose, onDone }: { ids: string[]; onClose: () => void; onDone: () => void }) {
  const taken = ids.slice(0, limits.batchMax)
  const views = useQueries({ queries: taken.map((id) => requestOptions(id)) })
  const send = useMutation(batchMutation(useQueryClient()))
  const t = useTranslations('batch')
  const words = useTranslations('words')
  const request = useTranslations('request')
  const online = useConnection() !== 'offline'
  const [results, setResults] = useState<BatchResult[] | null>(null)
  const found = views.flatMap(({ data }) => (data ? [data] : []))
  const loaded = found.length === taken.length

  async function deny(code: DenialCode, reason: string) {
    if (!loaded || !online) return
    await send
      .mutateAsync({
        kind: 'denials',
        items: found.map((view) => ({
          verb: 'deny',
          request_id: view.item.id,
          presentation_digest: view.presentation_digest,
          code,
          reason,
        })),
      })
      .then(
        ({ results: became }) => {
          const left = became.filter(({ recorded }) => !recorded).length
          announce(left === 0 ? t('deny.done', { count: became.length }) : t('deny.failed', { count: left }))
          if (left === 0) onDone()
          else setResults(became)
        },
        () => {},
      )
  }

  if (results !== null)
    return (
      <Sheet
        open
        onClose={onDone}
        title={t('results.label')}
        width="lg"
        testId="bulk-deny-results"
        foot={
          <Button size="lg" onClick={onDone}>
            {words('done')}
          </Button>
        }
      >
        <BatchResults
          results={results}
          titleOf={(id) => found.find(({ item }) => item.id === id)?.item ?? { title: id, code: '' }}
        />
      </Sheet>
    )
  return (
    <DenialSheet
      testId="bulk-deny-sheet"
      title={t('deny.count', { count: taken.length })}
      above={<p className="mb-1.5 text-13 text-fg-2">{t('deny.note')}</p>}
      action={t('deny.count', { count: taken.length })}
      busy={send.isPending || !loaded || !online}
      onSubmit={deny}
      onClose={onClose}
    >
      {online ? null : <Strip tone="warn">{request('offline')}</Strip>}
      {ids.length > taken.length ? (
        <Strip>{t('deny.rest', { taken: taken.length, left: ids.length - taken.length })}</Strip>
      ) : null}
      <ul className="max-h-44 overflow-y-auto rounded-paper border border-line bg-sheet" aria-label={t('deny.list')}>
        {found.map(({ item }) => (
          <li
            key={item.id}
            className="flex justify-between gap-3 border-line border-b px-3 py-1.5 text-13 last:border-b-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <HiddenText>{item.title}</HiddenText>
            </span>
            <span className="font-mono text-12 text-fg-3">{item.code}</span>
          </li>
        ))}
        {loaded ? null : <li className="px-3 py-1.5 text-13 text-fg-3">{t('deny.loading')}</li>}
      </ul>
      {send.error ? (
        <Strip tone="danger">{request('failure.notRecorded', { why: failureOf(request, send.error).sentence })}</Strip>
      ) : null}
    </DenialSheet>
  )
}
