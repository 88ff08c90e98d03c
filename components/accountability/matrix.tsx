'use client'
import { clsx } from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { MatrixRow } from '@/lib/accountability/schema'
import { Cell } from './cell'

type Shown = { rows: readonly MatrixRow[]; open: string | null; onOpen: (cell: string) => void }

/** A table on a desk, cards on a phone: the same cells. */
export function Matrix({ rows, open, onOpen }: Shown) {
  const t = useTranslations('accountability')
  const groups = [
    { title: null, rows: rows.filter(({ status }) => status === 'active') },
    { title: t('matrix.suspended'), rows: rows.filter(({ status }) => status === 'suspended') },
    { title: t('matrix.draft'), rows: rows.filter(({ status }) => status === 'draft') },
  ].filter((group) => group.rows.length > 0)
  const roles = rows[0]?.cells ?? []
  return (
    <>
      <div className="overflow-x-auto max-tablet:hidden">
        <table className="w-full min-w-[880px] table-fixed border-collapse" data-testid="matrix">
          <caption className="sr-only">{t('matrix.caption')}</caption>
          <thead>
            <tr className="border-line-strong border-b text-start text-12">
              <th scope="col" className="w-[150px] py-2 pe-3 text-start align-bottom font-semibold">
                {t('matrix.workflow')}
              </th>
              {roles.map((cell) => (
                <th key={cell.role} scope="col" className="px-2.5 py-2 ps-[13px] text-start font-semibold">
                  {t(`roles.${cell.role}`)}
                  <span className="block font-normal text-fg-3">{t(`roleNotes.${cell.role}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.title ?? 'active'}>
              {group.title === null ? null : (
                <tr className="border-line border-b">
                  <th scope="rowgroup" colSpan={6} className="pt-6 pb-1.5 text-start font-normal text-12 text-fg-3">
                    {group.title}
                  </th>
                </tr>
              )}
              {group.rows.map((row) => (
                <tr key={row.slug} className="h-px border-line border-b align-top" data-testid={`row-${row.slug}`}>
                  <th scope="row" className="py-2.5 pe-3 text-start text-12/[17px] font-normal">
                    <RowHead row={row} />
                  </th>
                  {row.cells.map((cell) => (
                    <td
                      key={cell.role}
                      className={clsx(
                        'h-full p-0',
                        cell.state === 'gap' && 'bg-danger-soft shadow-[inset_3px_0_0_var(--danger)]',
                      )}
                    >
                      <RowCell row={row} cell={cell} open={open} onOpen={onOpen} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <ul className="grid gap-3 tablet:hidden" aria-label={t('matrix.list')}>
        {groups.flatMap((group) =>
          group.rows.map((row) => (
            <li key={row.slug} className="overflow-hidden rounded-md border border-line bg-panel">
              <div className="border-line border-b px-4 py-2.5 text-12/[17px]">
                <RowHead row={row} />
              </div>
              <ul className="divide-y divide-line">
                {/* What is open first: on a phone it would be below the fold. */}
                {[...row.cells]
                  .sort((a, b) => Number(b.state === 'gap') - Number(a.state === 'gap'))
                  .map((cell) => (
                    <li key={cell.role}>
                      <RowCell row={row} cell={cell} open={open} onOpen={onOpen} roleVisible />
                    </li>
                  ))}
              </ul>
            </li>
          )),
        )}
      </ul>
    </>
  )
}

function RowHead({ row }: { row: MatrixRow }) {
  const t = useTranslations('accountability')
  const gap = row.cells.some(({ state }) => state === 'gap')
  return (
    <>
      <Link href={`/boundaries/${row.slug}`} className="block font-semibold text-13/[18px] hover:underline">
        {row.title}
      </Link>
      <span className="block text-fg-3">
        {row.version === null ? t('matrix.noBoundary') : t('matrix.boundary', { version: String(row.version) })}
      </span>
      <span className={clsx('block', gap ? 'text-danger' : 'text-fg-3')}>
        {gap
          ? row.status === 'draft'
            ? t('matrix.notActivated')
            : t('matrix.denied')
          : row.status === 'suspended'
            ? t('matrix.isSuspended')
            : t('matrix.requests', { count: row.requests_30d })}
      </span>
    </>
  )
}

function RowCell({
  row,
  cell,
  open,
  onOpen,
  roleVisible = false,
}: {
  row: MatrixRow
  cell: MatrixRow['cells'][number]
  open: string | null
  onOpen: (cell: string) => void
  roleVisible?: boolean
}) {
  const key = `${row.slug}.${cell.role}`
  return (
    <Cell
      cell={cell}
      workflow={{ slug: row.slug, title: row.title, active: row.status === 'active' }}
      denied={row.denied}
      open={open === key}
      onOpen={() => onOpen(key)}
      roleVisible={roleVisible}
    />
  )
}
