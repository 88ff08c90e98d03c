import { responsibilitiesOf } from '@/lib/core/accountability/responsibilities'
import type { PersonActor } from '@/lib/core/actor'
import { nameOf } from '@/lib/core/names'
import { isLastAdmin, refuseUnlessAdmin } from '@/lib/core/people/administer'
import { orphansOf } from '@/lib/core/people/orphans'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { listPasskeys } from './read'
import { memberViews } from './read-members'
import { rulesInForce } from './rules'
import type { EverySessionPage, InvitationsPage, LeavingView, PersonPage } from './schema-admin'

/** Everything about one person that administrators and compliance see; null when there is nobody. */
export async function readPerson(actor: PersonActor, id: string): Promise<PersonPage | null> {
  const directory = await freshDirectory()
  const person = directory.people.get(id)
  if (!person) return null
  const admin = refuseUnlessAdmin(actor.id, directory) === null
  const [views, row, passkeys, sessions, invitations] = await Promise.all([
    memberViews([person], directory),
    prisma().person.findUnique({ where: { id }, select: { createdAt: true, disabledAt: true } }),
    listPasskeys(id),
    readEverySession(actor, { personId: id, limit: 50 }),
    readInvitations({ personId: id, limit: 10 }),
  ])
  const [view] = views
  if (!view || !row) return null
  const active = person.status === 'active'
  return {
    person: { ...view, created_at: row.createdAt.toISOString(), disabled_at: row.disabledAt?.toISOString() ?? null },
    answers_for: responsibilitiesOf(id, directory, sayingIn()).map(({ kind, id: of, title, detail }) => ({
      kind,
      id: of,
      title,
      detail,
    })),
    passkeys,
    sessions: sessions.items,
    invitations: invitations.items,
    may: {
      change: admin && active,
      not_disable: !admin ? 'auth.forbidden' : isLastAdmin(id, directory) ? 'person.last_admin' : null,
      recover: active && passkeys.length > 0 && id !== actor.id,
    },
  }
}

/** What nobody would answer for if this person left; null when there is nobody active. */
export async function readLeaving(id: string): Promise<LeavingView | null> {
  const directory = await freshDirectory()
  if (directory.people.get(id)?.status !== 'active') return null
  return { orphans: orphansOf(id, directory, rulesInForce, sayingIn()) }
}

interface Paged {
  readonly q?: string | undefined
  readonly personId?: string
  readonly cursor?: string | undefined
  readonly limit: number
}

interface SessionRow {
  readonly handle: string
  readonly person_id: string
  readonly method: 'passkey' | 'oidc' | 'demo'
  readonly user_agent: string
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly is_current: boolean
}

/** Everybody's live sessions, the newest first; the cursor is the moment at which the last of the page before began, with its handle. */
export async function readEverySession(actor: PersonActor, filter: Paged): Promise<EverySessionPage> {
  const directory = await currentDirectory()
  const [at, after] = filter.cursor?.split('/') ?? []
  const before = at !== undefined && !Number.isNaN(Date.parse(at)) ? new Date(at) : null
  const rows = await prisma().$queryRaw<SessionRow[]>`
    SELECT * FROM (SELECT encode(sha256(convert_to(s.id, 'UTF8')), 'hex') AS handle, s.person_id, s.method, s.user_agent, s.created_at,
        s.last_seen_at, s.id = ${actor.sessionId} AS is_current
      FROM sessions s JOIN people p ON p.id = s.person_id
      WHERE s.revoked_at IS NULL AND s.expires_at > now() AND (${filter.personId ?? null}::text IS NULL OR s.person_id = ${filter.personId ?? null})
        AND (${filter.q ?? ''} = '' OR strpos(lower(p.name), lower(${filter.q ?? ''})) > 0)) AS live
    WHERE (${before}::timestamptz IS NULL OR (created_at, handle) < (${before}, ${after ?? ''}))
    ORDER BY created_at DESC, handle DESC LIMIT ${filter.limit + 1}`
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      handle: row.handle,
      person: { id: row.person_id, name: nameOf(row.person_id, directory) },
      method: row.method,
      user_agent: row.user_agent,
      created_at: row.created_at.toISOString(),
      last_seen_at: row.last_seen_at.toISOString(),
      is_current: row.is_current,
    })),
    next_cursor: rows.length > filter.limit && last ? `${last.created_at.toISOString()}/${last.handle}` : null,
  }
}

interface InvitationRow {
  readonly id: string
  readonly kind: 'enrol' | 'recover'
  readonly person_id: string
  readonly created_by: string | null
  readonly created_at: Date
  readonly expires_at: Date
}

/** One-time links that nobody has used and that are still good, newest first; never their secrets. */
export async function readInvitations(filter: Paged): Promise<InvitationsPage> {
  const directory = await currentDirectory()
  const rows = await prisma().$queryRaw<InvitationRow[]>`
    SELECT id, kind, person_id, created_by, created_at, expires_at FROM invitations
    WHERE person_id IS NOT NULL AND accepted_at IS NULL AND expires_at > now()
      AND (${filter.personId ?? null}::text IS NULL OR person_id = ${filter.personId ?? null})
      AND (${filter.cursor ?? null}::text IS NULL OR id < ${filter.cursor ?? null})
    ORDER BY id DESC LIMIT ${filter.limit + 1}`
  const page = rows.slice(0, filter.limit)
  const who = (id: string) => ({ id, name: nameOf(id, directory) })
  return {
    items: page.map((row) => ({
      id: row.id,
      kind: row.kind,
      person: who(row.person_id),
      created_by: row.created_by === null ? null : who(row.created_by),
      created_at: row.created_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
    })),
    next_cursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
  }
}
