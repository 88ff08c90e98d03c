import { findAbsences } from '@/lib/absences/store'
import { type Absence, awayAt, standInFor } from '@/lib/core/absence/absence'
import type { Directory, DirectoryTeam } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { nameOf } from '@/lib/core/names'
import { inRota, mayChangeRota, maySeeRota } from '@/lib/core/rota/may'
import { backupIn, lineAt, nextChange, onCall, type Rota, shiftsBetween } from '@/lib/core/rota/rota'
import { noteOf } from '@/lib/core/rota/words'
import { dayAt, dayNumber, dayOf, instantOf } from '@/lib/core/rota/zone'
import { freshDirectory, now } from '@/lib/directory/current'
import { rulesInForce } from '@/lib/people/rules'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { MyOnCall, OnCallPage, RotaView } from './schema'
import { findRotas } from './store'

const DAY_MS = 86_400_000

/** The teams whose rota this person may see, by title, each with who is on call now and for four weeks. */
export async function readOnCall(personId: string): Promise<OnCallPage> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const teams = [...directory.teams.values()]
    .filter((team) => maySeeRota(personId, team, directory, rulesInForce))
    .sort((a, b) => a.title.localeCompare(b.title, 'en') || (a.id < b.id ? -1 : 1))
    .slice(0, limits.pageMax)
  const until = new Date(at.getTime() + (limits.calendarDays + 1) * DAY_MS)
  const [rotas, absences] = await Promise.all([
    findRotas(
      prisma(),
      teams.map(({ id }) => id),
      at,
    ),
    findAbsences(prisma(), new Date(at.getTime() - DAY_MS), until),
  ])
  return {
    teams: teams.map((team) => {
      const rota = rotas.get(team.id)
      return {
        team: { id: team.id, slug: team.slug, title: team.title },
        members: [...team.memberIds]
          .filter(inRota(team, directory))
          .map((id) => ({ id, name: nameOf(id, directory) }))
          .sort((a, b) => a.name.localeCompare(b.name, 'en')),
        may_change: mayChangeRota(personId, team, directory, rulesInForce),
        rota: rota ? rotaViewOf(rota, team, absences, directory, at) : null,
      }
    }),
    server_now: at.toISOString(),
  }
}

function rotaViewOf(
  rota: Rota,
  team: DirectoryTeam,
  absences: readonly Absence[],
  directory: Directory,
  at: Date,
): RotaView {
  const fits = inRota(team, directory)
  const who = (id: string) => ({ id, name: nameOf(id, directory) })
  const whoOrNobody = (id: string | null) => (id === null ? null : who(id))
  const line = lineAt(rota, fits, at)
  const person = onCall(line)
  const away = awayAt(absences, at)
  const change = nextChange(rota, fits, at)
  const days = calendarDays(rota, at)
  const [first, last] = [days[0], days.at(-1)]
  const isAway = person !== null && away.has(person)
  const instead = isAway ? standInFor(person, away, fits).personId : null
  return {
    time_zone: rota.timeZone,
    handover: `${two(Math.floor(rota.handoverMinute / 60))}:${two(rota.handoverMinute % 60)}`,
    turn_days: rota.turnDays,
    starts_on: rota.startsOn,
    order: rota.order.map((id) => ({ ...who(id), fits: fits(id) })),
    overrides: rota.overrides.map(({ id, personId, from, until }) => ({
      id,
      person: who(personId),
      from: from.toISOString(),
      until: until.toISOString(),
    })),
    holidays: rota.holidays.filter(({ day }) => day >= dayAt(at, rota.timeZone)),
    now: {
      person: whoOrNobody(person),
      note: noteOf(line, sayingIn()),
      stand_in: whoOrNobody(instead),
      is_away: isAway,
      until: change?.toISOString() ?? null,
      backup: whoOrNobody(backupIn(line, (id) => away.has(id))),
    },
    next: change ? { at: change.toISOString(), person: whoOrNobody(onCall(lineAt(rota, fits, change))) } : null,
    calendar: {
      days: days.map(({ day, at: begins }) => ({ day, at: begins.toISOString() })),
      shifts:
        first && last
          ? shiftsBetween(rota, fits, first.at, last.at).map((shift) => ({
              from: shift.from.toISOString(),
              until: shift.until.toISOString(),
              person: whoOrNobody(shift.personId),
              by: shift.line.by,
              note: noteOf(shift.line, sayingIn()),
            }))
          : [],
      absences: absences
        .filter(({ personId }) => rota.order.includes(personId) && fits(personId))
        .map(({ personId, delegateId, from, until }) => ({
          person: who(personId),
          delegate: whoOrNobody(delegateId),
          from: from.toISOString(),
          until: until.toISOString(),
        })),
    },
  }
}

/** Where each day begins in the rota's zone, from the Monday of this week on, and where the last one ends. */
function calendarDays(rota: Rota, at: Date): { day: string; at: Date }[] {
  const today = dayNumber(dayAt(at, rota.timeZone))
  // 1970-01-01 was a Thursday.
  const monday = today - ((today + 3) % 7)
  return Array.from({ length: limits.calendarDays + 1 }, (_, index) => {
    const day = dayOf(monday + index)
    return { day, at: instantOf(day, 0, rota.timeZone) }
  })
}

/** What concerns this person now: the rotas of the teams that they are in. */
export async function readMyOnCall(personId: string): Promise<MyOnCall> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const teams = [...directory.teams.values()]
    .filter(({ memberIds }) => memberIds.has(personId))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
  const [rotas, absences] = await Promise.all([
    findRotas(
      prisma(),
      teams.map(({ id }) => id),
      at,
    ),
    findAbsences(prisma(), at, new Date(at.getTime() + 1)),
  ])
  const away = awayAt(absences, at)
  return {
    teams: teams.flatMap((team) => {
      const rota = rotas.get(team.id)
      if (!rota) return []
      const fits = inRota(team, directory)
      const who = (id: string | null) => (id === null ? null : { id, name: nameOf(id, directory) })
      const person = onCall(lineAt(rota, fits, at))
      const told = person === null ? null : standInFor(person, away, fits).personId
      const change = nextChange(rota, fits, at)
      return [
        {
          team: { id: team.id, title: team.title },
          person: who(person),
          is_me: person === personId && told === personId,
          i_stand_in: person !== personId && told === personId,
          until: endOf(change, person === null ? undefined : away.get(person), told !== person),
          next: change ? who(onCall(lineAt(rota, fits, change))) : null,
        },
      ]
    }),
    server_now: at.toISOString(),
  }
}

/** Until when what holds now holds: the hand-over, or the return of whoever is away when somebody stands in. */
function endOf(change: Date | null, absence: Absence | undefined, standsIn: boolean): string | null {
  const back = standsIn ? absence?.until : undefined
  if (back && (!change || back < change)) return back.toISOString()
  return change?.toISOString() ?? null
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
