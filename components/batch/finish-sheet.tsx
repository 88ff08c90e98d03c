'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Ban, Check, FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Failure, failureOf } from '@/components/request/failure'
import { PasskeyFailure } from '@/components/request/passkey-step'
import { readingOf } from '@/components/request/reading-log'
import { useConnection } from '@/components/shell/connection'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { askBatchChallenge, type BatchReview, batchMutation } from '@/lib/batches/client'
import type { BatchResult } from '@/lib/batches/schema'
import { denialLabels } from '@/lib/core/decision/explain'
import { limits } from '@/lib/core/limits'
import { signChallenge } from '@/lib/decisions/client'
import { ApiError } from '@/lib/http/client'
import type { Batch } from './use-batch'

type Step = 'check' | 'signing' | 'sending' | 'failed'
/** What the server would not take as it stands: by id, with the sentence for it. */
type Refused = ReadonlyMap<string, string>

/** The ordered list, one reason, one signature. Closing leaves nothing behind; only a signed list on its way cannot be closed. */
export function FinishSheet({
  batch,
  onClose,
  onDone,
}: {
  batch: Batch
  onClose: () => void
  onDone: (results: BatchResult[]) => void
}) {
  const queryClient = useQueryClient()
  const send = useMutation(batchMutation(queryClient))
  const words = useTranslations('request')
  const [step, setStep] = useState<Step>('check')
  const [reason, setReason] = useState('')
  const [reasonError, setReasonError] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [refused, setRefused] = useState<Refused>(new Map())
  const [statement, setStatement] = useState<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const attempt = useRef<AbortController | null>(null)
  const online = useConnection() !== 'offline'
  const { chosen, counts, view } = batch
  const approves = counts.approve > 0
  const off = !online || chosen.length === 0 || (approves && !view.has_passkey)
  useEffect(() => () => attempt.current?.abort(), [])

  async function sign() {
    if (off) return
    if (approves && reason.trim().length < view.reason_min) {
      setReasonError(
        reason.trim() === ''
          ? 'Say what you checked. The auditor reads it.'
          : `At least ${view.reason_min} characters.`,
      )
      field.current?.focus()
      return
    }
    const mine = new AbortController()
    attempt.current = mine
    setFailure(null)
    setRefused(new Map())
    const review: BatchReview = {
      kind: 'review',
      reason: reason.trim(),
      items: chosen.map(({ row, staged }) => ({
        ...staged,
        request_id: row.item.id,
        presentation_digest: row.presentation_digest,
        reading: readingOf(row.presentation_digest),
      })),
    }
    try {
      // Denials alone need no signature, here as one by one.
      if (!approves) {
        setStep('sending')
        const { results } = await send.mutateAsync({ kind: 'denials', items: review.items })
        return done(results)
      }
      setStep('signing')
      const challenge = await askBatchChallenge(review)
      if (mine.signal.aborted) return
      setStatement(challenge.statement)
      const signature = await signChallenge(challenge, mine.signal)
      if (mine.signal.aborted) return
      setStep('sending')
      const { results } = await send.mutateAsync({ ...review, signature })
      done(results)
    } catch (error) {
      if (mine.signal.aborted) return
      const named = refusedItems(error, review)
      if (named.size > 0) {
        setRefused(named)
        setStep('check')
        announce('Nothing was decided. Some of these cannot be decided as they stand.')
        return
      }
      const failed = failureOf(words, error)
      setFailure(failed)
      setStep('failed')
      announce(`Nothing was decided. ${failed.sentence}`)
    }
  }

  function done(results: BatchResult[]) {
    const failed = results.filter(({ recorded }) => !recorded).length
    announce(
      failed === 0 ? `${results.length} decisions are recorded` : `${failed} of ${results.length} were not recorded`,
    )
    onDone(results)
  }

  /** Takes what was refused out of the list; the rest can be signed. */
  function leaveOut() {
    for (const id of refused.keys()) batch.stage(id, undefined)
    setRefused(new Map())
  }

  return (
    <Sheet
      open
      onClose={() => step !== 'sending' && onClose()}
      testId="finish-sheet"
      initialFocus={field}
      title={`${approves ? 'Sign' : 'Record'} ${chosen.length === 1 ? '1 decision' : `${chosen.length} decisions`}`}
      head={{
        above: (
          <p className="mb-1.5 flex gap-4 text-13 text-fg-2" data-testid="finish-counts">
            <span>{counts.approve} approved</span>
            <span>{counts.deny} denied</span>
            <span className="text-fg-3">
              {counts.held + counts.unopened} left out{counts.unopened > 0 ? `, ${counts.unopened} never opened` : ''}
            </span>
          </p>
        ),
      }}
      foot={
        step === 'check' || step === 'failed' ? (
          <>
            <Button size="lg" onClick={onClose}>
              Cancel<Kbd>Esc</Kbd>
            </Button>
            <Button
              size="lg"
              look="primary"
              className="tablet:flex-1"
              onClick={sign}
              disabled={off || refused.size > 0}
              data-testid="finish-sign"
            >
              {approves ? <FingerprintPattern className="size-4 flex-none" aria-hidden="true" /> : null}
              {step === 'failed'
                ? 'Try again'
                : approves
                  ? `Sign the list of ${chosen.length}`
                  : `Deny ${chosen.length === 1 ? '1 request' : `${chosen.length} requests`}`}
            </Button>
          </>
        ) : (
          <span className="flex-1 self-center text-12 text-fg-3">Esc stops. Nothing is decided until you sign.</span>
        )
      }
    >
      {step === 'failed' && failure ? <PasskeyFailure failure={failure} said="Nothing was decided." /> : null}
      {step === 'signing' || step === 'sending' ? (
        <Signing sending={step === 'sending'} count={chosen.length} statement={statement} />
      ) : null}
      <div className="grid gap-2 px-4 pt-3 empty:hidden tablet:px-8">
        {online ? null : <Strip tone="warn">You’re offline. Decisions are never queued.</Strip>}
        {approves && !view.has_passkey ? (
          <Strip tone="warn">
            Approving in a batch needs a passkey, and you have none yet.{' '}
            <Link className="underline underline-offset-2" href="/account#passkeys">
              Add a passkey in Account
            </Link>
          </Strip>
        ) : null}
        {refused.size > 0 ? (
          <Strip tone="warn" testId="finish-refused">
            {refused.size === 1 ? 'One of these' : `${refused.size} of these`} cannot be decided as it stands. Nothing
            was signed.{' '}
            <button type="button" className="link font-medium" onClick={leaveOut} data-testid="finish-leave-out">
              {refused.size === 1 ? 'Leave it out' : 'Leave them out'}
            </button>
          </Strip>
        ) : null}
      </div>
      <ol className="px-4 pt-2 tablet:px-8" data-testid="finish-list">
        {chosen.map(({ row, staged }, at) => {
          const why = refused.get(row.item.id)
          return (
            <li
              key={row.item.id}
              className={clsx(
                'grid grid-cols-[1.5rem_1rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-line border-b py-1.5 text-13',
                why && 'bg-warn-soft',
              )}
            >
              <span className="text-12 text-fg-3">{at + 1}</span>
              {staged.verb === 'approve' ? (
                <Check className="mt-[3px] size-3.5 self-start text-ink" aria-label="approve" />
              ) : (
                <Ban className="mt-[3px] size-3.5 self-start" aria-label="deny" />
              )}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <HiddenText>{row.item.title}</HiddenText>
                {staged.verb === 'deny' ? (
                  <span className="block text-12 text-fg-3">
                    {denialLabels[staged.code]}: <HiddenText>{staged.reason}</HiddenText>
                  </span>
                ) : null}
                {why ? <span className="block text-12 text-warn">{why}</span> : null}
              </span>
              <span className="font-mono text-12 text-fg-3">{row.item.code}</span>
            </li>
          )
        })}
      </ol>
      {approves ? (
        <div className="px-4 py-3 tablet:px-8">
          <TextArea
            ref={field}
            label={
              <>
                Reason for the approvals{' '}
                <span className="font-normal text-fg-3">{view.reason_min > 0 ? 'required' : 'optional'}</span>
              </>
            }
            hint="Name what you checked. The auditor reads it with each of them, the agent does not."
            error={reasonError}
            value={reason}
            maxLength={limits.reasonChars}
            disabled={step === 'signing' || step === 'sending'}
            onChange={(event) => {
              setReason(event.target.value)
              setReasonError('')
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) void sign()
            }}
            data-testid="finish-reason"
          />
        </div>
      ) : null}
      <p className="px-4 pb-4 text-12 text-fg-3 tablet:px-8">
        {approves
          ? 'One signature over this list, in this order. Each request keeps its own decision, and is judged by itself when it is recorded.'
          : 'No passkey needed. Each request keeps its own decision, and is judged by itself when it is recorded.'}
      </p>
    </Sheet>
  )
}

