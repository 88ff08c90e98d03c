import type { Tx } from '@/lib/platform/transaction'
import type { PreferencesBody } from './schema'

/** A person's own choice; null while they chose nothing. Locked against a second save, and not by the person's row, which whoever disables an account locks before its sessions. */
export async function lockPreferences(tx: Tx, personId: string): Promise<PreferencesBody | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.preferences.' || ${personId}, 0))`
  const row = await tx.channelPreference.findUnique({ where: { personId } })
  return (
    row && {
      email: row.email as PreferencesBody['email'],
      push: row.push as PreferencesBody['push'],
      digest_minutes: row.digestMinutes,
      quiet: row.quietFrom === null || row.quietTo === null ? null : { from: row.quietFrom, to: row.quietTo },
      time_zone: row.timeZone,
    }
  )
}

export async function savePreferences(tx: Tx, personId: string, chosen: PreferencesBody): Promise<void> {
  const data = {
    email: chosen.email,
    push: chosen.push,
    digestMinutes: chosen.digest_minutes,
    quietFrom: chosen.quiet?.from ?? null,
    quietTo: chosen.quiet?.to ?? null,
    timeZone: chosen.time_zone,
    changedAt: new Date(),
  }
  await tx.channelPreference.upsert({ where: { personId }, create: { personId, ...data }, update: data })
}

/** The live device under this address, whoever's it is; locked. */
export async function lockEndpoint(tx: Tx, endpoint: string): Promise<{ id: string; person_id: string } | null> {
  // Two browsers never share an address, but one may send it twice at once.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.device.' || ${endpoint}, 0))`
  const rows = await tx.$queryRaw<{ id: string; person_id: string }[]>`
    SELECT id, person_id FROM push_devices WHERE endpoint = ${endpoint} AND ended_at IS NULL FOR UPDATE`
  return rows[0] ?? null
}

export async function countDevices(tx: Tx, personId: string): Promise<number> {
  return tx.pushDevice.count({ where: { personId, endedAt: null } })
}

export type NewDevice = {
  id: string
  personId: string
  endpoint: string
  p256dh: string
  auth: string
  userAgent: string
}

export async function insertDevice(tx: Tx, device: NewDevice): Promise<void> {
  await tx.pushDevice.create({ data: device })
}

/** New keys of a browser that subscribed again under the same address. */
export async function renewDevice(tx: Tx, id: string, keys: { p256dh: string; auth: string }): Promise<void> {
  await tx.pushDevice.update({ where: { id }, data: keys })
}

/** Whether a live device is this person's. */
export async function ownsDevice(tx: Tx, id: string, personId: string): Promise<boolean> {
  return (await tx.pushDevice.count({ where: { id, personId, endedAt: null } })) === 1
}

/** How many test messages a person sent in the last minute. */
export async function countTests(tx: Tx, personId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ tests: number }[]>`
    SELECT count(*)::int AS tests FROM deliveries WHERE person_id = ${personId} AND event = 'test' AND created_at > clock_timestamp() - interval '1 minute'`
  return rows[0]?.tests ?? 0
}

export type HookRow = {
  id: string
  title: string
  kind: 'slack' | 'generic'
  host: string
  topics: string[]
  teamId: string | null
  personId: string | null
  generation: number
}

/** A chat that is still told; the caller holds the configuration alone. */
export async function findLiveHook(tx: Tx, id: string): Promise<HookRow | null> {
  const row = await tx.chatHook.findFirst({ where: { id, endedAt: null } })
  return row && { ...row, kind: row.kind as HookRow['kind'] }
}

export async function countHooks(tx: Tx): Promise<number> {
  return tx.chatHook.count({ where: { endedAt: null } })
}

export async function insertHook(
  tx: Tx,
  hook: Omit<HookRow, 'generation'> & { sealedUrl: string; createdBy: string },
): Promise<void> {
  await tx.chatHook.create({ data: hook })
}

export async function updateHook(
  tx: Tx,
  id: string,
  to: Pick<HookRow, 'title' | 'topics' | 'teamId' | 'personId'> & { host?: string; sealedUrl?: string },
): Promise<void> {
  await tx.chatHook.update({ where: { id }, data: to })
}

/** The next secret; gives its number. */
export async function nextGeneration(tx: Tx, id: string): Promise<number> {
  const rows = await tx.$queryRaw<{ generation: number }[]>`
    UPDATE chat_hooks SET generation = generation + 1, rotated_at = clock_timestamp() WHERE id = ${id} AND ended_at IS NULL RETURNING generation`
  return rows[0]?.generation ?? 1
}

/** Ends a chat and what was still to be posted to it. */
export async function endHookRow(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE chat_hooks SET ended_at = clock_timestamp() WHERE id = ${id} AND ended_at IS NULL`
  await tx.$executeRaw`
    UPDATE deliveries SET status = 'superseded', ended_at = clock_timestamp(), claimed_until = NULL WHERE recipient = ${id} AND status = 'due'`
}
