'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Digest } from '@/components/ui/digest'
import { Choice, TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { type ReviewAnswer, reviewMutation } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { deniedCount } from '@/lib/core/boundary/simulation'
import { limits } from '@/lib/core/limits'
import { serverNow } from '@/lib/http/client'
import { reviewFailure } from './review-failure'

export type ReviewDone = { verb: 'approve' | 'deny' | 'request_changes'; answer: ReviewAnswer }

/** A reviewer's decision: read, accept what must be accepted by name, say why, and sign the change's digest. */
export function DecideForm({ view, onDone }: { view: BoundaryView; onDone: (done: ReviewDone) => void }) {
  const t = useTranslations('boundary')
  const { review } = view
  const [reason, setReason] = useState('')
  const [accepts, setAccepts] = useState(false)
  const [problem, setProblem] = useState('')
  const [statement, setStatement] = useState<string | null>(null)
  // What was read is what is signed: a newer text does not slip in under what is being written.
  const [digest] = useState(review?.change_digest ?? '')
  const send = useMutation(reviewMutation(useQueryClient(), view.workflow.slug, setStatement))
  if (!review) return null
  const denied = deniedCount(review.simulation)
  const changed = digest !== review.change_digest
  const waits = review.activate_at !== null && Date.parse(review.activate_at) > serverNow()
  const activates = review.needed - review.given <= 1 && !waits

  async function decide(verb: ReviewDone['verb']) {
    const least = verb === 'approve' ? limits.reasonMinChars : 1
    if (reason.trim().length < least) {
      setProblem(verb === 'approve' ? t('decide.reasonLeast', { count: least }) : t('decide.reasonWrong'))
      return
    }
    setProblem('')
    setStatement(null)
    try {
      const answer = await send.mutateAsync({
        verb,
        change_digest: digest,
        reason: reason.trim(),
        accepts: verb === 'approve' && accepts,
      })
      announce(verb === 'approve' ? t('decide.approved') : t('decide.recorded'))
      onDone({ verb, answer })
    } catch (error) {
      announce(t('decide.nothing', { why: reviewFailure(t, error) }))
    }
  }

  if (send.isPending && statement !== null)
    return (
      <div className="grid gap-3" data-testid="review-signing">
        <p className="flex items-center gap-3 text-14">
          <FingerprintPattern className="size-6 flex-none text-ink" aria-hidden="true" />
          {t('decide.touch')}
        </p>
        <CodeBlock label={t('decide.bytes')} className="max-h-56" testId="statement">
          {statement}
        </CodeBlock>
      </div>
    )
  return (
    <div className="grid gap-3">
      {changed ? <Strip tone="warn">{t('decide.stale')}</Strip> : null}
      {denied > 0 ? (
        <div className="text-13">
          <Choice
            type="checkbox"
            checked={accepts}
            onChange={(event) => setAccepts(event.target.checked)}
            data-testid="review-accepts"
          >
            {t('decide.accept', { count: denied })}
          </Choice>
        </div>
      ) : null}
      <TextArea
        label={t('decide.reason')}
        rows={3}
        value={reason}
        maxLength={limits.reasonChars}
        error={problem || undefined}
        data-testid="review-reason"
        onChange={(event) => {
          setReason(event.target.value)
          setProblem('')
        }}
      />
      {send.error ? (
        <Strip tone="danger" testId="review-failure">
          {t('decide.nothing', { why: reviewFailure(t, send.error) })}
        </Strip>
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        <Button
          size="lg"
          disabled={send.isPending || changed}
          onClick={() => void decide('deny')}
          data-testid="review-deny"
        >
          {t('decide.deny')}
        </Button>
        <Button
          size="lg"
          disabled={send.isPending || changed}
          onClick={() => void decide('request_changes')}
          data-testid="review-changes"
        >
          {t('decide.changes')}
        </Button>
        <Button
          size="lg"
          look="primary"
          className="col-span-2"
          disabled={send.isPending || changed || (denied > 0 && !accepts)}
          onClick={() => void decide('approve')}
          data-testid="review-approve"
        >
          <FingerprintPattern className="size-4 flex-none" aria-hidden="true" />
          <span className="[overflow-wrap:anywhere]">
            {t(activates ? 'decide.activate' : 'decide.approve', {
              title: view.workflow.title,
              version: `${view.version}`,
            })}
          </span>
        </Button>
      </div>
      <details className="text-12 text-fg-3">
        <summary className="min-h-6">
          {t.rich('decide.sign', {
            digest: () => <Digest value={digest} short />,
            link: (words) => <span className="link">{words}</span>,
          })}
        </summary>
        <p className="mt-1">{denied > 0 ? t('decide.coversAccept') : t('decide.covers')}</p>
        <p className="mt-1">
          <Digest value={digest} />
        </p>
      </details>
    </div>
  )
}
