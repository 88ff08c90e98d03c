'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { announce } from '@/components/ui/live-region'
import { SideSheet } from '@/components/ui/side-sheet'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { deliveryOptions, resendMutation } from '@/lib/deliveries/client'
import type { DeliveryDetail } from '@/lib/deliveries/schema'

/** One message: what it says, every try, and a way to send it again. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('deliveries')
  const { data, error, refetch } = useQuery(deliveryOptions(id))
  const again = useMutation(resendMutation(useQueryClient()))
  return (
    <SideSheet
      onClose={onClose}
      title={data ? t(`sheet.to.${data.channel}`, { name: data.to }) : t('sheet.message')}
      above={data ? t(`status.${data.status}`) : undefined}
      testId="delivery-sheet"
      foot={
        data?.may_resend ? (
          <div className="grid gap-2">
            <p className="text-12 text-fg-3">{t('sheet.againNote')}</p>
            <div>
              <Button
                disabled={again.isPending}
                onClick={() => again.mutate(id, { onSuccess: () => announce(t('sheet.againDone')) })}
                data-testid="resend"
              >
                {t('sheet.again')}
              </Button>
            </div>
            <Failure error={again.error} />
          </div>
        ) : undefined
      }
    >
      {error && !data ? (
        <Trouble what={t('sheet.listed')} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={3} />
      ) : (
        <Contents delivery={data} />
      )}
    </SideSheet>
  )
}

function Contents({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations('deliveries.sheet')
  const format = useFormat()
  return (
    <div className="grid gap-5 px-5 py-4 text-13">
      {delivery.status === 'not_configured' ? <Strip tone="warn">{t('notConfigured')}</Strip> : null}
      {delivery.status === 'superseded' ? <Strip>{t('superseded')}</Strip> : null}
      {delivery.carried_by ? <Strip>{t('carried')}</Strip> : null}
      <dl>
        {rowsOf(t, delivery).map(([label, value]) => (
          <div key={label} className="grid grid-cols-[92px_1fr] border-line border-t py-1.5 first:border-t-0">
            <dt className="text-fg-3">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {delivery.message ? (
        <section className="grid gap-2">
          <h3 className="text-13">{t('says')}</h3>
          <p className="font-medium [overflow-wrap:anywhere]">{delivery.message.subject}</p>
          <CodeBlock label={t('message')} testId="message-text">
            {delivery.message.text}
          </CodeBlock>
        </section>
      ) : null}
      <section>
        <h3 className="mb-1 text-13">{t('tries')}</h3>
        {delivery.attempts.length === 0 ? <p className="text-fg-3">{t('noTries')}</p> : null}
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
                  {t(`outcome.${attempt.outcome}`)}
                </span>
                <span className="text-12 text-fg-3">
                  {t('took', { time: format.clock(attempt.at), ms: attempt.took_ms })}
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

function rowsOf(
  t: ReturnType<typeof useTranslations<'deliveries.sheet'>>,
  delivery: DeliveryDetail,
): [string, React.ReactNode][] {
  return [
    ...(delivery.request_id
      ? [
          [
            t('about'),
            <Link key="about" className="link" href={`/inbox/${delivery.request_id}`}>
              {delivery.title}
            </Link>,
          ] satisfies [string, React.ReactNode],
        ]
      : []),
    [t('made'), <Ago key="made" at={delivery.created_at} />],
    ...(delivery.due_at
      ? [[t('next'), <Ago key="due" at={delivery.due_at} />] satisfies [string, React.ReactNode]]
      : []),
    [
      t('id'),
      <code key="id" className="text-12 text-fg-2">
        {delivery.message_id}
      </code>,
    ],
  ]
}
