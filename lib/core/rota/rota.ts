import { dayAt, dayNumber, dayOf, instantOf } from './zone'

/** Who of a team is asked first, in turns. It only ever says who is told: it makes nobody eligible (law 2). */
export type Rota = {
  /** IANA name. Turns and holidays are days on the wall of this zone. */
  timeZone: string
  /** When one turn ends and the next begins: minutes since midnight. */
  handoverMinute: number
  turnDays: number
  /** The day on which the first person's first turn began. */
  startsOn: string
  order: readonly string[]
  /** Never two at once. */
  overrides: readonly Override[]
  holidays: readonly Holiday[]
}
export type Override = { id: string; personId: string; from: Date; until: Date }
export type Holiday = { day: string; title: string }

/**
 * Who is asked, in order: whoever is on call, then who follows. `everybody`: nobody in particular, so the whole team is told,
 * because of a holiday, because the rota has not begun, or because nobody in it is active and in the team.
 */
export type Line =
  | { by: 'turn' | 'override'; people: readonly [string, ...string[]] }
  | { by: 'everybody'; why: 'holiday' | 'not_begun' | 'nobody'; title?: string }

/** Is this person active and in the team? Others are passed over. */
export type Fit = (personId: string) => boolean

/** Who is on call at an instant, and who follows. An override goes before a holiday, a holiday before a turn. */
export function lineAt(rota: Rota, fits: Fit, at: Date): Line {
  const turn = turnAt(rota, at)
  const order = turn === null ? [] : fromTurn(rota.order, turn).filter(fits)
  const cover = rota.overrides.find(({ personId, from, until }) => from <= at && at < until && fits(personId))
  if (cover) {
    const others = turn === null ? rota.order.filter(fits) : order
    return { by: 'override', people: [cover.personId, ...others.filter((id) => id !== cover.personId)] }
  }
  const today = dayAt(at, rota.timeZone)
  const holiday = rota.holidays.find(({ day }) => day === today)
  if (holiday) return { by: 'everybody', why: 'holiday', title: holiday.title }
  if (turn === null) return { by: 'everybody', why: 'not_begun' }
  const [first, ...others] = order
  return first === undefined ? { by: 'everybody', why: 'nobody' } : { by: 'turn', people: [first, ...others] }
}

/** Who is on call; null when it is nobody in particular. */
export function onCall(line: Line): string | null {
  return line.by === 'everybody' ? null : line.people[0]
}

/** Who is asked when whoever is on call does not answer: the next in line who is here. */
export function backupIn(line: Line, isAway: (personId: string) => boolean): string | null {
  if (line.by === 'everybody') return null
  return line.people.slice(1).find((id) => !isAway(id)) ?? null
}

/** A stretch in which the same holds. `personId` null: the whole team. */
export type Shift = { from: Date; until: Date; personId: string | null; line: Line }

/** Everything from one instant to another, without holes, in order. */
export function shiftsBetween(rota: Rota, fits: Fit, from: Date, until: Date): Shift[] {
  const shifts: Shift[] = []
  let start = from
  for (const next of [...changesBetween(rota, from, until), until]) {
    const line = lineAt(rota, fits, start)
    const last = shifts.at(-1)
    if (last && same(last.line, line)) last.until = next
    else shifts.push({ from: start, until: next, personId: onCall(line), line })
    start = next
  }
  return shifts
}

/** A year and a turn: what does not change in so many days does not change. */
const HORIZON_DAYS = 400

/** The next instant at which somebody else is on call; null when that never changes as things stand. */
export function nextChange(rota: Rota, fits: Fit, at: Date): Date | null {
  const now = onCall(lineAt(rota, fits, at))
  for (let from = at, days = 0; days < HORIZON_DAYS; days += 40) {
    const until = new Date(from.getTime() + 40 * 86_400_000)
    for (const change of changesBetween(rota, from, until))
      if (onCall(lineAt(rota, fits, change)) !== now) return change
    from = until
  }
  return null
}

/** Two that say the same to whoever looks: who is on call and why, not who would follow. */
function same(a: Line, b: Line): boolean {
  if (a.by !== b.by || onCall(a) !== onCall(b)) return false
  return a.by !== 'everybody' || b.by !== 'everybody' || (a.why === b.why && a.title === b.title)
}

/** Every instant after `from` and before `until` at which something may change, in order. */
function changesBetween(rota: Rota, from: Date, until: Date): Date[] {
  const changes = new Set<number>()
  const add = (at: Date) => {
    if (at > from && at < until) changes.add(at.getTime())
  }
  const start = dayNumber(rota.startsOn)
  const last = dayNumber(dayAt(until, rota.timeZone)) + 1
  const begun = Math.max(0, Math.floor((dayNumber(dayAt(from, rota.timeZone)) - 1 - start) / rota.turnDays))
  for (let turn = begun; start + turn * rota.turnDays <= last; turn++)
    add(instantOf(dayOf(start + turn * rota.turnDays), rota.handoverMinute, rota.timeZone))
  for (const override of rota.overrides) {
    add(override.from)
    add(override.until)
  }
  for (const { day } of rota.holidays) {
    add(instantOf(day, 0, rota.timeZone))
    add(instantOf(dayOf(dayNumber(day) + 1), 0, rota.timeZone))
  }
  return [...changes].sort((a, b) => a - b).map((at) => new Date(at))
}

/**
 * The number of the turn that this instant is in, from 0; null before the first. Compared with the instants of hand-over and
 * not by clock times, so that it is right on the days on which clocks change.
 */
function turnAt(rota: Rota, at: Date): number | null {
  const today = dayAt(at, rota.timeZone)
  const begun = at >= instantOf(today, rota.handoverMinute, rota.timeZone)
  const days = dayNumber(today) - (begun ? 0 : 1) - dayNumber(rota.startsOn)
  return days < 0 ? null : Math.floor(days / rota.turnDays)
}

/** The order as it is in a turn: whose turn it is, then who follows. */
function fromTurn(order: readonly string[], turn: number): string[] {
  const at = order.length === 0 ? 0 : turn % order.length
  return [...order.slice(at), ...order.slice(0, at)]
}
