import { useTranslations } from 'use-intl'
import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import type { ReviewView } from '@/lib/boundaries/schema-views'

/** What reviewers said so far, with their reasons; what was about an earlier text says so. */
export function PastReviews({ reviews }: { reviews: ReviewView[] }) {
  const t = useTranslations('boundary')
  if (reviews.length === 0) return null
  return (
    <section className="rounded-md border border-line bg-panel p-4">
      <h2 className="text-14">{t('past.title')}</h2>
      <ol className="mt-1">
        {reviews.map((review) => (
          <li key={`${review.person.id} ${review.at}`} className="border-line border-t py-2 text-13">
            {t.rich(`past.${review.verb}`, { name: review.person.name, b: (words) => <b>{words}</b> })}{' '}
            <span className="text-12 text-fg-3">
              <At at={review.at} zone /> · {t(`reviewers.capacity.${review.capacity}`)}
              {review.outdated ? ` · ${t('past.outdated')}` : ''}
            </span>
            <p className="text-fg-2">{t.rich('quoted', { text: () => <HiddenText>{review.reason}</HiddenText> })}</p>
            {review.accepts ? <p className="text-12 text-fg-3">{t('past.accepts')}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
