'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { At } from '@/components/ui/time'
import { stepMutation } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import type { ChangeItem } from '@/lib/core/boundary/analysis'
import { AfterApproval } from './after-approval'
import { BlockerList } from './blocker-list'
import { CatalogueDiff } from './catalogue-diff'
import { RuleComments } from './comments'
import { DecideForm, type ReviewDone } from './decide-form'
import { FrozenSimulation } from './frozen-simulation'
import { PastReviews } from './past-reviews'
import { Reviewers } from './reviewers'
import { StatusChip } from './status-chip'
import { TextDiff } from './text-diff'
import { WhatChanges } from './what-changes'

/** A change in review: the difference in meaning first, then what it would have done, then the text. */
export function ChangeBody({ view, onDone }: { view: BoundaryView; onDone: (done: ReviewDone) => void }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { review, workflow } = view
  const [deciding, setDeciding] = useState(false)
  const withdraw = useMutation(stepMutation(useQueryClient(), workflow.slug))
  if (!review) return null
  const mine = review.reviewers.find((reviewer) => reviewer.is_me)
  const decided = mine !== undefined && mine.state !== 'asked' && mine.state !== 'cannot'
  const decide = review.me.may_approve && !decided
  const affected = (item: ChangeItem) =>
    item.levels === null
      ? null
      : t('change.affected', { count: review.simulation.matrix[item.levels.from][item.levels.to] })
  const link = (words: ReactNode) => (
    <Link href={`/boundaries/${workflow.slug}`} className="link">
      {words}
    </Link>
  )
  return (
    <div className="grid gap-x-6 gap-y-5 px-6 pt-6 pb-12 max-tablet:px-4 max-tablet:pt-4 max-tablet:pb-36 wide:grid-cols-[minmax(0,1fr)_344px]">
      <header className="wide:col-span-2">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-fg-2">
          <StatusChip state={view.status} />
          <span>
            {view.active
              ? t.rich('change.ofFrom', {
                  title: workflow.title,
                  old: `${view.active.version}`,
                  version: `${view.version}`,
                  link,
                })
              : t.rich('change.of', { title: workflow.title, version: `${view.version}`, link })}
          </span>
          <span>
            {t.rich('change.sentBy', {
              name: view.author.name,
              at: () => <At at={review.submitted_at} zone />,
            })}
          </span>
          {view.ticket ? <Ticket text={view.ticket} /> : null}
          {view.source_ref ? (
            <span>
              {t.rich('change.source', {
                pipeline: view.source_ref.pipeline,
                ref: view.source_ref.ref,
                machine: (name) => <span className="machine">{name}</span>,
              })}
            </span>
          ) : null}
        </p>
        <h1 className="mt-2 mb-1.5 text-balance text-20">
          <HiddenText>{view.title || t('change.untitled', { title: workflow.title })}</HiddenText>
        </h1>
        {view.note ? (
          <p className="max-w-[92ch] text-fg-2">
            {t.rich('quoted', { text: () => <HiddenText>{view.note}</HiddenText> })}{' '}
            <span className="text-fg-3">{view.author.name}</span>
          </p>
        ) : null}
        {review.activate_at ? (
          <Strip tone={review.complete ? 'warn' : 'neutral'} className="mt-2" testId="scheduled">
            {review.complete
              ? t('change.scheduledDone', { time: format.absolute(review.activate_at) })
              : t('change.scheduled', { time: format.absolute(review.activate_at) })}
          </Strip>
        ) : null}
        {view.may.withdraw ? (
          <p className="mt-2">
            <Button
              size="sm"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate({ step: 'withdraw' })}
              data-testid="withdraw-change"
            >
              {t('change.withdraw')}
            </Button>
          </p>
        ) : null}
        {withdraw.error ? <Strip tone="danger">{withdraw.error.message}</Strip> : null}
      </header>
      <div className="grid min-w-0 content-start gap-5">
        <WhatChanges comparison={review.comparison} affected={affected} />
        <FrozenSimulation view={view} />
        <TextDiff
          before={view.active?.cedar ?? ''}
          after={view.cedar}
          below={(rule) => (
            <RuleComments
              slug={workflow.slug}
              rule={rule}
              comments={review.comments}
              open={view.status === 'in_review'}
            />
          )}
          rest={(shown) => <OtherComments view={view} shown={shown} />}
        />
        <CatalogueDiff before={view.active?.catalogue ?? null} after={view.catalogue} />
      </div>
      <aside className="grid content-start gap-4">
        <Reviewers review={review} />
        {view.check.blockers.length > 0 ? (
          <section className="rounded-md border border-danger border-s-4 bg-danger-soft p-4">
            <h2 className="mb-1 text-14 text-danger">{t('change.blocked')}</h2>
            <BlockerList slug={workflow.slug} blockers={view.check.blockers} />
          </section>
        ) : null}
        {decide ? (
          <section
            className="rounded-md border border-line-strong bg-sheet p-4 shadow-paper max-tablet:hidden"
            data-testid="decision-panel"
          >
            <h2 className="mb-2 text-14">{t('change.yours')}</h2>
            <DecideForm key={review.change_digest} view={view} onDone={onDone} />
          </section>
        ) : (
          <section className="rounded-md border border-line bg-panel p-4" data-testid="not-yours">
            <h2 className="mb-1 text-14">{t('change.yours')}</h2>
            <p className="text-13 text-fg-2">{review.me.sentence}</p>
            {review.me.why === 'no_passkey' ? (
              <Link href="/account#passkeys" className="link inline-flex min-h-6 items-center text-13">
                {t('change.addPasskey')}
              </Link>
            ) : null}
          </section>
        )}
        <AfterApproval view={view} />
        <PastReviews reviews={review.reviews} />
      </aside>
      {decide ? (
        <section
          aria-label={t('change.decide')}
          className="fixed inset-x-0 bottom-[calc(57px+env(safe-area-inset-bottom))] z-30 border-line-strong border-t bg-panel px-4 py-2.5 tablet:hidden"
        >
          <Button
            size="lg"
            look="primary"
            className="min-h-12! w-full"
            onClick={() => setDeciding(true)}
            data-testid="review-phone"
          >
            {t('change.decidePhone')}
          </Button>
        </section>
      ) : null}
      {deciding ? (
        <Sheet
          open
          onClose={() => setDeciding(false)}
          title={t('readOne.named', { title: workflow.title, version: `${view.version}` })}
          testId="decide-sheet"
        >
          <div className="px-4 py-4 tablet:px-8">
            <DecideForm view={view} onDone={onDone} />
          </div>
        </Sheet>
      ) : null}
    </div>
  )
}

