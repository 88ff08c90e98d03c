import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Ago } from '@/components/ui/time'
import type { MachineItem } from '@/lib/machines/schema'
import { Remarks } from './remarks'
import { deniedShare, Spark } from './spark'
import { StandingChip } from './standing-chip'
import { agoOf } from './words'

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

/** The machines as a table on a desk and as cards on a phone. */
export function MachineTable({ items }: { items: MachineItem[] }) {
  const t = useTranslations('machines')
  const agents = items.some((item) => item.kind === 'agent')
  const sponsored = items.some((item) => item.sponsor !== null)
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>{t('table.name')}</th>
            <th className={HEAD}>{t('table.state')}</th>
            {sponsored ? <th className={HEAD}>{t('table.sponsor')}</th> : null}
            {agents ? <th className={`${HEAD} max-desk:hidden`}>{t('table.runtime')}</th> : null}
            <th className={`${HEAD} max-desk:hidden`}>{t('table.takesPart')}</th>
            {agents ? <th className={HEAD}>{t('table.days')}</th> : null}
            {agents ? <th className={`${HEAD} text-end`}>{t('table.denied')}</th> : null}
            <th className={HEAD}>{t('table.proof')}</th>
            <th className={HEAD}>{t('table.seen')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} data-testid={`machine-row-${item.slug}`} className="relative hover:bg-sunken/60">
              <td className={CELL}>
                <Link href={`/agents/${item.id}`} className="machine font-medium after:absolute after:inset-0">
                  {item.slug}
                </Link>
                <span className="block text-12 text-fg-3">{item.title}</span>
              </td>
              <td className={CELL}>
                <StandingChip status={item.status} className="-my-0.5" />
                <Remarks health={worthARow(item)} className="mt-1 max-w-[26ch]" />
              </td>
              {sponsored ? <td className={CELL}>{item.sponsor ? <Sponsor sponsor={item.sponsor} /> : null}</td> : null}
              {agents ? (
                <td className={`${CELL} max-desk:hidden`}>
                  <span className="machine text-fg-2">{item.runtime?.slug}</span>
                </td>
              ) : null}
              <td className={`${CELL} text-fg-2 max-desk:hidden`}>
                {item.workflows.length === 0 ? (
                  <span className="text-fg-3">
                    {item.kind === 'agent' || item.kind === 'executor' ? t('table.nothing') : '–'}
                  </span>
                ) : (
                  item.workflows.map((workflow) => workflow.title).join(', ')
                )}
              </td>
              {agents ? <td className={CELL}>{item.traffic ? <Spark traffic={item.traffic} /> : null}</td> : null}
              {agents ? (
                <td className={`${CELL} text-end text-fg-2 tabular-nums`}>
                  {item.traffic ? deniedShare(t, item.traffic) : null}
                </td>
              ) : null}
              <td className={`${CELL} whitespace-nowrap text-fg-2`}>
                {item.credential ? (
                  t(`proof.${item.credential.kind}`)
                ) : (
                  <span className="text-warn">{t('table.none')}</span>
                )}
              </td>
              <td className={`${CELL} whitespace-nowrap text-fg-2`}>
                {item.seen_at ? <Ago at={item.seen_at} /> : <span className="text-fg-3">{t('table.never')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="tablet:hidden">
        {items.map((item) => (
          <li key={item.id} className="relative grid gap-1.5 border-line border-b bg-panel px-4 py-3">
            <div className="flex items-start justify-between gap-3">
              <Link href={`/agents/${item.id}`} className="machine font-medium text-14 after:absolute after:inset-0">
                {item.slug}
              </Link>
              <StandingChip status={item.status} />
            </div>
            <p className="text-12 text-fg-2">
              {item.title}
              {item.sponsor ? <> · {item.sponsor.name}</> : null} ·{' '}
              {item.seen_at ? t.rich('table.seenAgo', { ago: agoOf(item.seen_at) }) : t('table.neverSeen')}
            </p>
            <Remarks health={worthARow(item)} />
            {item.traffic && item.traffic.requests > 0 ? (
              <p className="flex items-center gap-3 text-12 text-fg-3">
                <Spark traffic={item.traffic} />{' '}
                {t('table.traffic', { requests: item.traffic.requests, share: deniedShare(t, item.traffic) })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What a row's own columns do not say already. */
function worthARow(item: MachineItem): MachineItem['health'] {
  return item.health.filter(({ code }) => !['never_seen', 'unnamed', 'no_credential', 'retired'].includes(code))
}

export function Sponsor({ sponsor }: { sponsor: NonNullable<MachineItem['sponsor']> }) {
  const t = useTranslations('machines')
  return sponsor.active ? (
    sponsor.name
  ) : (
    <span className="text-danger">
      {sponsor.name}
      <span className="block text-12">{t('table.hasLeft')}</span>
    </span>
  )
}
