'use client'
import { clsx } from 'clsx'
import { ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMedia } from '@/components/inbox/use-media'
import { Countdown } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import { BatchDetail } from './batch-detail'
import { RowChoice } from './row-choice'
import type { Batch, BatchRow } from './use-batch'

export type TableProps = {
  batch: Batch
  /** The one that is unfolded; one at a time, so that reading is of one. */
  unfolded: string | null
  current: string | null
  onUnfold: (id: string | null) => void
  onDeny: (row: BatchRow) => void
}

/** Only what differs, a column each, the outliers first; every row opens to the whole request. */
export function BatchTable(props: TableProps) {
  const phone = useMedia('(max-width: 63.99rem)')
  return phone ? <Cards {...props} /> : <Columns {...props} />
}

function Columns({ batch, unfolded, current, onUnfold, onDeny }: TableProps) {
  const t = useTranslations('batch.table')
  const { columns } = batch.view
  return (
    <table className="w-full border-collapse text-13" data-testid="batch-table">
      <thead>
        <tr className="border-line border-b bg-page text-start text-12 text-fg-3 [&>th]:px-3 [&>th]:py-1.5 [&>th]:text-start [&>th]:font-normal [&>th:first-child]:ps-6 [&>th:last-child]:pe-6">
          <th>{t('code')}</th>
          {columns.map(({ key, label, numeric }) => (
            <th key={key} className={numeric ? 'text-end!' : undefined}>
              {label}
            </th>
          ))}
          <th className="whitespace-nowrap">{t('timeLeft')}</th>
          <th className="text-end!">{t('decision')}</th>
        </tr>
      </thead>
      {batch.rows.map((row) => (
        <Row
          key={row.item.id}
          row={row}
          batch={batch}
          open={row.item.id === unfolded}
          current={row.item.id === current}
          onUnfold={onUnfold}
          onDeny={onDeny}
        />
      ))}
      <tfoot>
        <tr className="text-12 text-fg-2 [&>td]:px-3 [&>td]:py-2 [&>td:first-child]:ps-6">
          <td>{t('all', { count: batch.rows.length })}</td>
          {columns.map(({ key, total, numeric }) => (
            <td key={key} className={numeric ? 'max-w-44 text-end' : undefined}>
              {total}
            </td>
          ))}
          <td colSpan={2} />
        </tr>
      </tfoot>
    </table>
  )
}

type RowProps = {
  row: BatchRow
  batch: Batch
  open: boolean
  current: boolean
  onUnfold: (id: string | null) => void
  onDeny: (row: BatchRow) => void
}

