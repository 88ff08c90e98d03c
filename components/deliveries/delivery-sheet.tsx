'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { CHANNEL_WORDS } from '@/components/channels/words'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { clockTime } from '@/components/ui/duration'
import { announce } from '@/components/ui/live-region'
import { SideSheet } from '@/components/ui/side-sheet'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { deliveryOptions, resendMutation } from '@/lib/deliveries/client'
import type { DeliveryDetail } from '@/lib/deliveries/schema'
import { STATUS_WORDS } from './status'

const OUTCOME: { readonly [outcome in DeliveryDetail['attempts'][number]['outcome']]: string } = {
  accepted: 'taken',
  later: 'not now',
  never: 'refused',
  gone: 'gone',
  not_configured: 'not set up',
}

/** One message: what it says, every try, and a way to send it again. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(deliveryOptions(id))
  const again = useMutation(resendMutation(useQueryClient()))
  return (
    <SideSheet
      onClose={onClose}
      title={data ? `${CHANNEL_WORDS[data.channel]} to ${data.to}` : 'Message'}
      above={data ? STATUS_WORDS[data.status] : undefined}
      testId="delivery-sheet"
      foot={
        data?.may_resend ? (
          <div className="grid gap-2">
            <p className="text-12 text-fg-3">A message arrives at least once: sending it again may make a copy.</p>
            <div>
              <Button
                disabled={again.isPending}
                onClick={() => again.mutate(id, { onSuccess: () => announce('It is sent again') })}
                data-testid="resend"
              >
                Send again
              </Button>
            </div>
            <Failure error={again.error} />
          </div>
        ) : undefined
      }
    >
      {error && !data ? (
        <Trouble what="This message" error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={3} />
      ) : (
        <Contents delivery={data} />
      )}
    </SideSheet>
  )
}

function Contents({ delivery }: { delivery: DeliveryDetail }) {
  return (
    <div className="grid gap-5 px-5 py-4 text-13">
      {delivery.status === 'not_configured' ? (
        <Strip tone="warn">No mail server is set up. This is what would have been sent.</Strip>
      ) : null}
      {delivery.status === 'superseded' ? (
        <Strip>It was not sent: there was nothing to tell any more, or nobody to tell it to.</Strip>
      ) : null}
      {delivery.carried_by ? <Strip>It went out in one e-mail with others.</Strip> : null}
      <dl>
        {rowsOf(delivery).map(([label, value]) => (
          <div key={label} className="grid grid-cols-[92px_1fr] border-line border-t py-1.5 first:border-t-0">
            <dt className="text-fg-3">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {delivery.message ? (
        <section className="grid gap-2">
          <h3 className="text-13">What it says</h3>
          <p className="font-medium [overflow-wrap:anywhere]">{delivery.message.subject}</p>
          <CodeBlock label="Message" testId="message-text">
            {delivery.message.text}
          </CodeBlock>
        </section>
      ) : null}
      <section>
        <h3 className="mb-1 text-13">Tries</h3>
        {delivery.attempts.length === 0 ? <p className="text-fg-3">None yet.</p> : null}
        <ol>
          {delivery.attempts.map((attempt) => (
            <li key={attempt.number} className="border-line border-b py-2 last:border-b-0" data-testid="attempt">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span
                  className={
                    attempt.outcome === 'never' || attempt.outcome === 'gone'
                      ? 'font-medium text-danger'
                      : 'font-medium'
                  }
                >
                  {attempt.code ? `${attempt.code} ` : null}
                  {OUTCOME[attempt.outcome]}
                </span>
                <span className="text-12 text-fg-3">
                  {clockTime(attempt.at)} UTC, in {attempt.took_ms.toLocaleString('en-GB')} ms
                </span>
              </span>
              {attempt.detail ? (
                <span className="block text-12 text-fg-2 [overflow-wrap:anywhere]">{attempt.detail}</span>
              ) : null}
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

function rowsOf(delivery: DeliveryDetail): [string, React.ReactNode][] {
  return [
    ...(delivery.request_id
      ? [
          [
            'About',
            <Link key="about" className="link" href={`/inbox/${delivery.request_id}`}>
              {delivery.title}
            </Link>,
          ] satisfies [string, React.ReactNode],
        ]
      : []),
    ['Made', <Ago key="made" at={delivery.created_at} />],
    ...(delivery.due_at
      ? [['Next try', <Ago key="due" at={delivery.due_at} />] satisfies [string, React.ReactNode]]
      : []),
    [
      'Message id',
      <code key="id" className="text-12 text-fg-2">
        {delivery.message_id}
      </code>,
    ],
  ]
}
