import type { Consent } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import type { Message } from '@/lib/core/message/message'
import { type ChoosableTopic, defaultPreferences, type Preferences, type Topic } from '@/lib/core/message/preferences'
import type { NoticeSubject } from '@/lib/core/notice/explain'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { Handed } from '@/lib/platform/mailer'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

export type Claimed = {
  id: string
  channel: 'email' | 'push' | 'chat'
  recipient: string
  person_id: string | null
  event: string
  topic: Topic
  subject_id: string
  tries: number
  /** Of them, those before somebody sent it again. */
  tries_before: number
  created_at: Date
  /** Whoever holds it under this instant may say what became of it, and nobody else. */
  claimed_until: Date
  content: Message | null
  resent_by: string | null
  /** The database's clock. */
  now: Date
}

/** Longer than everything that one try may take, in seconds: after it somebody else tries, and a message may arrive twice. */
const CLAIM_SECONDS = 120

/**
 * Takes up to `limit` messages whose time has come; those that somebody else is sending are passed over. Of what may be collected
 * it takes one for each reader, the first: the others travel with it, or come next.
 */
export function claimDue(tx: Tx, limit: number): Promise<Claimed[]> {
  return tx.$queryRaw<Claimed[]>`
    WITH due AS (
      SELECT id FROM deliveries w WHERE status = 'due' AND due_at <= clock_timestamp() AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
        AND NOT (channel = 'email' AND topic = 'T1' AND event = 'asked' AND EXISTS (
          SELECT 1 FROM deliveries f WHERE f.recipient = w.recipient AND f.event = 'asked' AND f.topic = 'T1' AND f.status = 'due' AND (f.due_at, f.id) < (w.due_at, w.id)))
      ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE deliveries d SET claimed_until = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second' FROM due WHERE d.id = due.id
    RETURNING d.id, d.channel, d.recipient, d.person_id, d.event, d.topic, d.subject_id, d.tries, d.tries_before, d.created_at, d.claimed_until, d.content, d.resent_by, clock_timestamp() AS now`
}

/** Takes what is collected for the same reader, whenever its own time would come: it travels with `carrier`. */
export function claimCompanions(tx: Tx, carrier: Claimed, limit: number): Promise<Claimed[]> {
  return tx.$queryRaw<Claimed[]>`
    WITH along AS (
      SELECT id FROM deliveries WHERE status = 'due' AND channel = 'email' AND recipient = ${carrier.recipient} AND topic = 'T1' AND event = 'asked'
        AND id <> ${carrier.id} AND (claimed_until IS NULL OR claimed_until <= clock_timestamp()) ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE deliveries d SET claimed_until = clock_timestamp() + ${CLAIM_SECONDS} * interval '1 second' FROM along WHERE d.id = along.id
    RETURNING d.id, d.channel, d.recipient, d.person_id, d.event, d.topic, d.subject_id, d.tries, d.tries_before, d.created_at, d.claimed_until, d.content, d.resent_by, clock_timestamp() AS now`
}

export type RequestAbout = {
  id: string
  presentation: Presentation
  level: string
  bindingCode: string
  status: string
  expiresAt: Date
  agentId: string
  sponsorId: string
  executorId: string
  principals: string[]
  barred: string[]
  consent: Consent
  createdAt: Date
  handedOver: string[]
}

/** The request that a message is about; null for one that is about something else. */
export async function findRequest(db: Db, id: string): Promise<RequestAbout | null> {
  if (!id.startsWith('req_')) return null
  const found = await db.request.findUnique({ where: { id }, include: { handovers: { select: { fromId: true } } } })
  if (!found) return null
  const { handovers, ...row } = found
  return {
    ...row,
    handedOver: handovers.map(({ fromId }) => fromId),
    presentation: JSON.parse(row.presentation) as Presentation,
    consent: row.consent as unknown as Consent,
  }
}

