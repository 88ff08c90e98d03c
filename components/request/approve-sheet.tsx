'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { FingerprintPattern } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { QuestionSheet } from '@/components/guard/question-sheet'
import { useConnection } from '@/components/shell/connection'
import { Button } from '@/components/ui/button'
import { useExpired } from '@/components/ui/countdown'
import { Kbd } from '@/components/ui/kbd'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { limits } from '@/lib/core/limits'
import { askChallenge, decisionMutation, signChallenge } from '@/lib/decisions/client'
import { ApiError } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { ApproveCheck } from './approve-check'
import { type Asked, isIncomplete } from './asked'
import { failureOf } from './failure'
import { PasskeyFailure, PasskeyStep } from './passkey-step'
import { RawSheet } from './raw-sheet'
import type { Reading } from './reading'
import { readingOf } from './reading-log'
import { Receipt } from './receipt'
import { SheetTitle, SheetTop } from './sheet-parts'

type Step = 'question' | 'check' | 'signing' | 'sending' | 'failed' | 'receipt'

/**
 * The last check and the signature. Esc and Cancel leave nothing behind: a waiting passkey prompt is given up, and an
 * answer that comes after closing is thrown away. Only while the signed answer is on its way can it not be closed.
 */
export function ApproveSheet({
  view,
  reading,
  onClose,
  onDeny,
}: {
  view: RequestView
  reading: Reading
  onClose: () => void
  onDeny: () => void
}) {
  const t = useTranslations('request')
  const words = useTranslations('words')
  const { presentation } = view
  const queryClient = useQueryClient()
  const decide = useMutation(decisionMutation(queryClient, view.item.id))
  const [step, setStep] = useState<Step>(view.me.guard.level === 'check' ? 'question' : 'check')
  const [failed, setFailed] = useState<{ error: unknown } | null>(null)
  const failure = failed === null ? null : failureOf(t, failed.error)
  const [why, setWhy] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [reasonTrouble, setReasonTrouble] = useState<'sayWhat' | 'short' | null>(null)
  const [asked, setAsked] = useState<Asked>({ attested: [], answers: [] })
  const [tried, setTried] = useState(false)
  const [seconds, setSeconds] = useState(presentation.consent.grant_ttl_seconds)
  const [raw, setRaw] = useState(false)
  const [statement, setStatement] = useState<string | null>(null)
  const attempt = useRef<AbortController | null>(null)
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const expired = useExpired(view.item.expires_at)
  // What was checked is what is signed: a newer document does not slip in under an open sheet.
  const [digest] = useState(view.presentation_digest)
  // Asked before the decision: afterwards this request has no place in the inbox any more.
  const [next] = useState(view.position?.next ?? view.position?.prev ?? null)
  const changed = step === 'check' && digest !== view.presentation_digest
  const passkey = presentation.consent.stepup === 'passkey'
  const online = useConnection() !== 'offline'
  const off = expired || changed || !online || reading.unread.length > 0 || view.item.status !== 'pending'

  useEffect(() => () => attempt.current?.abort(), [])

  async function approve() {
    if (off) return
    setTried(true)
    if (isIncomplete(presentation, asked)) {
      announce(t('check.boundaryAsks'))
      return
    }
    if (passkey && reason.trim().length < limits.reasonMinChars) {
      setReasonTrouble(reason.trim() === '' ? 'sayWhat' : 'short')
      reasonField.current?.focus()
      return
    }
    const mine = new AbortController()
    attempt.current = mine
    setFailed(null)
    const approval = {
      presentation_digest: digest,
      reason: reason.trim(),
      attested: [...asked.attested],
      answers: asked.answers.map((answer) => answer.trim()),
      ...(seconds === presentation.consent.grant_ttl_seconds ? {} : { grant_ttl_seconds: seconds }),
    }
    try {
      let signature = {}
      if (passkey) {
        setStep('signing')
        const challenge = await askChallenge(view.item.id, approval)
        if (mine.signal.aborted) return
        setStatement(challenge.statement)
        signature = await signChallenge(challenge, mine.signal)
        if (mine.signal.aborted) return
      }
      setStep('sending')
      await decide.mutateAsync({
        verb: 'approve',
        ...approval,
        expanded: reading.expanded,
        reading: readingOf(digest),
        ...signature,
      })
      setStep('receipt')
      announce(t('check.recorded'))
    } catch (error) {
      if (mine.signal.aborted) return
      if (error instanceof ApiError && error.code === 'decision.check_required') {
        setWhy(String(error.data.why ?? '') || null)
        setStep('question')
        announce(t('check.question'))
        return
      }
      const { kind, sentence } = failureOf(t, error)
      setFailed({ error })
      setStep('failed')
      announce(t('check.nothing', { why: sentence }))
      if (kind === 'stale' || kind === 'over') void queryClient.invalidateQueries({ queryKey: inboxKeys.all })
    }
  }

  function back() {
    attempt.current?.abort()
    setStep('check')
  }

  if (step === 'question')
    return (
      <QuestionSheet
        view={view}
        digest={digest}
        why={why}
        onPassed={() => setStep('check')}
        onClose={onClose}
        onDeny={onDeny}
      />
    )
  if (step === 'receipt') return <Receipt view={view} next={next} onClose={onClose} />
  return (
    <Sheet
      open
      onClose={() => step !== 'sending' && onClose()}
      testId="approve-sheet"
      initialFocus={reasonField}
      title={<SheetTitle verb="approve" view={view} />}
      head={{
        above: <SheetTop view={view} />,
        below: (
          <ol className="mt-1.5 flex items-center gap-4 text-13 text-fg-3">
            <li
              aria-current={step === 'check' ? 'step' : undefined}
              className={clsx(step === 'check' && 'font-medium text-fg')}
            >
              {t('check.step')}
            </li>
            <li aria-hidden="true" className="h-px w-5 bg-line-strong" />
            <li
              aria-current={step === 'check' ? undefined : 'step'}
              className={clsx(step !== 'check' && 'font-medium text-fg')}
            >
              {passkey ? t('check.sign') : t('check.confirm')}
            </li>
          </ol>
        ),
      }}
      foot={
        step === 'check' ? (
          <>
            <Button size="lg" onClick={onClose}>
              {t('cancel')}
              <Kbd>Esc</Kbd>
            </Button>
            <Button
              size="lg"
              look="primary"
              className="tablet:flex-1"
              onClick={approve}
              disabled={off}
              data-testid="approve-confirm"
            >
              {passkey ? <FingerprintPattern className="size-4 flex-none" aria-hidden="true" /> : null}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {t('doing.approve', { title: lowerFirst(presentation.title) })}
              </span>
            </Button>
          </>
        ) : step === 'failed' ? (
          <>
            <Button size="lg" onClick={onDeny}>
              {t('do.deny')}
            </Button>
            {failure?.kind === 'cancelled' || failure?.kind === 'refused' || failure?.kind === 'offline' ? (
              <Button size="lg" look="primary" onClick={approve} disabled={off} data-testid="approve-retry">
                {passkey ? <FingerprintPattern className="size-4" aria-hidden="true" /> : null}
                {words('tryAgain')}
              </Button>
            ) : (
              <Button size="lg" onClick={onClose}>
                {t('close')}
              </Button>
            )}
          </>
        ) : (
          <>
            <span className="flex-1 self-center text-12 text-fg-3">{t('check.escStops')}</span>
            <Button onClick={back} disabled={step === 'sending'}>
              {t('back')}
            </Button>
          </>
        )
      }
    >
      {step === 'check' ? (
        <ApproveCheck
          view={view}
          reading={reading}
          reason={reason}
          reasonError={reasonTrouble === null ? '' : t(`check.${reasonTrouble}`, { count: limits.reasonMinChars })}
          reasonNeeded={passkey}
          asked={asked}
          tried={tried}
          onAsked={setAsked}
          reasonField={reasonField}
          onReason={(text) => {
            setReason(text)
            setReasonTrouble(null)
          }}
          seconds={seconds}
          onSeconds={setSeconds}
          expired={expired}
          changed={changed}
          online={online}
          onRaw={() => setRaw(true)}
          onSubmit={approve}
        />
      ) : step === 'failed' && failure !== null ? (
        <PasskeyFailure failure={failure} />
      ) : (
        <PasskeyStep
          view={view}
          seconds={seconds}
          sending={step === 'sending'}
          passkey={passkey}
          statement={statement}
        />
      )}
      {raw ? <RawSheet view={view} onClose={() => setRaw(false)} /> : null}
    </Sheet>
  )
}
