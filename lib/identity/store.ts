import { type Db, prisma } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import type { MachineKind } from './api-key'
import type { PublicJwk } from './client-assertion'

/**
 * Uses a client assertion's `jti` up, in one statement: true for the first, false for a replay. Rows outlive the assertion
 * by the skew, so a `jti` is free again only when the assertion that carried it is refused for its age.
 */
export async function useAssertionJti(tx: Tx, clientId: string, jti: string, expiresAt: Date): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO assertion_jtis (client_id, jti, expires_at) VALUES (${clientId}, ${jti}, ${expiresAt}) ON CONFLICT DO NOTHING`
  return inserted === 1
}

export interface NewCredential {
  readonly id: string
  readonly kind: 'api_key' | 'private_key_jwt'
  readonly owner: { readonly kind: MachineKind; readonly id: string }
  readonly fingerprint: string
  readonly publicJwk: PublicJwk | null
  readonly hint: string
  readonly expiresAt: Date | null
}

/** Stores a credential; false when its key is registered already, for whatever identity (a key belongs to one). */
export async function insertCredential(tx: Tx, credential: NewCredential): Promise<boolean> {
  const { id, kind, owner, fingerprint, publicJwk, hint, expiresAt } = credential
  const inserted = await tx.$executeRaw`
    INSERT INTO credentials (id, kind, agent_id, executor_id, auditor_id, pipeline_id, fingerprint, public_jwk, hint, expires_at)
    VALUES (${id}, ${kind}, ${owner.kind === 'agent' ? owner.id : null}, ${owner.kind === 'executor' ? owner.id : null},
      ${owner.kind === 'auditor' ? owner.id : null}, ${owner.kind === 'pipeline' ? owner.id : null}, ${fingerprint}, ${publicJwk === null ? null : JSON.stringify(publicJwk)}::jsonb, ${hint}, ${expiresAt})
    ON CONFLICT (fingerprint) DO NOTHING`
  return inserted === 1
}

/** True when the machine is registered; its row is held so that it is not retired in between. */
export async function holdMachine(
  tx: Tx,
  owner: { readonly kind: MachineKind; readonly id: string },
): Promise<boolean> {
  const rows =
    owner.kind === 'agent'
      ? await tx.$queryRaw<unknown[]>`SELECT 1 FROM agents WHERE id = ${owner.id} AND status <> 'retired' FOR KEY SHARE`
      : owner.kind === 'executor'
        ? await tx.$queryRaw<
            unknown[]
          >`SELECT 1 FROM executors WHERE id = ${owner.id} AND status <> 'retired' FOR KEY SHARE`
        : owner.kind === 'auditor'
          ? await tx.$queryRaw<unknown[]>`SELECT 1 FROM auditors WHERE id = ${owner.id} FOR KEY SHARE`
          : await tx.$queryRaw<unknown[]>`SELECT 1 FROM pipelines WHERE id = ${owner.id} FOR KEY SHARE`
  return rows.length === 1
}

/** Whose a credential is; null when it is unknown. It never changes. */
export async function ownerOfCredential(tx: Tx, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ owner_id: string }[]>`
    SELECT coalesce(agent_id, executor_id, auditor_id, pipeline_id) AS owner_id FROM credentials WHERE id = ${id}`
  return rows[0]?.owner_id ?? null
}

/** Ends a credential; null when it is unknown or ended already. Tokens that it obtained end with it. */
export async function endCredential(tx: Tx, id: string): Promise<{ ownerId: string } | null> {
  const rows = await tx.$queryRaw<{ owner_id: string }[]>`
    UPDATE credentials SET revoked_at = clock_timestamp() WHERE id = ${id} AND revoked_at IS NULL
    RETURNING coalesce(agent_id, executor_id, auditor_id, pipeline_id) AS owner_id`
  return rows[0] ? { ownerId: rows[0].owner_id } : null
}

export interface LiveSession {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly method: 'passkey' | 'oidc' | 'demo'
  readonly authenticatedAt: Date
  /** True when its last use was noted more than a minute ago. */
  readonly stale: boolean
}

/** The session with this id while it holds, by the database's clock: not revoked, not expired, its person active. */
export async function findLiveSession(id: string, db: Db = prisma()): Promise<LiveSession | null> {
  const rows = await db.$queryRaw<LiveSession[]>`
    SELECT s.id, s.person_id AS "personId", p.name, s.method, s.authenticated_at AS "authenticatedAt",
      s.last_seen_at < clock_timestamp() - interval '1 minute' AS stale
    FROM sessions s JOIN people p ON p.id = s.person_id
    WHERE s.id = ${id} AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND p.status = 'active'`
  return rows[0] ?? null
}

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(id: string, db: Db = prisma()): Promise<void> {
  await db.$executeRaw`
    UPDATE sessions SET last_seen_at = clock_timestamp()
    WHERE id = ${id} AND revoked_at IS NULL AND last_seen_at < clock_timestamp() - interval '1 minute'`
}
