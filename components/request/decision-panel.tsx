'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { GuardStrip } from '@/components/guard/guard-strip'
import { ToldLine } from '@/components/rota/told-line'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Strip } from '@/components/ui/strip'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { GrantStatus } from './grant-status'
import { Proposed } from './proposed'
import { QuorumTracker } from './quorum-tracker'
import type { Standing } from './standing'
import { StateChip } from './state-chip'
import type { Undo } from './undo'

export type SheetName = 'approve' | 'deny' | 'changes' | 'abstain' | 'raw'

/** The right-hand panel: who has signed, what you can do, what you have seen. */
export function DecisionPanel({
  view,
  standing,
  onSheet,
  onLookAgain,
  triage,
  undo,
  seen,
}: {
  view: RequestView
  standing: Standing
  undo: Undo
  onSheet: (sheet: SheetName) => void
  onLookAgain: () => void
  /** What can be done that decides nothing. */
  triage?: ReactNode
  seen?: ReactNode
}) {
  const t = useTranslations('request.panel')
  return (
    <aside
      aria-label={t('label')}
      className="sticky top-[calc(var(--top)+44px+24px)] grid rounded-paper border border-line bg-panel max-wide:static max-tablet:mx-4 [&>*+*]:border-line [&>*+*]:border-t [&>*]:p-4"
    >
      <div>
        <QuorumTracker view={view} />
      </div>
      {view.escalation ? <ToldLine escalation={view.escalation} pending={view.item.status === 'pending'} /> : null}
      <div className="grid gap-2">
        {standing.decide ? <GuardStrip guard={view.me.guard} /> : null}
        {standing.decide ? (
          <DecisionButtons view={view} standing={standing} onSheet={onSheet} />
        ) : (
          <Outcome view={view} standing={standing} onLookAgain={onLookAgain} />
        )}
        <StandingNote standing={standing} />
        {triage}
      </div>
      {view.grant === null ? null : <GrantStatus grant={view.grant} undo={undo} />}
      {seen}
    </aside>
  )
}

function DecisionButtons({
  view,
  standing,
  onSheet,
}: {
  view: RequestView
  standing: Standing
  onSheet: (sheet: SheetName) => void
}) {
  const t = useTranslations('request')
  const passkey = view.presentation.consent.stepup === 'passkey'
  return (
    <div className="grid gap-2 max-tablet:hidden print:hidden">
      <Button size="lg" className="justify-start!" onClick={() => onSheet('deny')} data-testid="deny-button">
        {t('do.deny')}
        <Kbd className="ms-auto">d</Kbd>
      </Button>
      <Button size="lg" className="justify-start!" onClick={() => onSheet('changes')} data-testid="changes-button">
        {t('do.changes')}
        <Kbd className="ms-auto">c</Kbd>
      </Button>
      <Button size="lg" className="justify-start!" onClick={() => onSheet('abstain')} data-testid="abstain-button">
        {t('do.abstain')}
        <Kbd className="ms-auto">b</Kbd>
      </Button>
      <Button
        size="lg"
        look="primary"
        className="justify-start! text-start!"
        disabled={!standing.approve}
        onClick={() => onSheet('approve')}
        data-testid="approve-button"
      >
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {t('doing.approve', { title: lowerFirst(view.presentation.title) })}
        </span>
        <Kbd onInk={standing.approve} className="ms-auto">
          a
        </Kbd>
      </Button>
      {standing.approve ? (
        <p className="mt-0.5 text-12 text-fg-3">{passkey ? t('panel.opensPasskey') : t('panel.opens')}</p>
      ) : null}
    </div>
  )
}

/** The one sentence that says why something is off, and the way out. */
export function StandingNote({ standing }: { standing: Standing }) {
  const t = useTranslations('request.panel')
  if (!standing.decide || standing.why === null) return null
  return (
    <Strip tone={standing.tone}>
      {standing.why}{' '}
      {standing.fix === 'passkey' ? (
        <Link className="underline underline-offset-2" href="/account#passkeys">
          {t('addPasskey')}
        </Link>
      ) : null}
    </Strip>
  )
}

function Outcome({ view, standing, onLookAgain }: { view: RequestView; standing: Standing; onLookAgain: () => void }) {
  const t = useTranslations('request')
  const status = view.resolution?.status ?? (standing.expired ? 'expired' : view.item.status)
  return (
    <div className="grid gap-2" data-testid="decision-outcome">
      {status === 'pending' ? null : (
        <span>
          <StateChip state={status} />
        </span>
      )}
      <p className="text-13 [overflow-wrap:anywhere]">{standing.why}</p>
      {view.counter_proposal.length === 0 ? null : <Proposed lines={view.counter_proposal} />}
      {standing.fix === 'look_again' ? (
        <Button onClick={onLookAgain} className="justify-self-start">
          {t('readAgain')}
        </Button>
      ) : null}
    </div>
  )
}
