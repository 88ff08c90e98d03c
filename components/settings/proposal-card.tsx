'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { announce } from '@/components/ui/live-region'
import { Ago } from '@/components/ui/time'
import { applyMutation, refuseMutation, withdrawMutation } from '@/lib/proposals/client'
import type { ProposalView } from '@/lib/proposals/schema'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { LinkOnce } from './link-once'

const TONE = { open: 'neutral', applied: 'ok', refused: 'danger', withdrawn: 'neutral', expired: 'warn' } as const

const WHY_NOT: { readonly [code: string]: 'own' | 'concerns_you' | 'forbidden' } = {
  'proposal.own': 'own',
  'proposal.concerns_you': 'concerns_you',
  'auth.forbidden': 'forbidden',
}

/** One proposal: what exactly changes, why, who said so, and what this person can do about it. */
export function ProposalCard({ proposal, marked = false }: { proposal: ProposalView; marked?: boolean }) {
  const t = useTranslations('settings')
  const queryClient = useQueryClient()
  const apply = useMutation(applyMutation(queryClient))
  const refuse = useMutation(refuseMutation(queryClient))
  const withdraw = useMutation(withdrawMutation(queryClient))
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const [linkGone, setLinkGone] = useState(false)
  const busy = apply.isPending || refuse.isPending || withdraw.isPending
  const { mine } = proposal
  const whyNot = WHY_NOT[mine.why_not ?? '']
  const link = apply.data?.link ?? null
  return (
    <article
      data-testid={`proposal-${proposal.id}`}
      data-state={proposal.status}
      className={clsx('rounded-paper border bg-panel', marked ? 'border-line-strong' : 'border-line')}
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-5 pt-3.5">
        <h2 className="min-w-0 flex-1 text-16 tracking-[-0.008em] [overflow-wrap:anywhere]">
          {capital(proposal.sentence)}
        </h2>
        <Chip tone={TONE[proposal.status]}>{t(`proposal.status.${proposal.status}`)}</Chip>
      </header>
      <div className="grid gap-2 px-5 pt-2 pb-3.5">
        {proposal.lines.map((line) => (
          <BeforeAfter key={line.label} {...line} />
        ))}
        <p className="max-w-[72ch] text-13 [overflow-wrap:anywhere]">
          {t.rich('proposal.why', {
            label: (words) => <span className="text-fg-3">{words}</span>,
            reason: () => <HiddenText>{proposal.reason}</HiddenText>,
          })}
        </p>
        <History proposal={proposal} />
      </div>
      {proposal.status === 'open' ? (
        <footer className="border-line border-t px-5 py-3">
          {refusing ? (
            <form
              className="grid gap-3"
              onSubmit={(event) => {
                event.preventDefault()
                refuse.mutate(
                  { id: proposal.id, reason: reason.trim() },
                  { onSuccess: () => announce(t('proposal.refusedDone')) },
                )
              }}
            >
              <TextArea
                label={t('proposal.refusal')}
                hint={t('proposal.refusalHint')}
                required
                maxLength={2_000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <div className="flex flex-wrap gap-2">
                <Button type="submit" size="lg" look="dangerSolid" disabled={busy || reason.trim() === ''}>
                  {t('proposal.refuseOne', { sentence: proposal.sentence })}
                </Button>
                <Button size="lg" onClick={() => setRefusing(false)}>
                  {t('proposal.back')}
                </Button>
              </div>
            </form>
          ) : (
            <div className="flex flex-wrap items-center gap-2">
              {mine.may_decide ? (
                <>
                  <Button
                    size="lg"
                    look="danger"
                    disabled={busy}
                    onClick={() => setRefusing(true)}
                    data-testid="refuse"
                  >
                    {t('proposal.refuse')}
                  </Button>
                  <Button
                    size="lg"
                    look="primary"
                    disabled={busy}
                    data-testid="apply"
                    onClick={() =>
                      apply.mutate({ id: proposal.id }, { onSuccess: () => announce(t('proposal.appliedDone')) })
                    }
                  >
                    {apply.isPending ? t('proposal.applying') : t('proposal.apply')}
                  </Button>
                </>
              ) : (
                <span className="min-w-0 flex-1 text-13 text-fg-2">{whyNot ? t(`proposal.whyNot.${whyNot}`) : ''}</span>
              )}
              {mine.may_withdraw ? (
                <Button disabled={busy} onClick={() => withdraw.mutate(proposal.id)} data-testid="withdraw">
                  {t('proposal.withdraw')}
                </Button>
              ) : null}
            </div>
          )}
          <Failure error={apply.error ?? refuse.error ?? withdraw.error} />
        </footer>
      ) : null}
      {link && !linkGone ? (
        <LinkOnce
          link={link}
          name={proposal.lets_in ?? t('link.them')}
          note={t('proposal.linkNote')}
          onClose={() => setLinkGone(true)}
        />
      ) : null}
    </article>
  )
}

/** Who proposed it and who decided, when and why. */
function History({ proposal }: { proposal: ProposalView }) {
  const t = useTranslations('settings.proposal')
  const format = useFormat()
  const { status, proposed_by, proposed_at, decided_by, decided_at, decision_reason: reason } = proposal
  const proposed = { name: proposed_by.name, ago: () => <Ago at={proposed_at} /> }
  const way = status === 'applied' ? 'applied' : 'refused'
  const decided = decided_by && decided_at ? { name: decided_by.name, ago: () => <Ago at={decided_at} /> } : null
  return (
    <>
      <p className="text-12 text-fg-3">
        {status === 'open'
          ? t.rich('byOpen', { ...proposed, moment: format.absolute(proposal.expires_at) })
          : t.rich('by', proposed)}
      </p>
      {decided ? (
        <p className="text-12 text-fg-3">
          {reason ? t.rich(`${way}Because`, { ...decided, reason }) : t.rich(way, decided)}
        </p>
      ) : null}
    </>
  )
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
