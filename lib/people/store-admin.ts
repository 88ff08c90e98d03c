import type { GivenRole } from '@/lib/core/proposal/kinds'
import type { Tx } from '@/lib/platform/transaction'

/** How a person is called and what they do. */
export async function updatePerson(tx: Tx, id: string, to: { name: string; title: string }): Promise<void> {
  await tx.$executeRaw`UPDATE people SET name = ${to.name}, title = ${to.title} WHERE id = ${id} AND status = 'active'`
}

/** Ends an account; the law lets nobody begin it again. */
export async function markDisabled(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE people SET status = 'disabled', disabled_at = clock_timestamp() WHERE id = ${id} AND status = 'active'`
}

/** Notes that somebody was let in again without their old passkeys, now by the database's clock. */
export async function markRecovered(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE people SET recovered_at = clock_timestamp() WHERE id = ${id} AND status = 'active'`
}

/** Takes a role away. */
export async function deleteRole(tx: Tx, personId: string, role: GivenRole): Promise<void> {
  await tx.$executeRaw`DELETE FROM person_roles WHERE person_id = ${personId} AND role = ${role}`
}

/** Ends every session of a person but `except`, at the time when each is held (see `endSession`); gives the ids of those that it ended. */
export async function endSessionsOf(tx: Tx, personId: string, except: string | null): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH held AS MATERIALIZED (
      SELECT id FROM sessions
      WHERE person_id = ${personId} AND revoked_at IS NULL AND expires_at > clock_timestamp() AND id IS DISTINCT FROM ${except}
      ORDER BY id FOR UPDATE)
    UPDATE sessions s SET revoked_at = clock_timestamp() FROM held WHERE s.id = held.id RETURNING s.id`
  return rows.map(({ id }) => id)
}

/** Ends every passkey of a person, and keeps it: a key that was theirs never becomes somebody else's. Gives their ids. */
export async function endPasskeysOf(tx: Tx, personId: string, why: 'left' | 'recovered'): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE passkeys SET revoked_at = clock_timestamp(), revoked_why = ${why}
    WHERE person_id = ${personId} AND revoked_at IS NULL RETURNING id`
  return rows.map(({ id }) => id)
}

/** Ends the live session with this handle (SHA-256 of its id, hex); null when there is none. */
export async function endSessionByHandle(tx: Tx, handle: string): Promise<{ id: string; personId: string } | null> {
  const rows = await tx.$queryRaw<{ id: string; person_id: string }[]>`
    WITH held AS MATERIALIZED (
      SELECT id FROM sessions
      WHERE revoked_at IS NULL AND expires_at > clock_timestamp() AND encode(sha256(convert_to(id, 'UTF8')), 'hex') = ${handle}
      FOR UPDATE)
    UPDATE sessions s SET revoked_at = clock_timestamp() FROM held WHERE s.id = held.id RETURNING s.id, s.person_id`
  return rows[0] ? { id: rows[0].id, personId: rows[0].person_id } : null
}

/** Ends an unused invitation; gives whom it is for, or null when there is none. */
export async function endInvitation(tx: Tx, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ person_id: string | null }[]>`
    UPDATE invitations SET expires_at = clock_timestamp()
    WHERE id = ${id} AND accepted_at IS NULL AND expires_at > clock_timestamp() AND person_id IS NOT NULL RETURNING person_id`
  return rows[0]?.person_id ?? null
}

/** How the organisation is called. */
export async function renameOrganisation(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`UPDATE organisations SET name = ${name} WHERE id = 1`
}

/** Who is told that a link let somebody in again: the person and the administrators, with the names that the notice says. */
export async function findRecoveryAudience(
  tx: Tx,
  personId: string,
  invitationId: string,
): Promise<{ ids: string[]; who: string; by: string }> {
  const [admins, person, by] = await Promise.all([
    tx.person.findMany({
      where: { status: 'active', roles: { some: { role: 'admin' } } },
      select: { id: true },
      take: 200,
    }),
    tx.person.findUnique({ where: { id: personId }, select: { name: true } }),
    tx.$queryRaw<
      { name: string }[]
    >`SELECT p.name FROM invitations i JOIN people p ON p.id = i.created_by WHERE i.id = ${invitationId}`,
  ])
  return {
    ids: [...new Set([personId, ...admins.map(({ id }) => id)])],
    who: person?.name ?? personId,
    by: by[0]?.name ?? 'Somebody',
  }
}
