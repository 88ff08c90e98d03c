'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { timeLeft } from '@/components/ui/duration'
import { At } from '@/components/ui/time'
import type { GrantView } from '@/lib/inbox/schema'
import { StateChip, type StateName } from './state-chip'
import { GraceBar, type Undo, UndoButton } from './undo'

const RevokeDialog = dynamic(() => import('@/components/grants/revoke-dialog').then((module) => module.RevokeDialog), {
  ssr: false,
})

/** The state to draw: a completed execution shows its outcome. */
export function grantState(grant: GrantView): StateName {
  const outcome = grant.execution?.outcome
  return outcome === 'failed' || outcome === 'unknown' ? outcome : grant.status
}

/** One sentence about where the permission stands; `short` where a countdown stands beside it. */
export function GrantSentence({ grant, short = false }: { grant: GrantView; short?: boolean }) {
  const left = useClock((now) => timeLeft(Date.parse(grant.expires_at) - now))
  const held = useClock((now) => Math.ceil((Date.parse(grant.not_before) - now) / 1_000))
  if (grant.status === 'issued' && held > 0) {
    return (
      <>
        Grant is released in <b>{held} s</b>
      </>
    )
  }
  switch (grant.status) {
    case 'issued':
      return short ? (
        <>Unused</>
      ) : (
        <>
          Unused · <b>{left}</b> left
        </>
      )
    case 'redeemed':
      return (
        <>
          Used by <span className="machine">{grant.executor}</span>
          {grant.redeemed_at ? (
            <>
              {' '}
              at <At at={grant.redeemed_at} />
            </>
          ) : null}
          , working
        </>
      )
    case 'completed':
      return (
        <>
          {grant.execution?.outcome === 'failed' ? 'Failed' : 'Done'}
          {grant.execution?.completed_at ? (
            <>
              {' '}
              at <At at={grant.execution.completed_at} />
            </>
          ) : null}
          . The grant is dead.
        </>
      )
    case 'revoked':
      return <>Revoked{grant.ended_why ? `: ${grant.ended_why}` : ''}.</>
    case 'expired':
      return grant.execution?.outcome === 'unknown' ? (
        <>No report came before the lease ended. The outcome is unknown.</>
      ) : (
        <>Ended unused.</>
      )
  }
}

/** The grant of one request, live, with the honest action: taking back while it is held, revoking afterwards. */
export function GrantStatus({ grant, undo }: { grant: GrantView; undo: Undo }) {
  const [revoking, setRevoking] = useState(false)
  return (
    <section aria-label="Grant" data-testid="grant-status" className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium text-13">Grant</h3>
        <StateChip state={grantState(grant)} />
      </div>
      <p className="text-13">
        <GrantSentence grant={grant} />
      </p>
      {grant.execution?.detail ? (
        <p className="text-12 text-fg-2 [overflow-wrap:anywhere]">{grant.execution.detail}</p>
      ) : null}
      <GraceBar grant={grant} />
      {undo.trouble ? <p className="text-13 text-danger">{undo.trouble}</p> : null}
      {undo.can ? (
        <span>
          <UndoButton undo={undo} />
        </span>
      ) : grant.can_revoke ? (
        <Button
          look="danger"
          className="justify-self-start"
          onClick={() => setRevoking(true)}
          data-testid="revoke-button"
        >
          Revoke
        </Button>
      ) : null}
      {revoking ? <RevokeDialog grant={grant} onClose={() => setRevoking(false)} /> : null}
    </section>
  )
}
