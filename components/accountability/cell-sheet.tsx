'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { dateOnly } from '@/components/ui/duration'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { SideSheet } from '@/components/ui/side-sheet'
import { LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { cellOptions, withdrawMutation } from '@/lib/accountability/client'
import type { CellDetail } from '@/lib/accountability/schema'
import { roleTitles } from '@/lib/core/accountability/gap'
import type { AccountabilityRole } from '@/lib/core/directory'
import { AssignForm } from './assign-form'
import { Failed } from './failed'
import { Steps } from './steps'
import { cellName } from './words'

/** One role of one workflow: who answers, who answered, what is signed, and everything that can be done about it. */
export function CellSheet({ slug, role, onClose }: { slug: string; role: AccountabilityRole; onClose: () => void }) {
  const { data, error, refetch } = useQuery(cellOptions(slug, role))
  return (
    <SideSheet onClose={onClose} above={data?.workflow.title ?? slug} title={roleTitles[role]} testId="cell-sheet">
      {error && !data ? (
        <Trouble what="This role" error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={4} />
      ) : (
        <Body detail={data} />
      )}
    </SideSheet>
  )
}

function Body({ detail }: { detail: CellDetail }) {
  const { cell } = detail
  const [choosing, setChoosing] = useState(false)
  const empty = cell.assignment_id === null
  return (
    <div className="grid gap-5 px-5 py-4">
      {cell.state === 'gap' ? (
        <p className="flex gap-2 rounded-sm bg-danger-soft px-3 py-2 text-13 text-danger" data-testid="cell-gap">
          <CircleAlert className="mt-px size-4 flex-none" aria-hidden="true" />
          <span>
            {cell.gap_since === null ? 'Open' : `Open since ${dateOnly(cell.gap_since)}`}: {cell.gap}.
            {detail.denied > 0
              ? ` ${detail.denied === 1 ? '1 request was' : `${detail.denied} requests were`} denied with accountability.gap.`
              : ''}
          </span>
        </p>
      ) : null}
      {detail.may_assign && (choosing || empty) ? (
        <AssignForm detail={detail} onDone={() => setChoosing(false)} cancelable={!empty} />
      ) : (
        <section aria-label="Who answers" className="grid gap-1">
          <h3 className="text-13">Who answers for it</h3>
          <p className="text-16">{cellName(cell)}</p>
          <p className="text-13 text-fg-2">{who(detail)}</p>
          {cell.review_due ? <p className="text-12 text-fg-3">Review by {dateOnly(cell.review_due)}</p> : null}
          {detail.may_assign ? (
            <p className="mt-2">
              <Button onClick={() => setChoosing(true)} data-testid="choose-other">
                Choose someone else
              </Button>
            </p>
          ) : null}
        </section>
      )}
      {empty ? null : <Steps detail={detail} />}
      {detail.undertakes === null ? null : (
        <section className="grid gap-1 border-line border-t pt-4">
          <h3 className="text-13">What {cell.person?.name ?? 'the assignee'} signs</h3>
          <p className="text-13 text-fg-2">“{detail.undertakes}”</p>
        </section>
      )}
      {detail.before.length === 0 ? null : (
        <section className="grid gap-1 border-line border-t pt-4">
          <h3 className="text-13">Before</h3>
          <ul className="grid gap-1.5 text-12">
            {detail.before.map((former) => (
              <li key={former.to} className="grid grid-cols-[168px_minmax(0,1fr)] gap-2">
                <span className="text-fg-3">
                  {dateOnly(former.from)} to {dateOnly(former.to)}
                </span>
                <span className="[overflow-wrap:anywhere]">
                  {former.name}
                  {former.why === '' ? null : <span className="block text-fg-3">{former.why}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {cell.may.withdraw && cell.assignment_id !== null ? (
        <Withdraw id={cell.assignment_id} own={cell.may.acknowledge} />
      ) : null}
    </div>
  )
}

function who({ cell, team, vendor }: CellDetail): string {
  if (vendor) return `Contract ${vendor.contract}, ${vendor.contact}. ${cell.person?.name ?? 'Nobody'} vouches for it.`
  if (team)
    return `Led by ${cell.person?.name ?? 'nobody'}, ${team.members} ${team.members === 1 ? 'person' : 'people'}. The lead answers.`
  return cell.load > 1 ? `Answers for ${cell.load} roles.` : 'Answers for this only.'
}

/** Ends it, after a reason; what follows is said before. */
function Withdraw({ id, own }: { id: string; own: boolean }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = useMutation(withdrawMutation(useQueryClient()))
  if (!open)
    return (
      <Button onClick={() => setOpen(true)} className="w-full" data-testid="withdraw">
        {own ? 'Lay it down' : 'Withdraw assignment'}
      </Button>
    )
  return (
    <section className="grid gap-3 border-line border-t pt-4" aria-label="Withdraw">
      <p className="text-13 text-fg-2">
        Nobody answers then: new requests are denied until somebody else has acknowledged it. Owners, compliance and
        administrators are told.
      </p>
      <TextArea
        label="Reason"
        hint="It stands in the log."
        value={reason}
        maxLength={2_000}
        onChange={(event) => setReason(event.target.value)}
        data-testid="withdraw-reason"
      />
      <Failed error={withdraw.error} what="Nothing was ended." />
      <div className="flex gap-2">
        <Button onClick={() => setOpen(false)}>Keep it</Button>
        <Button
          look="danger"
          disabled={withdraw.isPending || reason.trim() === ''}
          onClick={() =>
            withdraw.mutate({ id, reason: reason.trim() }, { onSuccess: () => announce('Ended. Nobody answers now.') })
          }
          data-testid="withdraw-confirm"
        >
          {own ? 'Lay it down' : 'Withdraw'}
        </Button>
      </div>
    </section>
  )
}
