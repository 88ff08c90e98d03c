import { clsx } from 'clsx'
import { Ban, Check, Circle, CircleMinus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { RequestView } from '@/lib/inbox/schema'
import { QuorumCount } from './quorum'

const ICON = { approved: Check, denied: Ban, abstained: CircleMinus, may: Circle, cannot: Ban }

/** Who has signed, who may still, and who cannot and why. */
export function QuorumTracker({ view }: { view: RequestView }) {
  const t = useTranslations('request.panel')
  const { quorum } = view.item
  return (
    <section data-testid="quorum-tracker" aria-label={t('approvals')}>
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-14">{t('label')}</h2>
        <QuorumCount needed={quorum.needed} given={quorum.given} words />
      </div>
      <ul className="mt-3 grid gap-1.5 text-13">
        {view.reviewers.map((reviewer) => {
          const Icon = ICON[reviewer.state]
          return (
            <li
              key={reviewer.person.id}
              className={clsx('grid grid-cols-[16px_1fr] gap-2', reviewer.state === 'cannot' && 'text-fg-3')}
            >
              <Icon
                aria-hidden="true"
                className={clsx(
                  'mt-0.5 size-3.5',
                  reviewer.state === 'approved'
                    ? 'text-ok'
                    : reviewer.state === 'denied'
                      ? 'text-danger'
                      : reviewer.is_me && reviewer.state === 'may'
                        ? 'text-ink'
                        : 'text-fg-3',
                )}
              />
              <span>
                <span className={clsx((reviewer.is_me || reviewer.state === 'approved') && 'font-medium')}>
                  {reviewer.is_me ? t('you', { name: reviewer.person.name }) : reviewer.person.name}
                </span>
                <span className="block text-12 text-fg-3">{reviewer.sentence}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
