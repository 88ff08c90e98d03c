'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Block } from '@/components/account/block'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { channelsOptions } from '@/lib/channels/client'
import type { ChannelsView } from '@/lib/channels/schema'
import { Hooks } from './hooks'
import { CHANNEL_WORDS } from './words'

const TLS = {
  implicit: 'encrypted from the first byte',
  starttls: 'encrypted by STARTTLS, or not at all',
  none: 'on this machine',
} as const

/** What the organisation's messages go by, and how that went today. */
export function Organisation() {
  const { data, error, refetch } = useQuery(channelsOptions())
  if (error && !data) return <Trouble what="The organisation's channels" error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingRows rows={3} />
  return (
    <>
      <Block
        id="organisation-channels"
        title="Organisation"
        note="Set where Countersign is started, and the same for everybody."
      >
        {data.mail === null ? (
          <Strip tone="warn" className="mb-3" testId="no-mail-server">
            No mail server is set up: set COUNTERSIGN_SMTP_URL and COUNTERSIGN_MAIL_FROM. Until then Messages keeps what
            would have been sent.
          </Strip>
        ) : null}
        <dl className="text-13">
          {rowsOf(data).map(([label, value]) => (
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

function rowsOf({ mail, push, base_url }: ChannelsView): [string, React.ReactNode][] {
  const devices = push.devices === 1 ? 'one device' : `${push.devices} devices`
  const people = push.people === 1 ? 'one person' : `${push.people} people`
  return [
    ['Mail server', mail === null ? 'none' : `${mail.host}, ${TLS[mail.tls]}`],
    ['Messages come from', mail?.from ?? 'nobody'],
    ['Notifications', push.devices === 0 ? 'no device yet' : `${devices} of ${people}`],
    [
      'Push key',
      <code key="key" className="text-12 text-fg-2">
        {push.public_key}
      </code>,
    ],
    ['Links lead to', base_url],
  ]
}

function Day({ view }: { view: ChannelsView }) {
  return (
    <div className="mt-2 border-line border-t pt-3">
      <table className="w-full text-13">
        <caption className="pb-1 text-start text-12 text-fg-3">Last 24 hours</caption>
        <thead>
          <tr className="text-12 text-fg-3">
            <th scope="col" className="py-1 text-start font-normal">
              Channel
            </th>
            {['Sent', 'Waits', 'Failed', 'Not set up'].map((title) => (
              <th key={title} scope="col" className="w-20 py-1 text-end font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.day.map((row) => (
            <tr key={row.channel} className="border-line border-t">
              <th scope="row" className="py-1.5 text-start font-normal">
                {CHANNEL_WORDS[row.channel]}
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
  const shown = value.toLocaleString('en-GB')
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
