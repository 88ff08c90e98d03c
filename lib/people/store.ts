import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { newId, randomToken } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** The person, if active; the row is held, so that nobody is disabled while this transaction signs them in. */
export async function holdActivePerson(tx: Tx, id: string): Promise<PersonRow | null> {
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT id, name, email FROM people WHERE id = ${id} AND status = 'active' FOR SHARE`
  return rows[0] ?? null
}

/** Holds a person's row against every other transaction that does the same. */
export async function lockPerson(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM people WHERE id = ${id} FOR NO KEY UPDATE`
}

/** True when somebody active has this address (lower case). */
export async function addressTaken(tx: Tx, email: string): Promise<boolean> {
  return (await tx.person.count({ where: { email, status: 'active' } })) > 0
}

export interface NewSession {
  readonly personId: string
  readonly method: PersonActor['method']
  readonly userAgent: string
}

/** Starts a session of twelve hours under an id that nobody has seen: 256 random bits, whatever the browser sent along. */
export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const id = `ses_${randomToken(32)}`
  await tx.$executeRaw`
    INSERT INTO sessions (id, person_id, method, authenticated_at, step_up_at, last_seen_at, expires_at, user_agent)
    SELECT ${id}, ${session.personId}, ${session.method}, t, CASE WHEN ${session.method} = 'passkey' THEN t END, t,
      t + ${limits.sessionSeconds} * interval '1 second', ${session.userAgent.slice(0, 300)}
    FROM (SELECT clock_timestamp() AS t) AS clock`
  return id
}

/**
 * True while the session holds: not revoked, not expired, its person active. Its row is held, so a revocation waits for this
 * transaction or this transaction sees it; what a person decides asks here (ATTACKS 32). The person's row is not held: who
 * decides holds the configuration lock, without which no person changes, and locking both ways round would deadlock.
 */
export async function holdLiveSession(tx: Tx, id: string, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM sessions s JOIN people p ON p.id = s.person_id
    WHERE s.id = ${id} AND s.person_id = ${personId} AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND p.status = 'active'
    FOR SHARE OF s`
  return rows.length === 1
}

/** Seconds since the person of a live session proved who they are, by sign-in or by a passkey since; null when it is over. */
export async function sessionAgeSeconds(tx: Tx, id: string, personId: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ age: number }[]>`
    SELECT extract(epoch FROM clock_timestamp() - greatest(authenticated_at, step_up_at))::float8 AS age FROM sessions
    WHERE id = ${id} AND person_id = ${personId} AND revoked_at IS NULL AND expires_at > clock_timestamp() FOR SHARE`
  return rows[0]?.age ?? null
}

/** Notes that the person proved themselves again within the session. */
export async function recordStepUp(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE sessions SET step_up_at = clock_timestamp() WHERE id = ${id} AND revoked_at IS NULL`
}

/**
 * Ends a session of this person, or of whomever when `personId` is null; gives its person, or null when it was over or not
 * theirs. Locked first: the time of an UPDATE that waits is from before it waited, and a decision that it waited for came first.
 */
export async function endSession(tx: Tx, id: string, personId: string | null): Promise<string | null> {
  const rows = await tx.$queryRaw<{ person_id: string }[]>`
    WITH held AS MATERIALIZED (
      SELECT id FROM sessions
      WHERE id = ${id} AND revoked_at IS NULL AND (${personId}::text IS NULL OR person_id = ${personId}) FOR UPDATE)
    UPDATE sessions s SET revoked_at = clock_timestamp() FROM held WHERE s.id = held.id RETURNING s.person_id`
  return rows[0]?.person_id ?? null
}

/** Tells every process that a session changed; open streams of it end. */
export async function notifySession(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('countersign_changed', ${JSON.stringify({ kind: 'session', id })})`
}

/** The person whom an identity provider knows under this subject; compared by (issuer, subject), never by e-mail. */
export async function personOfIdentity(tx: Tx, issuer: string, subject: string): Promise<string | null> {
  const row = await tx.personIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { personId: true },
  })
  return row?.personId ?? null
}

/** The active person with this address (lower case) who has no identity at `issuer` yet; the row is locked. */
export async function lockLinkablePerson(tx: Tx, issuer: string, email: string): Promise<PersonRow | null> {
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT id, name, email FROM people p WHERE email = ${email} AND status = 'active'
      AND NOT EXISTS (SELECT 1 FROM person_identities i WHERE i.person_id = p.id AND i.issuer = ${issuer}) FOR UPDATE`
  return rows[0] ?? null
}

