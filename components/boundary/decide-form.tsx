'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
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
      setProblem(
        verb === 'approve' ? `Say what you checked, in at least ${least} characters.` : 'Say what is wrong with it.',
      )
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
      announce(verb === 'approve' ? 'Your approval is recorded' : 'Your decision is recorded')
      onDone({ verb, answer })
    } catch (error) {
      announce(`Nothing was decided. ${reviewFailure(error)}`)
    }
  }

  if (send.isPending && statement !== null)
    return (
      <div className="grid gap-3" data-testid="review-signing">
        <p className="flex items-center gap-3 text-14">
          <FingerprintPattern className="size-6 flex-none text-ink" aria-hidden="true" />
          Touch the sensor to sign.
        </p>
        <CodeBlock label="The bytes that the passkey signs" className="max-h-56" testId="statement">
          {statement}
        </CodeBlock>
      </div>
    )
  return (
    <div className="grid gap-3">
      {changed ? (
        <Strip tone="warn">This change is not what you opened any more. Reload the page and read it again.</Strip>
      ) : null}
      {denied > 0 ? (
        <div className="text-13">
          <Choice
            type="checkbox"
            checked={accepts}
            onChange={(event) => setAccepts(event.target.checked)}
            data-testid="review-accepts"
          >
            I accept that requests like the {denied === 1 ? 'denied one' : `${denied} denied ones`} pass without a
            person.
          </Choice>
        </div>
      ) : null}
      <TextArea
        label="Reason, kept with the decision"
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
          Nothing was decided. {reviewFailure(send.error)}
        </Strip>
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        <Button
          size="lg"
          disabled={send.isPending || changed}
          onClick={() => void decide('deny')}
          data-testid="review-deny"
        >
          Deny
        </Button>
        <Button
          size="lg"
          disabled={send.isPending || changed}
          onClick={() => void decide('request_changes')}
          data-testid="review-changes"
        >
          Ask for changes
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
            {activates ? 'Approve: activate' : 'Approve'} {view.workflow.title} v{view.version}
          </span>
        </Button>
      </div>
      <details className="text-12 text-fg-3">
        <summary className="min-h-6">
          You sign digest <Digest value={digest} short />, <span className="link">exactly what</span>
        </summary>
        <p className="mt-1">
          It covers rules, catalogue, test cases, the comparison and the frozen simulation, with your verb, the digest
          of your reason{denied > 0 ? ' and what you accept' : ''}. The bytes are shown while your device asks.
        </p>
        <p className="mt-1">
          <Digest value={digest} />
        </p>
      </details>
    </div>
  )
}
