import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Level } from '@/components/request/level'
import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import type { Level as LevelName } from '@/lib/core/presentation/presentation'
import { LEVELS } from './words'

export type Cell = `${LevelName}-${LevelName}`

/** Requests by old level (rows) and new level (columns). The diagonal recedes; a changed cell narrows the list below. */
export function Matrix({
  summary,
  from,
  to,
  chosen,
  onChoose,
}: {
  summary: SimulationSummary
  /** What the rows and the columns are called: "v12", "v13". */
  from: string
  to: string
  chosen: Cell | null
  onChoose: (cell: Cell | null) => void
}) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { matrix } = summary
  const row = (level: LevelName) => LEVELS.reduce((sum, other) => sum + matrix[level][other], 0)
  const column = (level: LevelName) => LEVELS.reduce((sum, other) => sum + matrix[other][level], 0)
  return (
    <>
      <table className="w-full table-fixed border-separate border-spacing-0.5 text-12" data-testid="matrix">
        <caption className="sr-only">{t('matrix.caption')}</caption>
        <thead className="text-fg-2">
          <tr className="text-fg-3">
            <th scope="col" className="w-11 text-start font-normal">
              {from}
            </th>
            <th scope="colgroup" colSpan={5} className="border-line border-b font-normal">
              {t('matrix.wouldBe', { version: to })}
            </th>
            <td />
          </tr>
          <tr>
            <td />
            {LEVELS.map((level) => (
              <th key={level} scope="col" className="py-1 font-medium">
                <LevelHead level={level} />
              </th>
            ))}
            <th scope="col" className="font-medium text-fg-3">
              {t('matrix.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {LEVELS.map((old) => (
            <tr key={old}>
              <th scope="row" className="text-start font-medium text-fg-2">
                <LevelHead level={old} />
              </th>
              {LEVELS.map((now) => (
                <MatrixCell
                  key={now}
                  old={old}
                  now={now}
                  count={matrix[old][now]}
                  chosen={chosen === `${old}-${now}`}
                  onChoose={onChoose}
                />
              ))}
              <td className="text-center text-fg-3">{format.number(row(old))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot className="text-fg-3">
          <tr>
            <th scope="row" className="text-start font-medium">
              {t('matrix.all')}
            </th>
            {LEVELS.map((level) => (
              <td key={level} className="py-1.5 text-center">
                {format.number(column(level))}
              </td>
            ))}
            <td className="text-center">{format.number(summary.requests)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="mt-1.5 flex flex-wrap gap-x-4 text-12 text-fg-3">
        <span className="text-warn">{t('matrix.loosened', { count: summary.loosened })}</span>
        <span className="text-ok">{t('matrix.tightened', { count: summary.tightened })}</span>
        <span>{t('matrix.unchanged', { count: summary.requests - summary.loosened - summary.tightened })}</span>
      </p>
    </>
  )
}

function LevelHead({ level }: { level: LevelName }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Level level={level} label={false} className="size-3" />
      {level}
    </span>
  )
}

function MatrixCell({
  old,
  now,
  count,
  chosen,
  onChoose,
}: {
  old: LevelName
  now: LevelName
  count: number
  chosen: boolean
  onChoose: (cell: Cell | null) => void
}) {
  const t = useTranslations('boundary')
  const format = useFormat()
  if (count === 0)
    return (
      <td className="h-[30px] text-center text-line-strong">
        <span aria-hidden="true">·</span>
        <span className="sr-only">{t('matrix.none')}</span>
      </td>
    )
  if (old === now)
    return <td className="h-[30px] rounded-paper bg-sunken text-center text-fg-3">{format.number(count)}</td>
  const loosens = LEVELS.indexOf(now) < LEVELS.indexOf(old)
  return (
    <td className="h-[30px] p-0">
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={t(loosens ? 'matrix.cellLoosened' : 'matrix.cellTightened', { count, old, now })}
        onClick={() => onChoose(chosen ? null : `${old}-${now}`)}
        className={clsx(
          'block h-[30px] w-full rounded-paper text-center font-semibold text-fg ring-1 ring-inset aria-pressed:ring-2',
          loosens ? 'bg-warn-soft ring-warn' : 'bg-ok-soft ring-ok',
        )}
      >
        {loosens ? '▾' : '▴'} {format.number(count)}
      </button>
    </td>
  )
}