function Ticket({ text }: { text: string }) {
  if (!/^https:\/\/[^\s]+$/.test(text)) return <span className="machine">{text}</span>
  return (
    <a href={text} rel="noreferrer noopener" target="_blank" className="link inline-flex items-center gap-1">
      <ExternalLink className="size-3" aria-hidden="true" />
      {text.replace('https://', '')}
    </a>
  )
}

/** Comments on rules whose text did not change, and on the whole change. */
function OtherComments({ view, shown }: { view: BoundaryView; shown: string[] }) {
  const t = useTranslations('boundary')
  const comments = view.review?.comments ?? []
  const rules = [...new Set(comments.map((comment) => comment.rule))].filter(
    (rule): rule is string => rule !== null && !shown.includes(rule),
  )
  const open = view.status === 'in_review'
  return (
    <>
      {rules.map((rule) => (
        <section key={rule} aria-label={rule}>
          <h3 className="border-line border-y bg-panel ps-[96px] font-normal text-12/[24px] text-fg-3 max-tablet:ps-4">
            {t('change.notChanged', { rule })}
          </h3>
          <RuleComments slug={view.workflow.slug} rule={rule} comments={comments} open={open} />
        </section>
      ))}
      <section aria-label={t('change.wholeLabel')} className="border-line border-t pt-1.5">
        <h3 className="ps-[96px] font-normal text-12/[24px] text-fg-3 max-tablet:ps-4">{t('change.whole')}</h3>
        <RuleComments slug={view.workflow.slug} rule={null} comments={comments} open={open} />
      </section>
    </>
  )
}
