'use client'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { ApiError } from '@/lib/http/client'
import { applyMutation, proposalsOptions, proposeMutation, withdrawMutation } from '@/lib/proposals/client'
import type { ProposalView } from '@/lib/proposals/schema'

/** A quarantine takes two people to end: here one proposes it, and another one agrees with a passkey. */
export function GoOn({ of, id, slug, me }: { of: 'machines' | 'runtimes'; id: string; slug: string; me: string }) {
  const t = useTranslations('machines')
  const { data, error } = useInfiniteQuery(proposalsOptions({ view: 'open', about: id }))
  if (error) return <Strip tone="danger">{t('goOn.notLoaded')}</Strip>
  if (!data) return <Bone className="h-16 w-full" />
  const open = data.pages.flatMap((page) => page.items).find(({ kind }) => /^(machine|runtime)\.resume$/.test(kind))
  return open ? <Open proposal={open} slug={slug} me={me} /> : <Propose of={of} id={id} slug={slug} />
}

function Propose({ of, id, slug }: { of: 'machines' | 'runtimes'; id: string; slug: string }) {
  const t = useTranslations('machines')
  const [reason, setReason] = useState('')
  const propose = useMutation(proposeMutation(useQueryClient()))
  const body =
    of === 'machines'
      ? ({ kind: 'machine.resume', subject: { machine_id: id } } as const)
      : ({ kind: 'runtime.resume', subject: { runtime_id: id } } as const)
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        propose.mutate(
          { ...body, reason: reason.trim() },
          { onSuccess: ({ applied }) => announce(applied ? t('goOn.goesOn', { name: slug }) : t('proposed')) },
        )
      }}
    >
      <TextArea
        label={t('goOn.why')}
        hint={t('goOn.whyHint')}
        value={reason}
        maxLength={2_000}
        onChange={(event) => setReason(event.target.value)}
        data-testid="propose-reason"
      />
      <Button
        type="submit"
        className="justify-self-start"
        disabled={propose.isPending || reason.trim() === ''}
        data-testid="propose-resume"
      >
        {t('goOn.propose')}
      </Button>
      <Failure error={propose.error} />
    </form>
  )
}

function Open({ proposal, slug, me }: { proposal: ProposalView; slug: string; me: string }) {
  const t = useTranslations('machines')
  const queryClient = useQueryClient()
  const apply = useMutation(applyMutation(queryClient))
  const withdraw = useMutation(withdrawMutation(queryClient))
  const mine = proposal.proposed_by.id === me
  const b = (words: ReactNode) => <span className="font-medium">{words}</span>
  const ago = () => <Ago at={proposal.proposed_at} className="text-fg-3" />
  return (
    <section
      aria-label={t('goOn.proposal')}
      data-testid="resume-proposal"
      className="grid gap-2 rounded-paper border border-line-strong bg-sheet px-4 py-3 text-13"
    >
      <p>
        {mine
          ? t.rich('goOn.iProposed', { name: slug, reason: proposal.reason, b, ago })
          : t.rich('goOn.theyProposed', {
              who: proposal.proposed_by.name,
              name: slug,
              reason: proposal.reason,
              b,
              ago,
            })}
      </p>
      {proposal.mine.may_decide ? (
        <Button
          look="primary"
          className="justify-self-start"
          disabled={apply.isPending}
          onClick={() =>
            apply.mutate({ id: proposal.id }, { onSuccess: () => announce(t('goOn.goesOn', { name: slug })) })
          }
          data-testid="agree-resume"
        >
          <FingerprintPattern className="size-4" aria-hidden="true" />
          {t('goOn.agree', { name: slug })}
        </Button>
      ) : (
        <p className="text-12 text-fg-3">{mine ? t('goOn.somebodyElse') : t('goOn.whoCan')}</p>
      )}
      {proposal.mine.may_withdraw ? (
        <Button
          size="sm"
          className="justify-self-start"
          disabled={withdraw.isPending}
          onClick={() => withdraw.mutate(proposal.id)}
        >
          {t('goOn.withdraw')}
        </Button>
      ) : null}
      <Failure error={apply.error ?? withdraw.error} />
    </section>
  )
}

function Failure({ error }: { error: Error | null }) {
  const t = useTranslations('machines')
  if (!error) return null
  return (
    <div role="alert">
      <Strip tone="danger">{error instanceof ApiError && error.detail ? error.detail : t('goOn.notChanged')}</Strip>
    </div>
  )
}
