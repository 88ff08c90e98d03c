import type { Directory, DirectoryPerson } from '@/lib/core/directory'
import { refuseUnlessReader } from '@/lib/core/people/administer'
import type { Refusal } from '@/lib/core/refusal'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { rolesOf, teamsOf } from './read'
import type { MembersPage, MemberView, PersonChoices, TeamChoices } from './schema-admin'

/** Why this person may not read about members and teams; null when they may. */
export async function mayReadMembers(personId: string): Promise<Refusal | null> {
  return refuseUnlessReader(personId, await currentDirectory())
}

interface MembersFilter {
  readonly view: 'active' | 'left'
  readonly role?: MemberView['roles'][number] | undefined
  /** A slug. */
  readonly team?: string | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** People by name; the cursor is the last id of the page before. */
export async function readMembers(filter: MembersFilter): Promise<MembersPage> {
  const directory = await freshDirectory()
  const status = filter.view === 'left' ? 'disabled' : 'active'
  const words = filter.q?.toLowerCase() ?? ''
  const found = byName(directory).filter(
    (person) =>
      person.status === status &&
      `${person.name} ${person.email} ${person.title}`.toLowerCase().includes(words) &&
      (filter.role === undefined || rolesOf(person, directory).includes(filter.role)) &&
      (filter.team === undefined || teamsOf(person.id, directory).some(({ slug }) => slug === filter.team)),
  )
  const start = filter.cursor === undefined ? 0 : found.findIndex(({ id }) => id === filter.cursor) + 1
  const page = found.slice(start, start + filter.limit)
  return {
    items: await memberViews(page, directory),
    next_cursor: start + filter.limit < found.length ? (page.at(-1)?.id ?? null) : null,
    total: found.length,
  }
}

/** People as lists and pages show them, with what the directory does not hold. */
export async function memberViews(people: readonly DirectoryPerson[], directory: Directory): Promise<MemberView[]> {
  const ids = people.map(({ id }) => id)
  const [passkeys, invited] = await Promise.all([
    prisma().passkey.groupBy({ by: ['personId'], where: { personId: { in: ids }, revokedAt: null }, _count: true }),
    prisma().$queryRaw<{ person_id: string }[]>`
      SELECT person_id FROM invitations WHERE person_id = ANY(${ids}::text[]) AND accepted_at IS NULL AND expires_at > now()`,
  ])
  const counted = new Map(passkeys.map((row) => [row.personId, row._count]))
  const open = new Set(invited.map((row) => row.person_id))
  const now = new Date()
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    title: person.title,
    email: person.email,
    status: person.status,
    roles: rolesOf(person, directory),
    teams: teamsOf(person.id, directory),
    passkeys: counted.get(person.id) ?? 0,
    invited: open.has(person.id),
    recovering_until:
      person.recoveringUntil !== null && person.recoveringUntil > now ? person.recoveringUntil.toISOString() : null,
  }))
}

/** Active people whose name or title has these words, at most `limit`; everybody may ask, as everybody may be named. */
export async function readPersonChoices(filter: {
  readonly q?: string | undefined
  readonly role?: 'admin' | 'compliance' | undefined
  readonly limit: number
}): Promise<PersonChoices> {
  const directory = await currentDirectory()
  const words = filter.q?.toLowerCase() ?? ''
  return {
    items: byName(directory)
      .filter(
        (person) =>
          person.status === 'active' &&
          `${person.name} ${person.title}`.toLowerCase().includes(words) &&
          (filter.role === undefined || person.roles.includes(filter.role)),
      )
      .slice(0, filter.limit)
      .map(({ id, name, title }) => ({ id, name, title })),
  }
}

/** Teams whose name has these words, at most `limit`. */
export async function readTeamChoices(filter: {
  readonly q?: string | undefined
  readonly limit: number
}): Promise<TeamChoices> {
  const directory = await currentDirectory()
  const words = filter.q?.toLowerCase() ?? ''
  return {
    items: [...directory.teams.values()]
      .filter((team) => `${team.slug} ${team.title}`.toLowerCase().includes(words))
      .sort((a, b) => a.title.localeCompare(b.title, 'en'))
      .slice(0, filter.limit)
      .map((team) => ({
        id: team.id,
        slug: team.slug,
        title: team.title,
        lead: team.leadId === null ? null : (directory.people.get(team.leadId)?.name ?? null),
        members: [...team.memberIds].filter((id) => directory.people.get(id)?.status === 'active').length,
      })),
  }
}

function byName(directory: Directory): DirectoryPerson[] {
  return [...directory.people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
}
