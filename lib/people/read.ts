import { accountabilityGaps } from '@/lib/core/accountability/gap'
import type { PersonActor } from '@/lib/core/actor'
import type { Directory, DirectoryPerson } from '@/lib/core/directory'
import { seesAll } from '@/lib/core/request/visibility'
import { currentDirectory, freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import type { Me, PasskeyView, SessionView, SignInMethods } from './schema'

type Role = Me['person']['roles'][number]

/** Who is signed in, with the counts that the inbox keeps and those of the rest of the navigation. Null when the person is not there any more. */
export async function readMe(
  actor: PersonActor,
  counts: { inbox: number; grants: number; proposals: number },
): Promise<Me | null> {
  const known = await currentDirectory()
  // Whoever was added a moment ago and signs in is in the directory that is asked for now.
  const directory = known.people.has(actor.id) ? known : await freshDirectory()
  const [at, session, passkeys, notices] = await Promise.all([
    now(),
    prisma().session.findUnique({ where: { id: actor.sessionId }, select: { expiresAt: true } }),
    prisma().passkey.count({ where: { personId: actor.id, revokedAt: null } }),
    prisma().notice.count({ where: { personId: actor.id, seenAt: null } }),
  ])
  const person = directory.people.get(actor.id)
  if (!person || !session) return null
  return {
    person: {
      id: person.id,
      name: person.name,
      title: person.title,
      email: person.email,
      roles: rolesOf(person, directory),
      teams: teamsOf(person.id, directory),
      passkeys,
    },
    organisation: { name: directory.organisation.name, is_demo: directory.organisation.isDemo },
    session: {
      id: actor.sessionId,
      method: actor.method,
      authenticated_at: actor.authenticatedAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
    },
    counts: {
      ...counts,
      gaps: gapsFor(person, directory, at),
      notices,
    },
    server_now: at.toISOString(),
  }
}

/** The ways to sign in. `demo` says whether demo sign-in is offered where this is asked from. */
export async function readSignInMethods(oidcName: string | null, demo: boolean): Promise<SignInMethods> {
  const directory = await currentDirectory()
  const active = [...directory.people.values()].filter(({ status }) => status === 'active')
  return {
    organisation: directory.organisation.name,
    passkey: true,
    oidc: oidcName === null ? null : { name: oidcName },
    demo:
      demo && directory.organisation.isDemo
        ? active.map((person) => ({
            id: person.id,
            name: person.name,
            title: person.title,
            roles: rolesOf(person, directory),
          }))
        : null,
    needs_first_admin: !active.some(({ roles }) => roles.includes('admin')),
  }
}

/** A person's passkeys in force, newest first. */
export async function listPasskeys(personId: string): Promise<PasskeyView[]> {
  const rows = await prisma().passkey.findMany({
    where: { personId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    backed_up: row.backedUp,
  }))
}

/** A person's live sessions, the last used first, at most 100. */
export async function listSessions(actor: PersonActor): Promise<SessionView[]> {
  const at = await now()
  const rows = await prisma().session.findMany({
    where: { personId: actor.id, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  })
  return rows.map((row) => ({
    id: row.id,
    method: methodOf(row.method),
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    is_current: row.id === actor.sessionId,
  }))
}

/** Approver through a team, workflow owner by name; the rest is given. */
export function rolesOf(person: DirectoryPerson, directory: Directory): Role[] {
  const roles: Role[] = []
  if ([...directory.teams.values()].some(({ memberIds }) => memberIds.has(person.id))) roles.push('approver')
  if ([...directory.workflows.values()].some(({ ownerIds }) => ownerIds.includes(person.id)))
    roles.push('workflow_owner')
  return [...roles, ...person.roles]
}

/** Active workflows with a gap: everybody's for compliance and administrators, else those that the person owns. */
function gapsFor(person: DirectoryPerson, directory: Directory, at: Date): number {
  return [...directory.workflows.values()].filter(
    (workflow) =>
      workflow.status === 'active' &&
      (seesAll(person.id, directory) || workflow.ownerIds.includes(person.id)) &&
      accountabilityGaps(workflow, directory, at).length > 0,
  ).length
}

export function teamsOf(personId: string, directory: Directory): { id: string; slug: string; title: string }[] {
  return [...directory.teams.values()]
    .filter(({ memberIds }) => memberIds.has(personId))
    .map(({ id, slug, title }) => ({ id, slug, title }))
}

/** The column's CHECK knows these three and no other. */
function methodOf(method: string): SessionView['method'] {
  if (method === 'passkey' || method === 'oidc' || method === 'demo') return method
  throw new Error(`a session has the unknown method ${method}`)
}
