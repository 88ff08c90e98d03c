import { clsx } from 'clsx'
import { Ban, Check, Circle, CircleMinus } from 'lucide-react'
import type { RequestView } from '@/lib/inbox/schema'

/** One square per approval that is needed; the given ones are filled. */
export function Pips({ needed, given }: { needed: number; given: number }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5">
      {Array.from({ length: Math.min(needed, 10) }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: squares are all alike
          key={at}
          className={clsx(
            'size-[7px] rounded-[1px]',
            at < given ? 'bg-ok forced-colors:bg-[CanvasText]' : 'ring-[1.5px] ring-fg-3 ring-inset',
          )}
        />
      ))}
    </span>
  )
}

/** "■□ 1/2" for a row, "■□ 1 of 2 approved" with words. */
export function QuorumCount({ needed, given, words = false }: { needed: number; given: number; words?: boolean }) {
  return (
    <span
      className="inline-flex items-center gap-[5px] whitespace-nowrap text-12 text-fg-2"
      title={`${given} of ${needed} approved`}
    >
      <Pips needed={needed} given={given} />
      {words ? (
        <span>
          <b className="font-medium text-fg">
            {given} of {needed}
          </b>{' '}
          approved
        </span>
      ) : (
        <span>
          {given}/{needed}
          <span className="sr-only"> approved</span>
        </span>
      )}
    </span>
  )
}

const ICON = { approved: Check, denied: Ban, abstained: CircleMinus, may: Circle, cannot: Ban }

/** Who has signed, who may still, and who cannot and why. */
export function QuorumTracker({ view }: { view: RequestView }) {
  const { quorum } = view.item
  return (
    <section data-testid="quorum-tracker" aria-label="Approvals">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-14">Your decision</h2>
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
                  {reviewer.is_me ? `You, ${reviewer.person.name}` : reviewer.person.name}
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
