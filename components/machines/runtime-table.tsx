import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { RuntimeItem } from '@/lib/machines/schema'
import { Sponsor } from './machine-table'
import { StandingChip } from './standing-chip'

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

/** The runtimes as a table on a desk and as cards on a phone. */
export function RuntimeTable({ items }: { items: RuntimeItem[] }) {
  const t = useTranslations('machines')
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>{t('table.runtime')}</th>
            <th className={HEAD}>{t('table.state')}</th>
            <th className={HEAD}>{t('runtime.owner')}</th>
            <th className={HEAD}>{t('runtimes.managedBy')}</th>
            <th className={`${HEAD} max-desk:hidden`}>{t('runtimes.sharedBy')}</th>
            <th className={`${HEAD} text-end`}>{t('views.agents')}</th>
            <th className={HEAD}>{t('runtimes.claims')}</th>
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
                  <span className="text-fg-3">{t('runtimes.nobodyYet')}</span>
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
              {item.title} · {t('runtimes.agents', { count: item.agents })}
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
  const t = useTranslations('machines')
  if (item.owner) return <Sponsor sponsor={item.owner} />
  // One workflow answers for what it runs; several need somebody who answers for the place.
  return item.workflows.length > 1 ? (
    <Alarm>{t('runtimes.unowned', { count: item.workflows.length })}</Alarm>
  ) : (
    <span className="text-fg-3">{t('runtime.nobody')}</span>
  )
}

function Managed({ item }: { item: RuntimeItem }) {
  const t = useTranslations('machines')
  if (!item.vendor) return <span className="text-fg-2">{t('runtime.us')}</span>
  return (
    <>
      {item.vendor.name}
      {item.gaps.length > 0 ? (
        <Alarm>{t('runtimes.gap', { gaps: item.gaps.join(', ') })}</Alarm>
      ) : (
        <span className="block text-12 text-fg-3">{t('runtimes.vendor', { contract: item.vendor.contract })}</span>
      )}
    </>
  )
}

function Claims({ item }: { item: RuntimeItem }) {
  const t = useTranslations('machines')
  return item.overlaps > 0 ? <Alarm>{t('runtimes.twice')}</Alarm> : t('runtimes.noOverlap')
}

function Alarm({ children }: { children: React.ReactNode }) {
  return (
    <span className="flex max-w-[34ch] items-start gap-1.5 text-12 text-danger">
      <TriangleAlert className="mt-px size-3.5 flex-none" aria-hidden="true" />
      <span>{children}</span>
    </span>
  )
}
