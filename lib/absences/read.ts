import { type Absence, awayAt, standInFor } from '@/lib/core/absence/absence'
import { mayStandIn } from '@/lib/core/absence/may'
import { absenceWords } from '@/lib/core/absence/words'
import type { Directory } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { nameOf } from '@/lib/core/names'
import { currentDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { AbsencesView, AbsenceView } from './schema'
import { findAbsences, findAbsencesOf } from './store'

/** A person's own absences, whom they can name, and for whom they stand in. */
export async function readMyAbsences(personId: string): Promise<AbsencesView> {
  const [directory, at] = await Promise.all([currentDirectory(), now()])
  const far = new Date(at.getTime() + 366 * 86_400_000)
  const [mine, everybody] = await Promise.all([findAbsencesOf(prisma(), personId, at), findAbsences(prisma(), at, far)])
  const who = (id: string) => ({ id, name: nameOf(id, directory) })
  return {
    items: mine.map((absence) => viewOf(absence, everybody, directory, at)),
    delegates: [...directory.people.values()]
      .filter(({ id }) => mayStandIn(id, personId, directory))
      .map(({ id }) => ({ ...who(id), teams: shared(id, personId, directory) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    standing_in: everybody
      .filter(({ delegateId }) => delegateId === personId)
      .map(({ personId: id, from, until }) => ({
        person: who(id),
        from: from.toISOString(),
        until: until.toISOString(),
      })),
    days_max: limits.absenceDaysMax,
    server_now: at.toISOString(),
  }
}

function viewOf(absence: Absence, all: readonly Absence[], directory: Directory, at: Date): AbsenceView {
  const { id, delegateId, from, until } = absence
  return {
    id,
    from: from.toISOString(),
    until: until.toISOString(),
    delegate: delegateId === null ? null : { id: delegateId, name: nameOf(delegateId, directory) },
    is_now: from <= at,
    remark: delegateId === null ? null : remarkOn(absence, all, directory),
  }
}

/** What is wrong with the delegate when the absence begins, as far as it can be known now. */
function remarkOn(absence: Absence, all: readonly Absence[], directory: Directory): string | null {
  const away = awayAt(all, absence.from)
  away.set(absence.personId, absence)
  const found = standInFor(absence.personId, away, (id) => mayStandIn(id, absence.personId, directory))
  if (found.personId === absence.delegateId) return null
  const words = absenceWords(sayingIn())
  const delegate = nameOf(absence.delegateId ?? '', directory)
  if (found.personId !== null) return words.insteadBy(delegate, nameOf(found.personId, directory))
  return found.why === 'not_eligible' ? words.notEligible(delegate) : words.awayToo(delegate)
}

function shared(a: string, b: string, directory: Directory): string[] {
  return [...directory.teams.values()]
    .filter(({ memberIds }) => memberIds.has(a) && memberIds.has(b))
    .map(({ title }) => title)
}
