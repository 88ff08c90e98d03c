import type { Json } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import type { NewPasskey } from './attestation'

/** Sign-in, enrolment, decisions and other statements are worlds apart: a challenge of one kind is unknown to the others (ATTACKS 18). */
export type ChallengeKind = 'sign_in' | 'enrol' | 'decision' | 'statement'

export interface ChallengeOwner {
  readonly kind: ChallengeKind
  readonly personId: string | null
  readonly requestId: string | null
}

/** Stores a challenge, good once and for three minutes by the database's clock. Returns its id. */
export async function insertChallenge(
  tx: Tx,
  owner: ChallengeOwner,
  challenge: string,
  statement: Json | null = null,
): Promise<{ id: string; expiresAt: Date }> {
  const rows = await tx.$queryRaw<{ id: string; expires_at: Date }[]>`
    INSERT INTO webauthn_challenges (id, kind, challenge, person_id, request_id, statement, expires_at)
    VALUES (${newId('cha')}, ${owner.kind}, ${challenge}, ${owner.personId}, ${owner.requestId},
      ${statement === null ? null : JSON.stringify(statement)}::jsonb, clock_timestamp() + ${limits.challengeSeconds} * interval '1 second')
    RETURNING id, expires_at`
  const [row] = rows
  if (!row) throw new Error('a stored challenge was not returned')
  return { id: row.id, expiresAt: row.expires_at }
}

/**
 * Uses a challenge up: one conditional UPDATE, so of any number of answers to it one gets past here (ATTACKS 20). Null when
 * it is unknown, used, too old, of another kind, or was made for another person or request.
 */
export async function useChallenge(
  tx: Tx,
  id: string,
  owner: ChallengeOwner,
): Promise<{ challenge: string; statement: Json } | null> {
  const rows = await tx.$queryRaw<{ challenge: string; statement: Json }[]>`
    UPDATE webauthn_challenges SET used_at = clock_timestamp()
    WHERE id = ${id} AND kind = ${owner.kind} AND used_at IS NULL AND expires_at > clock_timestamp()
      AND person_id IS NOT DISTINCT FROM ${owner.personId} AND request_id IS NOT DISTINCT FROM ${owner.requestId}
    RETURNING challenge, statement`
  return rows[0] ?? null
}

/** The nonce of the statement that a challenge was made over, if it is this person's; the rest is said again by whoever verifies. */
export async function findStatementNonce(tx: Tx, id: string, personId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ nonce: string | null }[]>`
    SELECT statement ->> 'nonce' AS nonce FROM webauthn_challenges WHERE id = ${id} AND person_id = ${personId} AND kind = 'statement'`
  return rows[0]?.nonce ?? null
}

export interface StoredPasskey {
  readonly id: string
  readonly personId: string
  readonly credentialId: string
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly transports: readonly string[]
}

/** A person's passkeys in force, oldest first, at most 50. */
export async function activePasskeys(tx: Tx, personId: string): Promise<StoredPasskey[]> {
  return tx.passkey.findMany({
    where: { personId, revokedAt: null },
    orderBy: { createdAt: 'asc' },
    take: 50,
    select: { id: true, personId: true, credentialId: true, publicKey: true, transports: true },
  })
}

/** The passkey in force with this credential id, whose row is then locked until the transaction ends; null when there is none. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<StoredPasskey | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM passkeys WHERE credential_id = ${credentialId} AND revoked_at IS NULL FOR UPDATE`
  const [row] = rows
  if (!row) return null
  return tx.passkey.findUnique({
    where: { id: row.id },
    select: { id: true, personId: true, credentialId: true, publicKey: true, transports: true },
  })
}

/** Stores the use of a passkey; false when its counter did not go up (both 0: it has none), which a copy would explain. */
export async function recordPasskeyUse(tx: Tx, id: string, counter: bigint, backedUp: boolean): Promise<boolean> {
  const updated = await tx.$executeRaw`
    UPDATE passkeys SET counter = ${counter}, backed_up = ${backedUp}, last_used_at = clock_timestamp()
    WHERE id = ${id} AND revoked_at IS NULL AND (${counter} > counter OR (${counter} = 0 AND counter = 0))`
  return updated === 1
}

/** Ends a passkey of a person; false when it was not theirs or ended already. */
export async function endPasskey(tx: Tx, id: string, personId: string, why: 'counter' | 'person'): Promise<boolean> {
  const updated = await tx.$executeRaw`
    UPDATE passkeys SET revoked_at = clock_timestamp(), revoked_why = ${why}
    WHERE id = ${id} AND person_id = ${personId} AND revoked_at IS NULL`
  return updated === 1
}

/** Stores a new passkey; null when its credential id is known already, revoked ones included. */
export async function insertPasskey(
  tx: Tx,
  personId: string,
  name: string,
  passkey: NewPasskey,
): Promise<string | null> {
  const id = newId('pky')
  const inserted = await tx.$executeRaw`
    INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, name, backed_up)
    VALUES (${id}, ${personId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter}, ${[...passkey.transports]}::text[], ${name}, ${passkey.backedUp})
    ON CONFLICT (credential_id) DO NOTHING`
  return inserted === 1 ? id : null
}

/** True when a passkey with this credential id is or was registered, whoever's. */
export async function knowsCredential(tx: Tx, credentialId: string): Promise<boolean> {
  return (await tx.passkey.count({ where: { credentialId } })) > 0
}

/** True when the person has or had a passkey. */
export async function everHadPasskey(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.passkey.count({ where: { personId } })) > 0
}
