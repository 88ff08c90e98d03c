'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { absolute } from '@/components/ui/duration'
import { TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { announce } from '@/components/ui/live-region'
import { Ago } from '@/components/ui/time'
import { applyMutation, refuseMutation, withdrawMutation } from '@/lib/proposals/client'
import type { ProposalView } from '@/lib/proposals/schema'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { LinkOnce } from './link-once'

const STATUS = {
  open: ['neutral', 'Open'],
  applied: ['ok', 'Applied'],
  refused: ['danger', 'Refused'],
  withdrawn: ['neutral', 'Withdrawn'],
  expired: ['warn', 'Lapsed'],
} as const

const WHY_NOT: { readonly [code: string]: string } = {
  'proposal.own': 'You proposed it, so somebody else has to apply it.',
  'proposal.concerns_you': 'It concerns you, so somebody else has to decide.',
  'auth.forbidden': 'An administrator or compliance reviewer decides on it.',
}

/** One proposal: what exactly changes, why, who said so, and what this person can do about it. */
export function ProposalCard({ proposal, marked = false }: { proposal: ProposalView; marked?: boolean }) {
  const queryClient = useQueryClient()
  const apply = useMutation(applyMutation(queryClient))
  const refuse = useMutation(refuseMutation(queryClient))
  const withdraw = useMutation(withdrawMutation(queryClient))
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const [linkGone, setLinkGone] = useState(false)
  const busy = apply.isPending || refuse.isPending || withdraw.isPending
  const [tone, word] = STATUS[proposal.status]
  const { mine } = proposal
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
        <Chip tone={tone}>{word}</Chip>
      </header>
      <div className="grid gap-2 px-5 pt-2 pb-3.5">
        {proposal.lines.map((line) => (
          <BeforeAfter key={line.label} {...line} />
        ))}
        <p className="max-w-[72ch] text-13 [overflow-wrap:anywhere]">
          <span className="text-fg-3">Why </span>
          <HiddenText>{proposal.reason}</HiddenText>
        </p>
        <p className="text-12 text-fg-3">
          Proposed by {proposal.proposed_by.name}, <Ago at={proposal.proposed_at} />
          {proposal.status === 'open' ? ` · lapses ${absolute(proposal.expires_at)}` : null}
        </p>
        {proposal.decided_by && proposal.decided_at ? (
          <p className="text-12 text-fg-3">
            {proposal.status === 'applied' ? 'Applied with a passkey by' : 'Refused by'} {proposal.decided_by.name},{' '}
            <Ago at={proposal.decided_at} />
            {proposal.decision_reason ? `: ${proposal.decision_reason}` : null}
          </p>
        ) : null}
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
                  { onSuccess: () => announce('Refused. Nothing was changed.') },
                )
              }}
            >
              <TextArea
                label="Why not"
                hint="The proposer reads it, and it stays in the log."
                required
                maxLength={2_000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <div className="flex flex-wrap gap-2">
                <Button type="submit" size="lg" look="dangerSolid" disabled={busy || reason.trim() === ''}>
                  Refuse to {proposal.sentence}
                </Button>
                <Button size="lg" onClick={() => setRefusing(false)}>
                  Back
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
                    Refuse…
                  </Button>
                  <Button
                    size="lg"
                    look="primary"
                    disabled={busy}
                    data-testid="apply"
                    onClick={() =>
                      apply.mutate({ id: proposal.id }, { onSuccess: () => announce('Applied. It is in force.') })
                    }
                  >
                    {apply.isPending ? 'Waiting for your passkey…' : 'Apply with passkey'}
                  </Button>
                </>
              ) : (
                <span className="min-w-0 flex-1 text-13 text-fg-2">{WHY_NOT[mine.why_not ?? ''] ?? ''}</span>
              )}
              {mine.may_withdraw ? (
                <Button disabled={busy} onClick={() => withdraw.mutate(proposal.id)} data-testid="withdraw">
                  Withdraw
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
          name={proposal.lines[0]?.label.replace('Passkeys of ', '') ?? 'them'}
          note="It is good for 24 hours. Using it ends their old passkeys and sessions, and they approve nothing for a day."
          onClose={() => setLinkGone(true)}
        />
      ) : null}
    </article>
  )
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