/** The notice that a message carries. */
export async function findNotice(
  db: Db,
  id: string,
): Promise<{ id: string; kind: string; facts: { [key: string]: Json }; subject: NoticeSubject } | null> {
  if (!id.startsWith('ntc_')) return null
  const row = await db.notice.findUnique({ where: { id } })
  return (
    row && {
      id: row.id,
      kind: row.kind,
      facts: row.facts as { [key: string]: Json },
      subject: row.subject as NoticeSubject,
    }
  )
}

export type Asked = { id: string; status: string; claimed: boolean }

/** The message to this recipient that asked about the same thing: what a follow-up answers. The one that carried it, if it was collected. */
export async function findAsked(db: Db, recipient: string, subjectId: string): Promise<Asked | null> {
  const rows = await db.$queryRaw<Asked[]>`
    SELECT coalesce(carrier_id, id) AS id, status, (claimed_until IS NOT NULL AND claimed_until > clock_timestamp()) AS claimed FROM deliveries
    WHERE recipient = ${recipient} AND subject_id = ${subjectId} AND (event = 'asked' OR event LIKE 'reminded%')
    ORDER BY (status IN ('sent', 'not_configured')) DESC, id LIMIT 1`
  return rows[0] ?? null
}

/** How a person wants to be reached, chosen or by default. */
export async function findPreferences(db: Db, personId: string): Promise<Preferences> {
  const row = await db.channelPreference.findUnique({ where: { personId } })
  if (!row) return defaultPreferences
  return {
    email: row.email as ChoosableTopic[],
    push: row.push as ChoosableTopic[],
    digestMinutes: row.digestMinutes,
    quiet: row.quietFrom === null || row.quietTo === null ? null : { from: row.quietFrom, to: row.quietTo },
    zone: row.timeZone,
  }
}

export type Device = { id: string; personId: string; endpoint: string; p256dh: string; auth: string }

/** A device that may still be reached. */
export async function findDevice(db: Db, id: string): Promise<Device | null> {
  return db.pushDevice.findFirst({
    where: { id, endedAt: null },
    select: { id: true, personId: true, endpoint: true, p256dh: true, auth: true },
  })
}

export type Hook = {
  id: string
  kind: 'slack' | 'generic'
  sealedUrl: string
  generation: number
  rotatedAt: Date | null
}

/** A chat that is still told. */
export async function findHook(db: Db, id: string): Promise<Hook | null> {
  const row = await db.chatHook.findFirst({
    where: { id, endedAt: null },
    select: { id: true, kind: true, sealedUrl: true, generation: true, rotatedAt: true },
  })
  return row && { ...row, kind: row.kind as Hook['kind'] }
}

/** Lets a claimed message wait until `until`; nothing was tried. */
export async function putOff(tx: Tx, claimed: Claimed, until: Date): Promise<void> {
  await tx.$executeRaw`UPDATE deliveries SET due_at = ${until}, claimed_until = NULL WHERE id = ${claimed.id} AND claimed_until = ${claimed.claimed_until}`
}

/** Gives claimed messages back, to be taken up again in `seconds`. */
export async function giveBack(tx: Tx, claimed: readonly Claimed[], seconds: number): Promise<void> {
  for (const { id, claimed_until } of claimed)
    await tx.$executeRaw`
      UPDATE deliveries SET claimed_until = NULL, due_at = clock_timestamp() + ${seconds} * interval '1 second'
      WHERE id = ${id} AND claimed_until = ${claimed_until}`
}

/** Ends a claimed message without having sent it: there is nothing to tell any more. */
export async function leave(tx: Tx, claimed: Claimed): Promise<void> {
  await tx.$executeRaw`
    UPDATE deliveries SET status = 'superseded', ended_at = clock_timestamp(), claimed_until = NULL
    WHERE id = ${claimed.id} AND claimed_until = ${claimed.claimed_until}`
}

/** What became of one try, and what follows: the next try after so many seconds, or the end. */
export type Tried = {
  handed: Handed
  content: Message
  startedAt: Date
  tookMs: number
  status: 'due' | 'sent' | 'failed' | 'not_configured'
  nextSeconds: number
}