/** Links an identity-provider subject to a person. */
export async function insertIdentity(tx: Tx, personId: string, issuer: string, subject: string): Promise<void> {
  await tx.personIdentity.create({ data: { id: newId('pid'), personId, issuer, subject } })
}

/** Stores a new person; false when the address is taken. */
export async function insertPerson(tx: Tx, person: PersonRow & { readonly title: string }): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO people (id, name, email, title) VALUES (${person.id}, ${person.name}, ${person.email}, ${person.title}) ON CONFLICT DO NOTHING`
  return inserted === 1
}

/** Gives a person a role; having it already is fine. */
export async function insertRole(tx: Tx, personId: string, role: 'admin' | 'compliance'): Promise<void> {
  await tx.$executeRaw`INSERT INTO person_roles (person_id, role) VALUES (${personId}, ${role}) ON CONFLICT DO NOTHING`
}

/** True when an active administrator exists. */
export async function adminExists(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM person_roles r JOIN people p ON p.id = r.person_id WHERE r.role = 'admin' AND p.status = 'active' LIMIT 1`
  return rows.length === 1
}

/** Only one transaction at a time may make the first administrator; the lock is the one under which configuration changes. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(4342342)`
}

/** Names the organisation. */
export async function nameOrganisation(tx: Tx, name: string, slug: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO organisations (id, name, slug) VALUES (1, ${name}, ${slug}) ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug`
}

/** `recover` ends the passkeys that its person had when it is used. */
export type InvitationKind = 'first_admin' | 'enrol' | 'recover'

/** Stores a one-time link by the digest of its secret; it is good for `hours` by the database's clock. Returns its id. */
export async function insertInvitation(
  tx: Tx,
  invitation: {
    kind: InvitationKind
    tokenHash: string
    personId: string | null
    createdBy: string | null
    hours: number
  },
): Promise<string> {
  const id = newId('inv')
  const { kind, tokenHash, personId, createdBy, hours } = invitation
  await tx.$executeRaw`
    INSERT INTO invitations (id, token_hash, kind, person_id, created_by, expires_at)
    VALUES (${id}, ${tokenHash}, ${kind}, ${personId}, ${createdBy}, clock_timestamp() + ${hours} * interval '1 hour')`
  return id
}

export interface OpenInvitation {
  readonly id: string
  readonly kind: InvitationKind
  readonly personId: string | null
}

/** The invitation that this secret opens, while it is unused and not too old. */
export async function findOpenInvitation(tx: Tx, tokenHash: string): Promise<OpenInvitation | null> {
  const rows = await tx.$queryRaw<{ id: string; kind: InvitationKind; person_id: string | null }[]>`
    SELECT id, kind, person_id FROM invitations WHERE token_hash = ${tokenHash} AND accepted_at IS NULL AND expires_at > clock_timestamp()`
  const [row] = rows
  return row ? { id: row.id, kind: row.kind, personId: row.person_id } : null
}

/** Uses an invitation up: one conditional UPDATE, so of two at once one gets it. */
export async function acceptInvitation(tx: Tx, tokenHash: string): Promise<OpenInvitation | null> {
  const rows = await tx.$queryRaw<{ id: string; kind: InvitationKind; person_id: string | null }[]>`
    UPDATE invitations SET accepted_at = clock_timestamp()
    WHERE token_hash = ${tokenHash} AND accepted_at IS NULL AND expires_at > clock_timestamp() RETURNING id, kind, person_id`
  const [row] = rows
  return row ? { id: row.id, kind: row.kind, personId: row.person_id } : null
}

/** Ends the open invitations of a person, so that only the newest link works. */
export async function endInvitationsOf(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`UPDATE invitations SET expires_at = clock_timestamp() WHERE person_id = ${personId} AND accepted_at IS NULL`
}

/** True when this database holds the demo's organisation. */
export async function isDemoOrganisation(tx: Tx): Promise<boolean> {
  const row = await tx.organisation.findUnique({ where: { id: 1 }, select: { isDemo: true } })
  return row?.isDemo === true
}