function Row({ row, batch, open, current, onUnfold, onDeny }: RowProps) {
  const { item, cells } = row
  const { columns } = batch.view
  const over = !batch.isOpen(row)
  return (
    <tbody className={clsx('border-line border-b', current && 'bg-ink-soft')} data-testid={`batch-row-${item.id}`}>
      <tr
        aria-current={current ? 'true' : undefined}
        className={clsx(
          '[&>td]:px-3 [&>td]:py-1.5 [&>td]:align-middle [&>td:first-child]:ps-2 [&>td:last-child]:pe-6',
          over && 'text-fg-3',
        )}
      >
        <td className="whitespace-nowrap">
          <UnfoldButton row={row} batch={batch} open={open} onUnfold={onUnfold} />
        </td>
        {columns.map(({ key, numeric }, at) => (
          <td
            key={key}
            className={clsx(numeric && 'text-end tabular-nums', oddIn(row, key) && 'font-medium text-warn')}
          >
            <Cell row={row} column={key} text={cells[at] ?? ''} />
          </td>
        ))}
        <td>{over ? null : <Countdown from={item.created_at} to={item.expires_at} bar={false} />}</td>
        <td className="text-end">
          <RowChoice row={row} batch={batch} onOpen={() => onUnfold(item.id)} onDeny={() => onDeny(row)} />
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={columns.length + 3} className="bg-page px-6 pt-2 pb-5">
            <BatchDetail row={row} batch={batch} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function UnfoldButton({ row, batch, open, onUnfold }: Pick<RowProps, 'row' | 'batch' | 'open' | 'onUnfold'>) {
  const t = useTranslations('batch.table')
  const { id, code } = row.item
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={() => onUnfold(open ? null : id)}
      data-testid={`unfold-${id}`}
      className="inline-flex min-h-8 items-center gap-1.5 font-mono text-12 hover:text-fg"
    >
      <ChevronRight className={clsx('size-3.5 text-fg-3 rtl:-scale-x-100', open && 'rotate-90')} aria-hidden="true" />
      {code}
      {row.unusual.length > 0 ? (
        <>
          <TriangleAlert className="size-3.5 text-warn" aria-hidden="true" />
          <span className="sr-only">{t('unusual')}</span>
        </>
      ) : null}
      {batch.isOpened(id) ? null : (
        <span className="rounded-sm bg-sunken px-1 font-sans text-fg-2">{t('notOpened')}</span>
      )}
    </button>
  )
}

/** So many characters are never broken. */
const SHORT = 26

/** The value; where it is odd, why. */
function Cell({ row, column, text }: { row: BatchRow; column: string; text: string }) {
  const t = useTranslations('batch.table')
  const odd = oddIn(row, column)
  return (
    <span
      title={odd?.why}
      className={clsx(
        text.length <= SHORT ? 'whitespace-nowrap' : '[overflow-wrap:anywhere]',
        column === '(resource)' && 'font-mono text-12',
      )}
    >
      {text === '' ? <span className="text-fg-3">{t('none')}</span> : <HiddenText>{text}</HiddenText>}
      {odd ? <span className="sr-only">, {odd.why}</span> : null}
    </span>
  )
}

/** Each signal is compared for itself, and all of them stand in one column. */
function oddIn(row: BatchRow, column: string): BatchRow['unusual'][number] | undefined {
  return row.unusual.find(({ key }) => key === column || (column === '(signals)' && key.startsWith('(signal) ')))
}

/** On a phone a row is a card; the same values, the same choice. */
function Cards({ batch, unfolded, current, onUnfold, onDeny }: TableProps) {
  const { columns } = batch.view
  return (
    <div data-testid="batch-table">
      {batch.rows.map((row) => {
        const { item, cells } = row
        const open = item.id === unfolded
        const over = !batch.isOpen(row)
        return (
          <article
            key={item.id}
            data-testid={`batch-row-${item.id}`}
            aria-current={item.id === current ? 'true' : undefined}
            className={clsx('grid gap-2 border-line border-b bg-panel px-4 pt-2 pb-3', over && 'text-fg-3')}
          >
            <div className="flex items-center justify-between gap-3">
              <UnfoldButton row={row} batch={batch} open={open} onUnfold={onUnfold} />
              {over ? null : <Countdown from={item.created_at} to={item.expires_at} bar={false} />}
            </div>
            <dl className="grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)] gap-x-3 gap-y-1 text-13">
              {columns.map(({ key, label }, at) => (
                <div key={key} className="contents">
                  <dt className="text-fg-3">{label}</dt>
                  <dd className={clsx(oddIn(row, key) && 'font-medium text-warn')}>
                    <Cell row={row} column={key} text={cells[at] ?? ''} />
                  </dd>
                </div>
              ))}
            </dl>
            {open ? <BatchDetail row={row} batch={batch} /> : null}
            <div className="flex justify-end">
              <RowChoice row={row} batch={batch} onOpen={() => onUnfold(item.id)} onDeny={() => onDeny(row)} />
            </div>
          </article>
        )
      })}
      <dl className="grid gap-1 px-4 py-3 text-12 text-fg-2">
        {columns.map(({ key, label, total }) => (
          <div key={key} className="flex justify-between gap-3">
            <dt>{label}</dt>
            <dd className="text-end">{total}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
