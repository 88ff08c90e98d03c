import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { RuntimeItem } from '@/lib/machines/schema'
import { Sponsor } from './machine-table'
import { StandingChip } from './standing-chip'
import { counted } from './words'

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

/** The runtimes as a table on a desk and as cards on a phone. */
export function RuntimeTable({ items }: { items: RuntimeItem[] }) {
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>Runtime</th>
            <th className={HEAD}>State</th>
            <th className={HEAD}>Owner</th>
            <th className={HEAD}>Managed by</th>
            <th className={`${HEAD} max-desk:hidden`}>Shared by</th>
            <th className={`${HEAD} text-end`}>Agents</th>
            <th className={HEAD}>Claims</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} data-testid={`runtime-row-${item.slug}`} className="relative hover:bg-sunken/60">
              <td className={CELL}>
                <Link href={`/agents/runtimes/${item.id}`} className="machine font-medium after:absolute after:inset-0">
                  {item.slug}
                </Link>
                <span className="block text-12 text-fg-3">{item.title}</span>
              </td>
              <td className={CELL}>
                <StandingChip status={item.status} className="-my-0.5" />
              </td>
              <td className={CELL}>
                <Owner item={item} />
              </td>
              <td className={CELL}>
                <Managed item={item} />
              </td>
              <td className={`${CELL} text-fg-2 max-desk:hidden`}>
                {item.workflows.length === 0 ? (
                  <span className="text-fg-3">nobody yet</span>
                ) : (
                  item.workflows.map((workflow) => workflow.title).join(', ')
                )}
              </td>
              <td className={`${CELL} text-end text-fg-2 tabular-nums`}>{item.agents}</td>
              <td className={`${CELL} text-fg-2`}>
                <Claims item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="tablet:hidden">
        {items.map((item) => (
          <li key={item.id} className="relative grid gap-1 border-line border-b bg-panel px-4 py-3 text-13">
            <div className="flex items-start justify-between gap-3">
              <Link
                href={`/agents/runtimes/${item.id}`}
                className="machine font-medium text-14 after:absolute after:inset-0"
              >
                {item.slug}
              </Link>
              <StandingChip status={item.status} />
            </div>
            <p className="text-12 text-fg-2">
              {item.title} · {counted(item.agents, 'agent')}
            </p>
            <Managed item={item} />
            {item.owner === null ? <Owner item={item} /> : null}
            {item.overlaps > 0 ? <Claims item={item} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Owner({ item }: { item: RuntimeItem }) {
  if (item.owner) return <Sponsor sponsor={item.owner} />
  // One workflow answers for what it runs; several need somebody who answers for the place.
  return item.workflows.length > 1 ? (
    <Alarm>nobody owns it, {item.workflows.length} share it</Alarm>
  ) : (
    <span className="text-fg-3">nobody</span>
  )
}

function Managed({ item }: { item: RuntimeItem }) {
  if (!item.vendor) return <span className="text-fg-2">us</span>
  return (
    <>
      {item.vendor.name}
      {item.gaps.length > 0 ? (
        <Alarm>nobody answers for {item.gaps.join(', ')}: its requests are denied</Alarm>
      ) : (
        <span className="block text-12 text-fg-3">vendor, {item.vendor.contract}</span>
      )}
    </>
  )
}

function Claims({ item }: { item: RuntimeItem }) {
  return item.overlaps > 0 ? <Alarm>claimed twice, choose one</Alarm> : <>no overlap</>
}

function Alarm({ children }: { children: React.ReactNode }) {
  return (
    <span className="flex max-w-[34ch] items-start gap-1.5 text-12 text-danger">
      <TriangleAlert className="mt-px size-3.5 flex-none" aria-hidden="true" />
      <span>{children}</span>
    </span>
  )
}
