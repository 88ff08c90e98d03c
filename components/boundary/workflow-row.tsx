import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Chip } from '@/components/ui/chip'
import { Ago } from '@/components/ui/time'
import type { WorkflowItem } from '@/lib/boundaries/schema-views'
import { LevelBar } from './level-bar'
import { StatusChip } from './status-chip'
import { percent } from './words'

const COLUMNS = 'desk:grid desk:grid-cols-[minmax(0,1fr)_156px_148px_72px_76px_64px_132px] desk:gap-x-5'

export function WorkflowRowHead() {
  const t = useTranslations('boundary')
  return (
    <div
      aria-hidden="true"
      className={`${COLUMNS} hidden items-end border-line-strong border-b px-6 py-1.5 font-medium text-12 text-fg-3`}
    >
      <span>{t('workflow')}</span>
      <span>{t('owner')}</span>
      <span>{t('row.levels')}</span>
      <span className="text-end">{t('row.approved')}</span>
      <span className="text-end">{t('row.median')}</span>
      <span className="text-end">{t('row.expired')}</span>
      <span>{t('row.version')}</span>
    </div>
  )
}

/** One workflow: the numbers say how often people are asked and how they answer; what is missing is red and in words. */
export function WorkflowRow({ item }: { item: WorkflowItem }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { stats } = item
  const tired = stats.approval_rate !== null && stats.approval_rate > 0.95 && stats.requests >= 50
  return (
    <li
      data-testid={`workflow-row-${item.slug}`}
      className={`${COLUMNS} grid items-start gap-y-1.5 border-line border-b bg-panel px-6 py-3 max-desk:grid-cols-2 max-tablet:px-4`}
    >
      <div className="min-w-0 max-desk:col-span-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/boundaries/${item.slug}`}
            className="font-medium text-14 [overflow-wrap:anywhere] hover:underline"
          >
            {item.title}
          </Link>
          <span className="machine text-fg-3">{item.slug}</span>
          {item.status === 'active' ? null : <StatusChip state={item.status} />}
        </p>
        <p className="text-12/[18px] text-fg-2">{item.description}</p>
        {item.open ? (
          <p className="text-12/[18px]">
            <Link
              href={`/boundaries/${item.slug}/${item.open.status === 'draft' ? 'edit' : 'change'}`}
              className="link inline-flex min-h-6 items-center"
            >
              {t(item.open.status === 'draft' ? 'row.written' : 'row.waits', { version: `${item.open.version}` })}
            </Link>{' '}
            <span className="text-fg-3">
              {item.open.title ? t('row.openBy', { title: item.open.title, by: item.open.by }) : item.open.by}
            </span>
          </p>
        ) : null}
        {item.gaps.map((gap) => (
          <p key={gap} className="mt-0.5 flex gap-1.5 text-12/[18px] text-danger">
            <TriangleAlert className="mt-0.5 size-3.5 flex-none" aria-hidden="true" />
            {gap}
          </p>
        ))}
        {item.drift === 'drifted' ? (
          <Chip tone="warn" className="mt-1">
            {t('row.drifted')}
          </Chip>
        ) : null}
      </div>
      <div className="text-13 max-desk:col-span-2">
        {item.accountable ? (
          <span>{item.accountable}</span>
        ) : (
          <span className="font-medium text-danger">{t('row.nobody')}</span>
        )}
        <span className="block text-12/[18px] text-fg-3 max-desk:inline max-desk:ps-2">
          {item.owners.length === 0
            ? t('row.noOwner')
            : t('row.ownedBy', { names: format.list(item.owners.map((owner) => owner.name)) })}
        </span>
      </div>
      <LevelBar levels={stats.levels} className="max-desk:col-span-2" />
      <Figure label={t('row.approved')}>
        {percent(t, stats.approval_rate)}
        {tired ? (
          <span className="block text-12 text-warn" title={t('row.oftenNote')}>
            {t('row.often')}
          </span>
        ) : null}
      </Figure>
      <Figure label={t('row.median')}>
        {stats.median_seconds === null ? '—' : format.spelled(Math.round(stats.median_seconds))}
      </Figure>
      <Figure label={t('row.expired')}>{stats.expired}</Figure>
      <div className="text-13">
        {item.version === null ? (
          <span className="text-fg-3">{t('row.noneInForce')}</span>
        ) : (
          t('version', { version: `${item.version}` })
        )}
        {item.activated_at ? (
          <span className="block text-12/[18px] text-fg-3">
            <Changed at={item.activated_at} />
          </span>
        ) : null}
      </div>
    </li>
  )
}

function Changed({ at }: { at: string }) {
  return useTranslations('boundary').rich('row.changed', { ago: () => <Ago at={at} /> })
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="text-13 desk:text-end">
      <span className="pe-1.5 text-12 text-fg-3 desk:sr-only">{label}</span>
      {children}
    </div>
  )
}
