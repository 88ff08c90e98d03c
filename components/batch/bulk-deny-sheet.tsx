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
import { limits } from '@/lib/core/limits'
import type { DenialCode } from '@/lib/decisions/schema'
import { requestOptions } from '@/lib/inbox/client'
import { BatchResults } from './batch-results'
import { DenialSheet } from './denial-sheet'

/** Denies several at once: one code and text, a decision each, no passkey. What could not be denied is said one by one. */
export function BulkDenySheet({ ids, onClose, onDone }: { ids: string[]; onClose: () => void; onDone: () => void }) {
  const taken = ids.slice(0, limits.batchMax)
  const views = useQueries({ queries: taken.map((id) => requestOptions(id)) })
  const send = useMutation(batchMutation(useQueryClient()))
  const words = useTranslations('request')
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
          announce(left === 0 ? `${became.length} denied. The agents were told.` : `${left} were not denied`)
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
        title="What became of each"
        width="lg"
        testId="bulk-deny-results"
        foot={
          <Button size="lg" onClick={onDone}>
            Done
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
      title={`Deny ${taken.length === 1 ? '1 request' : `${taken.length} requests`}`}
      above={
        <p className="mb-1.5 text-13 text-fg-2">No passkey needed. Each gets its own decision, with this reason.</p>
      }
      action={`Deny ${taken.length === 1 ? '1 request' : `${taken.length} requests`}`}
      busy={send.isPending || !loaded || !online}
      onSubmit={deny}
      onClose={onClose}
    >
      {online ? null : <Strip tone="warn">You’re offline. Decisions are never queued.</Strip>}
      {ids.length > taken.length ? (
        <Strip>
          {taken.length} at a time; the other {ids.length - taken.length} stay as they are.
        </Strip>
      ) : null}
      <ul className="max-h-44 overflow-y-auto rounded-paper border border-line bg-sheet" aria-label="What is denied">
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
        {loaded ? null : <li className="px-3 py-1.5 text-13 text-fg-3">Loading…</li>}
      </ul>
      {send.error ? <Strip tone="danger">Not recorded. {failureOf(words, send.error).sentence}</Strip> : null}
    </DenialSheet>
  )
}
