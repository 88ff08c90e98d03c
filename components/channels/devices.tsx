'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { device } from '@/components/account/device'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import {
  forgetPush,
  PushRefused,
  pushStanding,
  removeDeviceMutation,
  testMutation,
  turnOnPush,
} from '@/lib/channels/client'
import type { MyChannels } from '@/lib/channels/schema'

/** The browsers that show notifications, and whether this one does. */
export function Devices({ mine }: { mine: MyChannels }) {
  const t = useTranslations('channels.devices')
  const words = useTranslations('words')
  const queryClient = useQueryClient()
  const standing = useQuery({ queryKey: ['push-standing'], queryFn: pushStanding, staleTime: 0, networkMode: 'always' })
  const again = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['channels'] }),
      queryClient.invalidateQueries({ queryKey: ['push-standing'] }),
    ])
  const turnOn = useMutation({ mutationFn: () => turnOnPush(mine.vapid_public_key), retry: false, onSettled: again })
  const remove = useMutation(removeDeviceMutation(queryClient))
  const test = useMutation(testMutation(queryClient))
  const here = standing.data
  return (
    <Block id="devices" title={t('title')} note={t('note')}>
      <div
        className="flex min-h-11 flex-wrap items-center gap-3 border-line border-b pb-3 text-13"
        data-testid="this-device"
      >
        <span className="min-w-0 flex-1 text-fg-2">{here === undefined ? ' ' : t(`here.${here}`)}</span>
        {here === 'off' || (here === 'on' && mine.devices.length === 0) ? (
          <Button look="primary" disabled={turnOn.isPending} onClick={() => turnOn.mutate()} data-testid="turn-on-push">
            {t('turnOn')}
          </Button>
        ) : null}
      </div>
      {turnOn.error ? (
        <div role="alert" className="mt-3">
          <Strip tone="warn">
            {!(turnOn.error instanceof PushRefused)
              ? t('refused.other')
              : turnOn.error.reason === null
                ? t('refused.denied')
                : t('refused.because', { reason: turnOn.error.reason })}
          </Strip>
        </div>
      ) : null}
      <ul>
        {mine.devices.length === 0 ? <li className="py-3 text-13 text-fg-3">{t('none')}</li> : null}
        {mine.devices.map((each) => (
          <li
            key={each.id}
            data-testid={`device-${each.id}`}
            className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium" title={each.user_agent}>
                {device(words, each.user_agent)}
              </span>
              <span className="block text-12 text-fg-3">
                <Reached device={each} />
              </span>
            </span>
            <span className="flex gap-2">
              <Button
                size="sm"
                disabled={test.isPending}
                onClick={() =>
                  test.mutate({ channel: 'push', device_id: each.id }, { onSuccess: () => announce(t('tested')) })
                }
              >
                {t('test')}
              </Button>
              <Button
                look="danger"
                size="sm"
                disabled={remove.isPending}
                onClick={() =>
                  remove.mutate(each.id, {
                    onSuccess: async () => {
                      // If it is this browser, it need not listen any more; if not, turning it on again takes a click.
                      if (each.user_agent === navigator.userAgent) await forgetPush()
                      await again()
                      announce(t('off'))
                    },
                  })
                }
              >
                {t('turnOff')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Failure error={test.error ?? remove.error} />
    </Block>
  )
}

function Reached({ device: { service, created_at, reached_at } }: { device: MyChannels['devices'][number] }) {
  const t = useTranslations('channels.devices')
  const since = () => <Ago at={created_at} />
  return reached_at === null
    ? t.rich('notReached', { service, since })
    : t.rich('reached', { service, since, reached: () => <Ago at={reached_at} /> })
}
