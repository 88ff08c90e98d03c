import Link from 'next/link'
import { Ago } from '@/components/ui/time'
import type { MachineItem } from '@/lib/machines/schema'
import { Remarks } from './remarks'
import { deniedShare, Spark } from './spark'
import { StandingChip } from './standing-chip'
import { PROOF } from './words'

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

/** The machines as a table on a desk and as cards on a phone. */
export function MachineTable({ items }: { items: MachineItem[] }) {
  const agents = items.some((item) => item.kind === 'agent')
  const sponsored = items.some((item) => item.sponsor !== null)
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>Name</th>
            <th className={HEAD}>State</th>
            {sponsored ? <th className={HEAD}>Sponsor</th> : null}
            {agents ? <th className={`${HEAD} max-desk:hidden`}>Runtime</th> : null}
            <th className={`${HEAD} max-desk:hidden`}>Takes part in</th>
            {agents ? <th className={HEAD}>30 days</th> : null}
            {agents ? <th className={`${HEAD} text-end`}>Denied</th> : null}
            <th className={HEAD}>Proof</th>
            <th className={HEAD}>Last seen</th>
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
                    {item.kind === 'agent' || item.kind === 'executor' ? 'nothing yet' : '–'}
                  </span>
                ) : (
                  item.workflows.map((workflow) => workflow.title).join(', ')
                )}
              </td>
              {agents ? <td className={CELL}>{item.traffic ? <Spark traffic={item.traffic} /> : null}</td> : null}
              {agents ? (
                <td className={`${CELL} text-end text-fg-2 tabular-nums`}>
                  {item.traffic ? deniedShare(item.traffic) : null}
                </td>
              ) : null}
              <td className={`${CELL} whitespace-nowrap text-fg-2`}>
                {item.credential ? PROOF[item.credential.kind] : <span className="text-warn">none</span>}
              </td>
              <td className={`${CELL} whitespace-nowrap text-fg-2`}>
                {item.seen_at ? <Ago at={item.seen_at} /> : <span className="text-fg-3">never</span>}
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
              {item.seen_at ? (
                <>
                  seen <Ago at={item.seen_at} />
                </>
              ) : (
                'never seen'
              )}
            </p>
            <Remarks health={worthARow(item)} />
            {item.traffic && item.traffic.requests > 0 ? (
              <p className="flex items-center gap-3 text-12 text-fg-3">
                <Spark traffic={item.traffic} /> {item.traffic.requests} in 30 days, {deniedShare(item.traffic)} denied
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
  return sponsor.active ? (
    sponsor.name
  ) : (
    <span className="text-danger">
      {sponsor.name}
      <span className="block text-12">has left</span>
    </span>
  )
}
