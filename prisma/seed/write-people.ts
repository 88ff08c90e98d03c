import type { SeedContext } from './context'
import type { DemoFile } from './demo-file'
import type { SeedOrganisation, SeedPerson } from './shape'

export interface SeededPeople {
  /** Person key → id. */
  readonly idByKey: ReadonlyMap<string, string>
  /** Team slug → id. */
  readonly teamIdBySlug: ReadonlyMap<string, string>
  /** As demo.json names them: everybody who can sign in. */
  readonly listed: DemoFile['people']
}

/** People, their roles, teams and members. Somebody or a team that is there already is left as it is. */
export async function writePeople(context: SeedContext): Promise<SeededPeople> {
  const idByKey = await writePersons(context)
  const teamIdBySlug = await writeTeams(context, idByKey)
  const listed = context.organisation.people
    .filter((person) => !person.left)
    .map((person) => ({
      id: idOf(idByKey, person.key),
      email: person.email,
      roles: rolesOf(person, context.organisation),
      name: person.name,
      title: person.title,
    }))
  return { idByKey, teamIdBySlug, listed }
}

async function writePersons({ tx, organisation, now, kept, newId }: SeedContext): Promise<Map<string, string>> {
  const found = await tx.person.findMany({ where: { email: { in: organisation.people.map((p) => p.email) } } })
  const idByKey = new Map<string, string>()
  const missing: SeedPerson[] = []
  for (const person of organisation.people) {
    const id = found.find((row) => row.email === person.email)?.id
    if (id === undefined) missing.push(person)
    idByKey.set(person.key, id ?? kept?.people.find((p) => p.email === person.email)?.id ?? newId('usr'))
  }
  if (missing.length === 0) return idByKey
  await tx.person.createMany({
    data: missing.map((person) => ({
      id: idOf(idByKey, person.key),
      name: person.name,
      email: person.email,
      title: person.title,
      ...(person.left ? { status: 'disabled', disabledAt: now } : {}),
    })),
  })
  await tx.personRole.createMany({
    data: missing.flatMap((person) =>
      (person.roles ?? []).map((role) => ({ personId: idOf(idByKey, person.key), role })),
    ),
  })
  return idByKey
}

async function writeTeams(context: SeedContext, idByKey: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { tx, organisation, newId } = context
  const found = await tx.team.findMany()
  const missing = organisation.teams.filter((team) => !found.some((row) => row.slug === team.slug))
  const idBySlug = new Map(found.map((row) => [row.slug, row.id]))
  for (const team of missing) idBySlug.set(team.slug, newId('tem'))
  if (missing.length === 0) return idBySlug
  await tx.team.createMany({
    data: missing.map((team) => ({
      id: idOf(idBySlug, team.slug),
      slug: team.slug,
      title: team.title,
      leadId: idOf(idByKey, team.members[0]),
    })),
  })
  await tx.teamMember.createMany({
    data: missing.flatMap((team) =>
      team.members.map((key) => ({ teamId: idOf(idBySlug, team.slug), personId: idOf(idByKey, key) })),
    ),
  })
  return idBySlug
}

function rolesOf(person: SeedPerson, organisation: SeedOrganisation): DemoFile['people'][number]['roles'] {
  const roles: DemoFile['people'][number]['roles'] = []
  if (organisation.teams.some((team) => team.members.includes(person.key))) roles.push('approver')
  if ([...organisation.workflows, ...organisation.drafts].some(({ owners }) => owners.includes(person.key)))
    roles.push('workflow_owner')
  return [...roles, ...(person.roles ?? [])]
}

/** The id behind a reference of the seed; a reference to nothing is a fault of the seed. */
export function idOf(ids: ReadonlyMap<string, string>, reference: string): string {
  const id = ids.get(reference)
  if (id === undefined) throw new Error(`the demo content refers to ${reference}, which it does not define`)
  return id
}
