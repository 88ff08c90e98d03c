import type { Directory, DirectoryTeam } from '@/lib/core/directory'
import { mayRemoveMember, refuseUnlessAdmin } from '@/lib/core/people/administer'
import { freshDirectory } from '@/lib/directory/current'
import { rulesInForce } from '@/lib/people/rules'
import type { TeamsPage, TeamView } from './schema'

/** Teams by slug, with their members and the rules that ask them; the cursor is the last slug of the page before. */
export async function readTeams(
  personId: string,
  query: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<TeamsPage> {
  const directory = await freshDirectory()
  const words = query.q?.toLowerCase() ?? ''
  const found = [...directory.teams.values()]
    .filter((team) => `${team.slug} ${team.title}`.toLowerCase().includes(words))
    .filter((team) => query.cursor === undefined || team.slug > query.cursor)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const page = found.slice(0, query.limit)
  const asked = askedBy(directory)
  return {
    items: page.map((team) => teamViewOf(team, personId, directory, asked.get(team.slug) ?? [])),
    next_cursor: found.length > query.limit ? (page.at(-1)?.slug ?? null) : null,
  }
}

/** One team; null when there is none. */
export async function readTeam(personId: string, id: string): Promise<TeamView | null> {
  const directory = await freshDirectory()
  const team = directory.teams.get(id)
  return team ? teamViewOf(team, personId, directory, askedBy(directory).get(team.slug) ?? []) : null
}

function teamViewOf(team: DirectoryTeam, personId: string, directory: Directory, asked: string[]): TeamView {
  const admin = refuseUnlessAdmin(personId, directory) === null
  const lead = team.leadId === null ? undefined : directory.people.get(team.leadId)
  return {
    id: team.id,
    slug: team.slug,
    title: team.title,
    lead: lead ? { id: lead.id, name: lead.name } : null,
    members: [...team.memberSince]
      .flatMap(([id, since]) => {
        const person = directory.people.get(id)
        return person
          ? [
              {
                id,
                name: person.name,
                title: person.title,
                active: person.status === 'active',
                since: since.toISOString(),
              },
            ]
          : []
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    asked_by: asked,
    may: {
      change: admin,
      remove: mayRemoveMember(personId, team.id, directory),
      propose: admin || team.leadId === personId,
    },
  }
}

/** Rules in force by the slug of the team that they ask. */
function askedBy(directory: Directory): Map<string, string[]> {
  const asked = new Map<string, string[]>()
  for (const workflow of directory.workflows.values())
    for (const rule of rulesInForce(workflow))
      for (const slug of rule.approvers) asked.set(slug, [...(asked.get(slug) ?? []), `${workflow.slug} / ${rule.id}`])
  return asked
}
