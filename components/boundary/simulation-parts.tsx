import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import { HiddenText } from '@/components/ui/hidden-text'
import type { SimulatedRequest, SimulationSummary } from '@/lib/core/boundary/analysis'
import { denialCodes } from '@/lib/core/decision/denial'
import { requestStatuses } from '@/lib/core/request/state'
import { askedChange } from './asked-change'
import type { Cell } from './matrix'
import { LevelMove } from './sentence'

/** The finding as a sentence: how many requests would be asked less of, and how much people's day changes. */
export function FindingSentence({ summary }: { summary: SimulationSummary }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const { requests, loosened, tightened, prompts_per_day: prompts } = summary
  if (requests === 0) return <p className="text-14 text-fg-2">{t('simulation.noRequests')}</p>
  return (
    <p className="text-pretty text-14 text-fg-2">
      <b className="text-fg">
        {loosened === 0 && tightened === 0
          ? t('simulation.noneDiffer', { count: requests })
          : t('simulation.differ', { loosened, count: requests, tightened })}
      </b>{' '}
      {askedChange(t, format, prompts)}
    </p>
  )
}

/** Numbers beside each other: prompts a day, and what else the page knows. */
export function Deltas({ summary, children }: { summary: SimulationSummary; children?: ReactNode }) {
  const t = useTranslations('boundary')
  const format = useFormat()
  const tenth = (value: number) => format.number(value, { maximumFractionDigits: 1 })
  return (
    <dl className="my-3 flex flex-wrap justify-between gap-x-6 gap-y-2 border-line border-y py-2">
      <Delta label={t('simulation.prompts')}>
        {tenth(summary.prompts_per_day.before)} → <b>{tenth(summary.prompts_per_day.after)}</b>
      </Delta>
      <Delta label={t('simulation.uncoveredLabel')}>
        {t.rich('simulation.uncoveredCount', {
          count: summary.uncovered.length,
          b: (words) => <b>{words}</b>,
        })}
      </Delta>
      {children}
    </dl>
  )
}

export function Delta({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-fg-3">{label}</dt>
      <dd className="text-14">{children}</dd>
    </div>
  )
}

/** What people refused and the policy would now let pass: red, and in the way until it was accepted by name. */
export function DeniedBlock({
  requests,
  count,
  children,
}: {
  requests: SimulatedRequest[]
  /** How many there are; the list holds the newest of them. */
  count: number
  children?: ReactNode
}) {
  const t = useTranslations('boundary')
  const format = useFormat()
  if (count === 0) return null
  return (
    <section
      id="denied"
      data-testid="denied-block"
      aria-label={t('simulation.deniedLabel')}
      className="rounded-sm border border-danger border-s-4 bg-danger-soft p-3"
    >
      <h3 className="grid grid-cols-[16px_1fr] gap-2 text-pretty text-14 text-danger">
        <TriangleAlert className="mt-0.5 size-4" aria-hidden="true" />
        {t('simulation.denied', { count })}
      </h3>
      <ul className="mt-2 mb-2.5 ms-6">
        {requests.map((request) => (
          <li key={request.request_id} className="py-[3px] text-12/[18px]">
            <Link
              href={`/inbox/${request.request_id}`}
              className="underline decoration-danger underline-offset-2"
              target="_blank"
            >
              <HiddenText>{request.title}</HiddenText>
              <span className="sr-only"> {t('opensBeside')}</span>
            </Link>
            <span className="block text-fg-2">
              {request.denied_by ?? t('simulation.deniedWord')}, {format.date(request.at)}
              {request.denial_code ? `: ${denialOf(t, request.denial_code)}` : ''}
            </span>
          </li>
        ))}
        {count > requests.length ? (
          <li className="py-[3px] text-12/[18px] text-fg-2">
            {t('simulation.older', { count: count - requests.length })}
          </li>
        ) : null}
      </ul>
      {children ? (
        <div className="border-danger/30 border-t pt-2.5 text-13">{children}</div>
      ) : (
        <span className="sr-only">{t('simulation.mustAccept', { count })}</span>
      )}
    </section>
  )
}

const FIRST = 6

/** Requests that would be judged differently, loosened first; a cell of the matrix narrows it. */
export function ChangedList({
  summary,
  cell,
  onClear,
  all,
  onAll,
  action,
}: {
  summary: SimulationSummary
  cell: Cell | null
  onClear: () => void
  all: boolean
  onAll: () => void
  action?: (request: SimulatedRequest) => ReactNode
}) {
  const t = useTranslations('boundary')
  const denied = new Set(summary.denied_would_pass.map((request) => request.request_id))
  const matching = summary.changed.filter((request) => cell === null || `${request.from}-${request.to}` === cell)
  const shown = all ? matching : matching.slice(0, FIRST)
  return (
    <section aria-label={t('simulation.changed')} data-testid="changed-list">
      <div className="flex flex-wrap items-baseline gap-2 border-line-strong border-b pb-1.5">
        <h3 className="text-13">{t('simulation.changed')}</h3>
        <span className="text-12 text-fg-3">{cell === null ? t('simulation.loosenedFirst') : fromTo(t, cell)}</span>
        <span className="ms-auto flex gap-3 text-12">
          {cell === null ? null : (
            <button type="button" className="link min-h-6" onClick={onClear}>
              {t('simulation.every')}
            </button>
          )}
          {matching.length > FIRST && !all ? (
            <button type="button" className="link min-h-6" onClick={onAll}>
              {t('simulation.all', { count: matching.length })}
            </button>
          ) : null}
        </span>
      </div>
      {matching.length === 0 ? (
        <p className="py-2 text-13 text-fg-2">
          {cell === null ? t('simulation.noneChanged') : t('simulation.noneListed')}
        </p>
      ) : (
        <ol>
          {shown.map((request) => (
            <li
              key={request.request_id}
              className="grid grid-cols-[96px_minmax(0,1fr)_auto] items-start gap-2 border-line border-b py-1.5"
            >
              <LevelMove from={request.from} to={request.to} className="text-fg-3" />
              <div className="min-w-0 text-13">
                <Link href={`/inbox/${request.request_id}`} className="hover:underline" target="_blank">
                  <HiddenText>{request.title}</HiddenText>
                  <span className="sr-only"> {t('opensBeside')}</span>
                </Link>
                <span
                  className={denied.has(request.request_id) ? 'block text-12 text-danger' : 'block text-12 text-fg-3'}
                >
                  <span className="machine">{request.code}</span>{' '}
                  {request.denied_by
                    ? t('simulation.deniedBy', { name: request.denied_by })
                    : statusOf(t, request.status)}
                </span>
              </div>
              {action?.(request)}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function fromTo(t: Translate<'boundary'>, cell: Cell): string {
  const [old = '', now = ''] = cell.split('-')
  return t('simulation.fromTo', { old, now })
}

function denialOf(t: Translate<'boundary'>, code: string): string {
  const known = denialCodes.find((one) => one === code)
  return known === undefined ? code.replaceAll('_', ' ') : t(`denial.${known}`)
}

function statusOf(t: Translate<'boundary'>, status: string): string {
  const known = requestStatuses.find((one) => one === status)
  return known === undefined ? status : t(`requestStatus.${known}`)
}