function Signing({ sending, count, statement }: { sending: boolean; count: number; statement: string | null }) {
  return (
    <div className="mx-4 grid gap-2 border-line border-b py-4 tablet:mx-8" data-testid="batch-signing">
      <div className="flex items-center gap-4">
        <span className="grid size-12 flex-none place-items-center rounded-full border-[1.5px] border-ink text-ink">
          <FingerprintPattern className="size-6" aria-hidden="true" />
        </span>
        <div role="status">
          <h3 className="text-16">{sending ? 'Recording each decision' : 'Touch the sensor to sign'}</h3>
          <p className="text-fg-2">
            {sending ? `${count} in order, each by itself.` : 'Your device asks for your passkey now.'}
          </p>
        </div>
      </div>
      {statement === null ? null : (
        <details>
          <summary className="link min-h-6 text-13">The bytes that the passkey signs</summary>
          <CodeBlock label="Statement" className="mt-1 max-h-40" testId="statement">
            {statement}
          </CodeBlock>
        </details>
      )}
    </div>
  )
}

/** "/items/3" of a refusal, as the request that stood there. */
function refusedItems(error: unknown, review: BatchReview): Refused {
  if (!(error instanceof ApiError)) return new Map()
  return new Map(
    error.errors.flatMap(({ pointer, detail }): [string, string][] => {
      const at = /^\/items\/(\d+)$/.exec(pointer)?.[1]
      const item = at === undefined ? undefined : review.items[Number(at)]
      return item === undefined ? [] : [[item.request_id, detail]]
    }),
  )
}