/** Writes a try down. False when the claim was lost meanwhile: whoever has it now says what became of it. */
export async function recordTry(tx: Tx, claimed: Claimed, tried: Tried): Promise<boolean> {
  const { handed, content, status, nextSeconds } = tried
  const changed = await tx.$executeRaw`
    UPDATE deliveries SET tries = tries + 1, status = ${status}, claimed_until = NULL, content = ${JSON.stringify(content)}::jsonb, last_outcome = ${said(handed)},
      due_at = clock_timestamp() + ${nextSeconds} * interval '1 second', ended_at = CASE WHEN ${status} = 'due' THEN NULL ELSE clock_timestamp() END
    WHERE id = ${claimed.id} AND claimed_until = ${claimed.claimed_until}`
  if (changed !== 1) return false
  await tx.deliveryAttempt.create({
    data: {
      deliveryId: claimed.id,
      number: claimed.tries + 1,
      at: tried.startedAt,
      tookMs: tried.tookMs,
      outcome: handed.kind,
      code: handed.code.slice(0, 40),
      detail: handed.detail.slice(0, 500),
    },
  })
  return true
}

/** What was collected ends as the message that carried it. */
export async function endCompanions(
  tx: Tx,
  companions: readonly Claimed[],
  carrierId: string,
  status: string,
): Promise<void> {
  for (const { id, claimed_until } of companions)
    await tx.$executeRaw`
      UPDATE deliveries SET status = ${status}, carrier_id = ${carrierId}, claimed_until = NULL, ended_at = clock_timestamp(), last_outcome = 'Collected with others.'
      WHERE id = ${id} AND claimed_until = ${claimed_until}`
}

/** Notes that a device was reached. */
export async function noteReached(tx: Tx, deviceId: string): Promise<void> {
  await tx.$executeRaw`UPDATE push_devices SET reached_at = clock_timestamp() WHERE id = ${deviceId}`
}

/** Ends a device; gives whose it was, or null when it had ended. */
export async function endDevice(tx: Tx, id: string, why: 'gone' | 'removed' | 'moved'): Promise<string | null> {
  const rows = await tx.$queryRaw<{ person_id: string }[]>`
    UPDATE push_devices SET ended_at = clock_timestamp(), ended_why = ${why} WHERE id = ${id} AND ended_at IS NULL RETURNING person_id`
  return rows[0]?.person_id ?? null
}

/** Locks one delivery and gives its status. */
export async function lockDelivery(tx: Tx, id: string): Promise<{ status: string; request_id: string | null } | null> {
  const rows = await tx.$queryRaw<{ status: string; request_id: string | null }[]>`
    SELECT status, CASE WHEN subject_id LIKE 'req\\_%' THEN subject_id END AS request_id FROM deliveries WHERE id = ${id} FOR UPDATE`
  return rows[0] ?? null
}

/** Sends an ended delivery again, now and with as many tries as a new one: under the same id, so a receiver can tell a copy. */
export async function dueAgain(tx: Tx, id: string, personId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE deliveries SET status = 'due', due_at = clock_timestamp(), ended_at = NULL, resent_by = ${personId}, carrier_id = NULL, tries_before = tries WHERE id = ${id}`
  await tx.$executeRaw`SELECT countersign_enqueue('send-messages', '{}')`
}

/** A message that only says that it arrives; it is its own subject. */
export async function insertTest(
  tx: Tx,
  test: { id: string; channel: string; recipient: string; personId: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO deliveries (id, channel, recipient, person_id, event, topic, subject_id)
    VALUES (${test.id}, ${test.channel}, ${test.recipient}, ${test.personId}, 'test', 'test', ${test.id})`
  await tx.$executeRaw`SELECT countersign_enqueue('send-messages', '{}')`
}

function said(handed: Handed): string {
  return `${handed.code} ${handed.detail}`.trim().slice(0, 300)
}
