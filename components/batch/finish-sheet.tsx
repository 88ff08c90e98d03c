'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Ban, Check, FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { failureOf } from '@/components/request/failure'
import { PasskeyFailure } from '@/components/request/passkey-step'
import { readingOf } from '@/components/request/reading-log'
import { quiet } from '@/components/request/sheet-parts'
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
  const t = useTranslations('batch')
  const words = useTranslations('words')
  const request = useTranslations('request')
  const [step, setStep] = useState<Step>('check')
  const [reason, setReason] = useState('')
  const [reasonTrouble, setReasonTrouble] = useState<'sayWhat' | 'short' | null>(null)
  const [failed, setFailed] = useState<{ error: unknown } | null>(null)
  const failure = failed === null ? null : failureOf(request, failed.error)
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
      setReasonTrouble(reason.trim() === '' ? 'sayWhat' : 'short')
      field.current?.focus()
      return
    }
    const mine = new AbortController()
    attempt.current = mine
    setFailed(null)
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
        announce(t('finish.someRefused'))
        return
      }
      setFailed({ error })
      setStep('failed')
      announce(t('finish.nothingWhy', { why: failureOf(request, error).sentence }))
    }
  }

  function done(results: BatchResult[]) {
    const left = results.filter(({ recorded }) => !recorded).length
    announce(
      left === 0
        ? t('results.allSaid', { count: results.length })
        : t('results.some', { failed: left, total: results.length }),
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
      title={t(approves ? 'finish.sign' : 'finish.record', { count: chosen.length })}
      head={{
        above: (
          <p className="mb-1.5 flex gap-4 text-13 text-fg-2" data-testid="finish-counts">
            <span>{t('finish.approved', { count: counts.approve })}</span>
            <span>{t('finish.denied', { count: counts.deny })}</span>
            <span className="text-fg-3">
              {t('finish.leftOut', { count: counts.held + counts.unopened, unopened: counts.unopened })}
            </span>
          </p>
        ),
      }}
      foot={
        step === 'check' || step === 'failed' ? (
          <>
            <Button size="lg" onClick={onClose}>
              {words('cancel')}
              <Kbd>Esc</Kbd>
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
                ? words('tryAgain')
                : approves
                  ? t('finish.signList', { count: chosen.length })
                  : t('deny.count', { count: chosen.length })}
            </Button>
          </>
        ) : (
          <span className="flex-1 self-center text-12 text-fg-3">{t('finish.escStops')}</span>
        )
      }
    >
      {step === 'failed' && failure ? <PasskeyFailure failure={failure} said={t('finish.nothing')} /> : null}
      {step === 'signing' || step === 'sending' ? (
        <Signing sending={step === 'sending'} count={chosen.length} statement={statement} />
      ) : null}
      <div className="grid gap-2 px-4 pt-3 empty:hidden tablet:px-8">
        {online ? null : <Strip tone="warn">{request('offline')}</Strip>}
        {approves && !view.has_passkey ? (
          <Strip tone="warn">
            {t.rich('finish.needsPasskey', {
              link: (text) => (
                <Link className="underline underline-offset-2" href="/account#passkeys">
                  {text}
                </Link>
              ),
            })}
          </Strip>
        ) : null}
        {refused.size > 0 ? (
          <Strip tone="warn" testId="finish-refused">
            {t.rich('finish.refused', {
              count: refused.size,
              button: () => (
                <button type="button" className="link font-medium" onClick={leaveOut} data-testid="finish-leave-out">
                  {t('finish.leaveOut', { count: refused.size })}
                </button>
              ),
            })}
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
                <Check className="mt-[3px] size-3.5 self-start text-ink" aria-label={t('finish.mark.approve')} />
              ) : (
                <Ban className="mt-[3px] size-3.5 self-start" aria-label={t('finish.mark.deny')} />
              )}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <HiddenText>{row.item.title}</HiddenText>
                {staged.verb === 'deny' ? (
                  <span className="block text-12 text-fg-3">
                    {t(`code.${staged.code}`)}: <HiddenText>{staged.reason}</HiddenText>
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
            label={t.rich(view.reason_min > 0 ? 'finish.reasonRequired' : 'finish.reasonOptional', { quiet })}
            hint={t('finish.hint')}
            error={reasonTrouble === null ? undefined : request(`check.${reasonTrouble}`, { count: view.reason_min })}
            value={reason}
            maxLength={limits.reasonChars}
            disabled={step === 'signing' || step === 'sending'}
            onChange={(event) => {
              setReason(event.target.value)
              setReasonTrouble(null)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) void sign()
            }}
            data-testid="finish-reason"
          />
        </div>
      ) : null}
      <p className="px-4 pb-4 text-12 text-fg-3 tablet:px-8">{approves ? t('finish.signs') : t('finish.records')}</p>
    </Sheet>
  )
}

function Signing({ sending, count, statement }: { sending: boolean; count: number; statement: string | null }) {
  const t = useTranslations('batch.finish')
  const words = useTranslations('request.passkey')
  return (
    <div className="mx-4 grid gap-2 border-line border-b py-4 tablet:mx-8" data-testid="batch-signing">
      <div className="flex items-center gap-4">
        <span className="grid size-12 flex-none place-items-center rounded-full border-[1.5px] border-ink text-ink">
          <FingerprintPattern className="size-6" aria-hidden="true" />
        </span>
        <div role="status">
          <h3 className="text-16">{sending ? t('recording') : words('touch')}</h3>
          <p className="text-fg-2">{sending ? t('recordingNote', { count }) : words('asks')}</p>
        </div>
      </div>
      {statement === null ? null : (
        <details>
          <summary className="link min-h-6 text-13">{words('bytes')}</summary>
          <CodeBlock label={words('statement')} className="mt-1 max-h-40" testId="statement">
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
