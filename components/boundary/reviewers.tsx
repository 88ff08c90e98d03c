import { clsx } from 'clsx'
import { CircleCheck, CircleDashed, CircleSlash, CircleX, MessageSquareWarning } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { BoundaryView, ReviewerView } from '@/lib/boundaries/schema-views'

const ICONS = {
  approved: { icon: CircleCheck, look: 'text-ok' },
  denied: { icon: CircleX, look: 'text-danger' },
  requested_changes: { icon: MessageSquareWarning, look: 'text-warn' },
  asked: { icon: CircleDashed, look: 'text-fg-3' },
  cannot: { icon: CircleSlash, look: 'text-fg-3' },
}
const ORDER: ReviewerView['state'][] = ['denied', 'requested_changes', 'approved', 'asked', 'cannot']
const MOST = 12

/** What is said of a reviewer below the capacity, and not the capacity again. */
function saidOf(t: Translate<'boundary'>, { state, sentence, capacity }: ReviewerView): string {
  if (state === 'cannot') return t('reviewers.cannot', { why: sentence.replace(/\.$/, '') })
  if (state === 'asked') return capacity === null ? sentence : t('reviewers.notYet')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** Who is asked, in which capacity, and who cannot and why. */
export function Reviewers({ review }: { review: NonNullable<BoundaryView['review']> }) {
  const t = useTranslations('boundary')
  const people = review.reviewers.toSorted(
    (a, b) => Number(b.is_me) - Number(a.is_me) || ORDER.indexOf(a.state) - ORDER.indexOf(b.state),
  )
  return (
    <section className="rounded-md border border-line bg-panel p-4" data-testid="reviewers">
      <h2 className="text-14">{t('reviewers.title')}</h2>
      <p className="mt-1 text-13 text-fg-2">
        {t(`reviewers.${review.direction}`)} {t('reviewers.given', { given: review.given, needed: review.needed })}
      </p>
      <ul className="mt-3">
        {people.slice(0, MOST).map((reviewer) => {
          const { icon: Icon, look } = ICONS[reviewer.state]
          return (
            <li
              key={reviewer.person.id}
              data-state={reviewer.state}
              className="grid grid-cols-[16px_minmax(0,1fr)] gap-2.5 border-line border-t py-2 text-13"
            >
              <Icon className={clsx('mt-px size-4', look)} aria-hidden="true" />
              <div>
                <b className={clsx('block', reviewer.state === 'cannot' && 'text-fg-2')}>
                  {reviewer.is_me ? t('reviewers.you', { name: reviewer.person.name }) : reviewer.person.name}
                </b>
                {reviewer.capacity ? (
                  <span className="block text-12 text-fg-3">{t(`reviewers.capacity.${reviewer.capacity}`)}</span>
                ) : null}
                <p className="mt-0.5 text-fg-2">{saidOf(t, reviewer)}</p>
              </div>
            </li>
          )
        })}
      </ul>
      {people.length > MOST ? (
        <p className="text-12 text-fg-3">{t('reviewers.more', { count: people.length - MOST })}</p>
      ) : null}
    </section>
  )
}
