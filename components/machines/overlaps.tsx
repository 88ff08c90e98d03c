'use client'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { GitFork } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { Choice, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'
import type { OverlapView } from '@/lib/machines/schema'
import { proposalsOptions, proposeMutation } from '@/lib/proposals/client'

/** What several workflows claim at once, red until one of them was chosen to judge it. */
export function Overlaps({ overlaps }: { overlaps: OverlapView[] }) {
  const t = useTranslations('machines')
  const open = overlaps.filter((overlap) => overlap.owner === null)
  if (open.length === 0) return null
  return (
    <section aria-label={t('overlaps.label')} className="grid gap-3">
      {open.map((overlap) => (
        <Overlap
          key={`${overlap.action} ${overlap.claims.map((claim) => claim.pattern).join(' ')}`}
          overlap={overlap}
        />
      ))}
    </section>
  )
}

/** One overlap: an owner of one workflow proposes who judges it, an owner of the other agrees. */
function Overlap({ overlap }: { overlap: OverlapView }) {
  const { runtime, action, pattern, claims } = overlap
  const t = useTranslations('machines')
  const { list } = useFormat()
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const propose = useMutation(proposeMutation(useQueryClient()))
  const { data } = useInfiniteQuery(proposalsOptions({ view: 'open', kind: 'runtime.ownership' }))
  const waiting = data?.pages
    .flatMap((page) => page.items)
    .find(({ subject }) => subject.runtime === runtime && subject.action === action && subject.pattern === pattern)
  const other = claims.find((claim) => claim.workflow_id !== chosen)
  return (
    <form
      data-testid="overlap"
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 gap-y-3 rounded-paper border border-danger border-s-[3px] bg-sheet px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!other) return
        propose.mutate(
          {
            kind: 'runtime.ownership',
            subject: { runtime, action, pattern, other_workflow_id: other.workflow_id },
            after: { workflow_id: chosen },
            reason: reason.trim(),
          },
          { onSuccess: () => announce(t('proposed')) },
        )
      }}
    >
      <GitFork className="mt-0.5 size-4 text-danger" aria-hidden="true" />
      <p className="text-13">
        {t.rich('overlaps.same', {
          workflows: list(claims.map((claim) => claim.workflow.title)),
          runtime,
          b: (words) => <span className="font-medium">{words}</span>,
        })}
        <span className="machine block text-12 text-fg-2">{t('claimOn', { action, pattern })}</span>
      </p>
      {waiting ? (
        <p className="col-start-2 text-13 text-fg-2" data-testid="overlap-waiting">
          {t('overlaps.waiting', { name: waiting.proposed_by.name, sentence: waiting.sentence })}
        </p>
      ) : (
        <div className="col-start-2 grid gap-3">
          <fieldset className="grid gap-2 tablet:grid-cols-2">
            <legend className="sr-only">{t('overlaps.which')}</legend>
            {claims.map((claim) => (
              <div key={claim.workflow_id} className="rounded-md border border-line-strong px-3 py-2 text-13">
                <Choice
                  name={`${action} ${pattern}`}
                  checked={chosen === claim.workflow_id}
                  onChange={() => setChosen(claim.workflow_id)}
                >
                  <span className="font-medium">{claim.workflow.title}</span>
                  <span className="machine block text-12 text-fg-2">
                    {t('overlaps.claims', { pattern: claim.pattern })}
                  </span>
                </Choice>
              </div>
            ))}
          </fieldset>
          <div className="flex flex-wrap items-end gap-2">
            <TextField
              label={t('overlaps.why')}
              required
              maxLength={2_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              className="min-w-56 flex-1"
            />
            <Button
              type="submit"
              className="min-h-9!"
              disabled={propose.isPending || chosen === '' || reason.trim() === ''}
              data-testid="overlap-propose"
            >
              {t('overlaps.propose')}
            </Button>
          </div>
          {propose.error ? (
            <div role="alert">
              <Strip tone="danger">
                {propose.error instanceof ApiError && propose.error.detail
                  ? propose.error.detail
                  : t('overlaps.notProposed')}
              </Strip>
            </div>
          ) : null}
        </div>
      )}
    </form>
  )
}
