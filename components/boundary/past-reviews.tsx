import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import type { ReviewView } from '@/lib/boundaries/schema-views'
import { CAPACITIES } from './reviewers'

const VERBS = { approve: 'approved with a passkey', deny: 'denied', request_changes: 'asked for changes' }

/** What reviewers said so far, with their reasons; what was about an earlier text says so. */
export function PastReviews({ reviews }: { reviews: ReviewView[] }) {
  if (reviews.length === 0) return null
  return (
    <section className="rounded-md border border-line bg-panel p-4">
      <h2 className="text-14">What was said</h2>
      <ol className="mt-1">
        {reviews.map((review) => (
          <li key={`${review.person.id} ${review.at}`} className="border-line border-t py-2 text-13">
            <b>{review.person.name}</b> {VERBS[review.verb]}{' '}
            <span className="text-12 text-fg-3">
              <At at={review.at} zone /> · {CAPACITIES[review.capacity]}
              {review.outdated ? ' · about an earlier text' : ''}
            </span>
            <p className="text-fg-2">
              “<HiddenText>{review.reason}</HiddenText>”
            </p>
            {review.accepts ? <p className="text-12 text-fg-3">Accepts that the denied requests would pass.</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
