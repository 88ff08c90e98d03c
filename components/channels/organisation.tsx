'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { channelsOptions } from '@/lib/channels/client'
import type { ChannelsView } from '@/lib/channels/schema'
import { Hooks } from './hooks'

/** What the organisation's messages go by, and how that went today. */
export function Organisation() {
  const t = useTranslations('channels')
  const { data, error, refetch } = useQuery(channelsOptions())
  if (error && !data) return <Trouble what={t('organisationListed')} error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingRows rows={3} />
  return (
    <>
      <Block id="organisation-channels" title={t('organisation.title')} note={t('organisation.note')}>
        {data.mail === null ? (
          <Strip tone="warn" className="mb-3" testId="no-mail-server">
            {t('organisation.noMail')}
          </Strip>
        ) : null}
        <dl className="text-13">
          {rowsOf(t, data).map(([label, value]) => (
            <div key={label} className="grid border-line border-t py-2 first:border-t-0 tablet:grid-cols-[160px_1fr]">
              <dt className="text-fg-3">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
        <Day view={data} />
      </Block>
      <Hooks view={data} />
    </>
  )
}

function rowsOf(t: Translate<'channels'>, { mail, push, base_url }: ChannelsView): [string, React.ReactNode][] {
  return [
    [
      t('organisation.server'),
      mail === null ? t('organisation.serverNone') : t(`organisation.tls.${mail.tls}`, { host: mail.host }),
    ],
    [t('organisation.from'), mail?.from ?? t('organisation.fromNobody')],
    [
      t('organisation.push'),
      push.devices === 0
        ? t('organisation.pushNone')
        : t('organisation.pushTo', { devices: push.devices, people: push.people }),
    ],
    [
      t('organisation.pushKey'),
      <code key="key" className="text-12 text-fg-2">
        {push.public_key}
      </code>,
    ],
    [t('organisation.links'), base_url],
  ]
}

function Day({ view }: { view: ChannelsView }) {
  const t = useTranslations('channels')
  return (
    <div className="mt-2 border-line border-t pt-3">
      <table className="w-full text-13">
        <caption className="pb-1 text-start text-12 text-fg-3">{t('organisation.day')}</caption>
        <thead>
          <tr className="text-12 text-fg-3">
            <th scope="col" className="py-1 text-start font-normal">
              {t('organisation.channel')}
            </th>
            {(['sent', 'waits', 'failed', 'notConfigured'] as const).map((title) => (
              <th key={title} scope="col" className="w-20 py-1 text-end font-normal">
                {t(`organisation.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.day.map((row) => (
            <tr key={row.channel} className="border-line border-t">
              <th scope="row" className="py-1.5 text-start font-normal">
                {t(`channel.${row.channel}`)}
              </th>
              <Count value={row.sent} />
              <Count value={row.waiting} />
              <Count value={row.failed} href={`/settings/deliveries?status=failed&channel=${row.channel}`} alarming />
              <Count
                value={row.not_configured}
                href={`/settings/deliveries?status=not_configured&channel=${row.channel}`}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Count({ value, href, alarming = false }: { value: number; href?: string; alarming?: boolean }) {
  const shown = useFormat().number(value)
  return (
    <td className={`py-1.5 text-end ${value === 0 ? 'text-fg-3' : alarming ? 'font-medium text-danger' : ''}`}>
      {href && value > 0 ? (
        <Link href={href} className="underline underline-offset-2">
          {shown}
        </Link>
      ) : (
        shown
      )}
    </td>
  )
}
