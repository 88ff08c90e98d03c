import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { Digest } from '@/components/ui/digest'
import { absolute } from '@/components/ui/duration'
import type { BoundaryView, WorkflowView } from '@/lib/boundaries/schema-views'
import type { ReviewDone } from './decide-form'

/** What your decision did: recorded, and activated if it was the last one. */
export function ChangeReceipt({
  slug,
  view,
  done,
  workflow,
}: {
  slug: string
  view: BoundaryView | undefined
  done: ReviewDone
  workflow: WorkflowView | undefined
}) {
  const title = workflow?.title ?? view?.workflow.title ?? slug
  const version = view?.version ?? workflow?.version
  const active = workflow?.version === version && workflow?.open === null
  const left = view?.review ? view.review.needed - view.review.given : 0
  return (
    <div
      className="grid justify-items-center px-6 py-12 max-tablet:px-4"
      data-testid="change-receipt"
      data-active={active}
    >
      <section className="w-full max-w-[560px] rounded-paper border border-line-strong bg-sheet shadow-paper">
        <div className="flex items-center gap-3 px-8 pt-6 pb-4 max-tablet:px-4">
          <CircleCheck className="size-6 flex-none text-ok" aria-hidden="true" />
          <h1 className="text-20">
            {done.verb === 'approve'
              ? active
                ? `${title} v${version} is in force`
                : 'Your approval is recorded'
              : done.verb === 'deny'
                ? `You denied v${version}`
                : `You asked for changes to v${version}`}
          </h1>
        </div>
        <div className="deed-rule mx-8 max-tablet:mx-4" />
        <div className="grid gap-2 px-8 py-4 text-fg-2 max-tablet:px-4">
          <p>
            {done.verb === 'approve'
              ? active
                ? 'The version before it is retired. Requests that were pending keep the version they were judged by and must also hold under this one when redeemed.'
                : left > 0
                  ? `${left} more ${left === 1 ? 'approval is' : 'approvals are'} needed. Nothing changes before the last one.`
                  : view?.review?.activate_at
                    ? `It comes into force on ${absolute(view.review.activate_at)}, if nothing blocks it then.`
                    : 'Nothing changes before the last approval.'
              : 'It is a draft again, and its author was told why. Nothing in force changed.'}
          </p>
          {done.verb === 'approve' && view?.review ? (
            <p className="text-13">
              Signed with your passkey, verified: <Digest value={view.review.change_digest} />
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-2 border-line border-t px-8 py-4 max-tablet:px-4">
          <Link href={`/boundaries/${slug}`} className={buttonClass({ look: 'primary' })}>
            {title}
          </Link>
          <Link href="/boundaries?view=in_review" className={buttonClass()}>
            Other changes in review
          </Link>
          <Link href={`/audit?workflow=${slug}`} className={buttonClass({ look: 'quiet' })}>
            Its entries in the log
          </Link>
        </div>
      </section>
    </div>
  )
}
