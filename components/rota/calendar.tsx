import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { type Format, useFormat } from '@/components/language/format'
import type { RotaView } from '@/lib/rota/schema'

type Week = { from: number; until: number; days: { day: string; at: number }[] }

/** A bar that is narrower than this share of a week says nothing: half a name is none. Its title and the table do. */
const NARROW_PERCENT = 8
/** Any week, for the names of its days. */
const DAYS_OF_A_WEEK = [1, 2, 3, 4, 5, 6, 7].map((day) => `2024-01-0${day}`)

/** Four weeks of a rota as a plot: a bar a turn, in the rota's own zone; the same as a table below. */
export function Calendar({ rota, meId, now }: { rota: RotaView; meId: string; now: number }) {
  const t = useTranslations('rota.calendar')
  const format = useFormat()
  const weeks = weeksOf(rota)
  const today = rota.calendar.days.findLast(({ at }) => Date.parse(at) <= now)?.day
  return (
    <figure data-testid="rota-calendar">
      <div
        role="img"
        aria-label={t('summary', { zone: rota.time_zone, people: format.list(peopleOf(rota)) })}
        className="border-line border-t"
      >
        <div className="grid grid-cols-7 text-12 text-fg-3" aria-hidden="true">
          {DAYS_OF_A_WEEK.map((day) => (
            <span key={day} className="px-1 py-1">
              {format.moment(day, { weekday: 'short' })}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <WeekRow key={week.from} week={week} rota={rota} meId={meId} now={now} today={today} />
        ))}
      </div>
      {rota.calendar.absences.length > 0 ? (
        <figcaption className="mt-1.5 flex flex-wrap items-center gap-x-4 text-12 text-fg-3">
          {rota.calendar.absences.map((absence) => (
            <span key={`${absence.person.id}${absence.from}`} className="inline-flex items-center gap-1.5">
              <span className="h-[5px] w-4 rounded-full bg-warn/60" aria-hidden="true" />
              {absence.delegate
                ? t('awayWithDelegate', { name: absence.person.name, delegate: absence.delegate.name })
                : t('away', { name: absence.person.name })}
            </span>
          ))}
        </figcaption>
      ) : null}
      <details className="mt-2 text-12">
        <summary className="w-fit cursor-pointer text-fg-3 hover:text-fg">{t('asTable')}</summary>
        <table className="mt-1 w-full text-start">
          <thead className="text-fg-3">
            <tr>
              <th className="py-1 text-start font-normal">{t('from')}</th>
              <th className="py-1 text-start font-normal">{t('until')}</th>
              <th className="py-1 text-start font-normal">{t('onCall')}</th>
            </tr>
          </thead>
          <tbody>
            {rota.calendar.shifts.map((shift) => (
              <tr key={shift.from} className="border-line border-t">
                <td className="py-1 pe-3">{format.when(shift.from, rota.time_zone)}</td>
                <td className="py-1 pe-3">{format.when(shift.until, rota.time_zone)}</td>
                <td className="py-1">{labelOf(t, shift)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function WeekRow({
  week,
  rota,
  meId,
  now,
  today,
}: {
  week: Week
  rota: RotaView
  meId: string
  now: number
  today: string | undefined
}) {
  const t = useTranslations('rota.calendar')
  const format = useFormat()
  const place = (from: string, until: string) => placeIn(week, Date.parse(from), Date.parse(until))
  return (
    <div className="relative h-[58px] border-line border-t" aria-hidden="true">
      <div className="absolute inset-0 grid grid-cols-7 text-12 text-fg-3">
        {week.days.map(({ day }) => (
          <span key={day} className="border-line border-s px-1 pt-0.5 first:border-s-0">
            <span className={clsx(day === today && 'rounded-sm bg-fg px-1 font-medium text-page')}>
              {dayLabel(format, day)}
            </span>
          </span>
        ))}
      </div>
      {rota.calendar.shifts.map((shift) => {
        const at = place(shift.from, shift.until)
        return at === null ? null : (
          <span
            key={shift.from}
            title={t('shift', {
              who: labelOf(t, shift),
              from: format.when(shift.from, rota.time_zone),
              until: format.when(shift.until, rota.time_zone),
            })}
            style={at}
            className={clsx(
              'absolute top-[22px] h-6 truncate rounded-sm border px-1.5 text-12/[22px]',
              shift.by === 'everybody'
                ? 'border-line border-dashed bg-panel text-fg-3'
                : shift.person?.id === meId
                  ? 'border-ink/40 bg-ink-soft font-medium text-fg'
                  : 'border-line-strong bg-sunken text-fg-2',
              shift.by === 'override' && 'border-dashed border-fg-3!',
            )}
          >
            {Number.parseFloat(at.width) < NARROW_PERCENT ? null : labelOf(t, shift)}
          </span>
        )
      })}
      {rota.calendar.absences.map((absence) => {
        const at = place(absence.from, absence.until)
        return at === null ? null : (
          <span
            key={`${absence.person.id}${absence.from}`}
            title={
              absence.delegate
                ? t('isAwayWithDelegate', { name: absence.person.name, delegate: absence.delegate.name })
                : t('isAway', { name: absence.person.name })
            }
            style={at}
            className="absolute top-[48px] h-[5px] rounded-full bg-warn/60"
          />
        )
      })}
      {now >= week.from && now < week.until ? (
        <span
          className="absolute top-[18px] bottom-1 w-px bg-fg"
          style={{ insetInlineStart: placeIn(week, now, now + 1)?.insetInlineStart }}
        />
      ) : null}
    </div>
  )
}

function weeksOf({ calendar }: RotaView): Week[] {
  const days = calendar.days.map(({ day, at }) => ({ day, at: Date.parse(at) }))
  const weeks: Week[] = []
  for (let start = 0; start + 7 < days.length; start += 7) {
    const [from, until] = [days[start], days[start + 7]]
    if (from && until) weeks.push({ from: from.at, until: until.at, days: days.slice(start, start + 7) })
  }
  return weeks
}

/** Where a stretch lies in a week, as shares of its width; null when it does not touch it. */
function placeIn(week: Week, from: number, until: number): { insetInlineStart: string; width: string } | null {
  const [start, end] = [Math.max(from, week.from), Math.min(until, week.until)]
  if (start >= end) return null
  const share = (ms: number) => `${((ms / (week.until - week.from)) * 100).toFixed(3)}%`
  return { insetInlineStart: share(start - week.from), width: share(end - start) }
}

function dayLabel(format: Format, day: string): string {
  const date = String(Number(day.slice(-2)))
  return date === '1' ? format.moment(day, { day: 'numeric', month: 'short' }) : date
}

function labelOf(
  t: ReturnType<typeof useTranslations<'rota.calendar'>>,
  shift: RotaView['calendar']['shifts'][number],
): string {
  return shift.person?.name ?? (shift.note === null ? t('team') : t('teamWithNote', { note: shift.note }))
}

function peopleOf(rota: RotaView): string[] {
  return [...new Set(rota.calendar.shifts.flatMap(({ person }) => (person ? [person.name] : [])))]
}
