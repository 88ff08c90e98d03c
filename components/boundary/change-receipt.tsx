import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { buttonClass } from '@/components/ui/button'
import { Digest } from '@/components/ui/digest'
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
  const t = useTranslations('boundary')
  const format = useFormat()
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
                ? t('receipt.active', { title, version: `${version}` })
                : t('receipt.recorded')
              : done.verb === 'deny'
                ? t('receipt.denied', { version: `${version}` })
                : t('receipt.asked', { version: `${version}` })}
          </h1>
        </div>
        <div className="deed-rule mx-8 max-tablet:mx-4" />
        <div className="grid gap-2 px-8 py-4 text-fg-2 max-tablet:px-4">
          <p>
            {done.verb === 'approve'
              ? active
                ? t('receipt.activeNote')
                : left > 0
                  ? t('receipt.left', { count: left })
                  : view?.review?.activate_at
                    ? t('receipt.scheduled', { time: format.absolute(view.review.activate_at) })
                    : t('receipt.before')
              : t('receipt.draftAgain')}
          </p>
          {done.verb === 'approve' && view?.review ? (
            <p className="text-13">
              <SignedAs digest={view.review.change_digest} />
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-2 border-line border-t px-8 py-4 max-tablet:px-4">
          <Link href={`/boundaries/${slug}`} className={buttonClass({ look: 'primary' })}>
            {title}
          </Link>
          <Link href="/boundaries?view=in_review" className={buttonClass()}>
            {t('receipt.others')}
          </Link>
          <Link href={`/audit?workflow=${slug}`} className={buttonClass({ look: 'quiet' })}>
            {t('receipt.log')}
          </Link>
        </div>
      </section>
    </div>
  )
}

function SignedAs({ digest }: { digest: string }) {
  return useTranslations('boundary').rich('receipt.signed', { digest: () => <Digest value={digest} /> })
}
