'use client'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
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
  const t = useTranslations('request.grant')
  const { timeLeft } = useFormat()
  const left = useClock((now) => timeLeft(Date.parse(grant.expires_at) - now))
  const held = useClock((now) => Math.ceil((Date.parse(grant.not_before) - now) / 1_000))
  if (grant.status === 'issued' && held > 0) {
    return t.rich('held', { seconds: held, b: bold })
  }
  switch (grant.status) {
    case 'issued':
      return short ? t('unused') : t.rich('unusedLeft', { left, b: bold })
    case 'redeemed':
      return t.rich('used', {
        executor: grant.executor,
        machine: (words) => <span className="machine">{words}</span>,
        ...whenTags(grant.redeemed_at),
      })
    case 'completed':
      return t.rich('done', { outcome: grant.execution?.outcome ?? 'none', ...whenTags(grant.execution?.completed_at) })
    case 'revoked':
      return grant.ended_why ? t('revokedWhy', { why: grant.ended_why }) : t('revoked')
    case 'expired':
      return grant.execution?.outcome === 'unknown' ? t('noReport') : t('endedUnused')
  }
}

const bold = (words: ReactNode) => <b>{words}</b>

/** The part of a sentence that says when, which is left out where nobody knows. */
function whenTags(at: string | null | undefined) {
  return {
    when: (words: ReactNode) => (at ? words : null),
    at: () => (at ? <At at={at} /> : null),
  }
}

/** The grant of one request, live, with the honest action: taking back while it is held, revoking afterwards. */
export function GrantStatus({ grant, undo }: { grant: GrantView; undo: Undo }) {
  const t = useTranslations('request')
  const [revoking, setRevoking] = useState(false)
  return (
    <section aria-label={t('grant.label')} data-testid="grant-status" className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium text-13">{t('grant.label')}</h3>
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
          {t('revoke')}
        </Button>
      ) : null}
      {revoking ? <RevokeDialog grant={grant} onClose={() => setRevoking(false)} /> : null}
    </section>
  )
}
