import { randomInt } from 'node:crypto'
import { appendEntry } from '@/lib/audit/store'
import { whyIneligible } from '@/lib/core/decision/eligibility'
import type { Message, Place } from '@/lib/core/message/message'
import { defaultPreferences, type Preferences } from '@/lib/core/message/preferences'
import { nextStep } from '@/lib/core/message/step'
import { mayBeCollected, nextTrySeconds } from '@/lib/core/message/timing'
import { currentDirectory } from '@/lib/directory/current'
import { findLanguage } from '@/lib/people/store-language'
import { env } from '@/lib/platform/env'
import type { Handed } from '@/lib/platform/mailer'
import { autocommit, inTransaction } from '@/lib/platform/transaction'
import { aboutRequest, contentOf } from './content'
import { handOver, type Reach } from './hand'
import {
  type Claimed,
  claimCompanions,
  claimDue,
  endCompanions,
  endDevice,
  findAsked,
  findDevice,
  findHook,
  findNotice,
  findPreferences,
  findRequest,
  giveBack,
  leave,
  noteReached,
  putOff,
  type RequestAbout,
  recordTry,
} from './store'

/** Sent at once in one process. */
const AT_ONCE = 6
/** In one run; the next one goes on. */
const MOST_ROUNDS = 50
/** In one collected e-mail. */
const MOST_COLLECTED = 50

/**
 * Sends every message whose time has come, and gives how many it handled. Each is claimed by a statement of its own, handed over
 * outside of any transaction, and what became of it is written down by whoever still holds the claim. A process that dies in
 * between lets the claim lapse, so a message goes out at least once, under the same Message-ID or webhook-id.
 */
export async function sendMessages(): Promise<number> {
  let handled = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const claimed = await inTransaction((tx) => claimDue(tx, AT_ONCE))
    // One that cannot even be read must not hold up the others: its claim lapses, and the failure is seen.
    const ended = await Promise.allSettled(claimed.map((one) => sendOne(one)))
    const failed = ended.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    handled += claimed.length
    if (claimed.length === 0) return handled
  }
  return handled
}

async function sendOne(claimed: Claimed): Promise<void> {
  const db = autocommit()
  const directory = await currentDirectory()
  const [request, notice, preferences, language, asked] = await Promise.all([
    findRequest(db, claimed.subject_id),
    findNotice(db, claimed.subject_id),
    claimed.person_id === null ? defaultPreferences : findPreferences(db, claimed.person_id),
    findLanguage(db, claimed.person_id),
    isFollowUp(claimed) ? findAsked(db, claimed.recipient, claimed.subject_id) : null,
  ])
  const person = claimed.person_id === null ? undefined : directory.people.get(claimed.person_id)
  const reach = await reachOf(claimed, person?.email)
  const pending = request && request.status === 'pending' && request.expiresAt > claimed.now
  const stillAsked =
    claimed.event !== 'asked' || claimed.channel === 'chat' || !request || !person
      ? true
      : whyIneligible(person.id, request, directory) === null
  const followUp = isFollowUp(claimed)
  const timed = {
    channel: claimed.channel,
    topic: claimed.topic,
    followUp,
    createdAt: claimed.created_at,
    deadline: request?.expiresAt ?? null,
  }
  const step = nextStep(
    {
      ...timed,
      event: claimed.event,
      reachable: reach !== null && stillAsked,
      pending,
      asked: asked === null ? null : asked.status === 'due' && asked.claimed ? 'in_flight' : (asked.status as 'sent'),
      resent: claimed.resent_by !== null,
    },
    preferences,
    claimed.now,
  )
  if (step.do === 'wait') return inTransaction((tx) => putOff(tx, claimed, step.until))
  const testedBy = person?.name ?? directory.organisation.name
  const message = contentOf(claimed.event, language, { request, notice, testedBy })
  if (step.do === 'leave' || reach === null || message === null) return inTransaction((tx) => leave(tx, claimed))
  const place: Place = {
    baseUrl: env().baseUrl,
    organisation: directory.organisation.name,
    zone: preferences.zone,
  }
  const companions = collects(claimed, preferences)
    ? await inTransaction((tx) => claimCompanions(tx, claimed, MOST_COLLECTED - 1))
    : []
  await deliver(claimed, await collect(message, request, companions), reach, asked?.id ?? null, place, companions)
}

/** Told to whoever was asked, in the thread of what asked them. */
function isFollowUp({ event }: Claimed): boolean {
  return event.startsWith('ended')
}

function collects(claimed: Claimed, { digestMinutes }: Preferences): boolean {
  const followUp = isFollowUp(claimed)
  return digestMinutes > 0 && claimed.resent_by === null && mayBeCollected({ ...claimed, followUp })
}

/** One message of several that were collected; of one, that one as it is. */
async function collect(
  message: Message,
  request: RequestAbout | null,
  companions: readonly Claimed[],
): Promise<Message> {
  if (companions.length === 0 || !request) return message
  const others = await Promise.all(companions.map(({ subject_id }) => findRequest(autocommit(), subject_id)))
  const items = [request, ...others.filter((other) => other !== null && other.status === 'pending')] as RequestAbout[]
  const { language = 'en' } = message
  return { kind: 'collected', language, items: items.map((item) => aboutRequest(item, language)) }
}

async function deliver(
  claimed: Claimed,
  message: Message,
  reach: Reach,
  follows: string | null,
  place: Place,
  companions: readonly Claimed[],
): Promise<void> {
  const started = performance.now()
  const handed = await handOver(message, reach, { id: claimed.id, follows }, place, claimed.now)
  const tookMs = Math.round(performance.now() - started)
  const tries = claimed.tries - claimed.tries_before + 1
  const pause =
    handed.kind === 'later' ? nextTrySeconds(tries, randomInt(1_000) / 1_000, handed.retryAfterSeconds) : null
  const status = statusOf(handed, pause)
  await inTransaction(async (tx) => {
    const mine = await recordTry(tx, claimed, {
      handed,
      content: message,
      startedAt: claimed.now,
      tookMs,
      status,
      nextSeconds: pause ?? 0,
    })
    if (!mine) return
    if (status === 'due') await giveBack(tx, companions, pause ?? 0)
    else await endCompanions(tx, companions, claimed.id, status)
    if (claimed.channel === 'push' && handed.kind === 'accepted') await noteReached(tx, claimed.recipient)
    if (
      claimed.channel === 'push' &&
      handed.kind === 'gone' &&
      (await endDevice(tx, claimed.recipient, 'gone')) !== null
    )
      await appendEntry(tx, {
        type: 'channel.device_removed',
        actor: { kind: 'system', id: 'system' },
        subject: { person_id: claimed.person_id ?? '', device_id: claimed.recipient },
        facts: { why: 'gone', code: handed.code },
      })
    if (status === 'failed')
      await appendEntry(tx, {
        type: 'delivery.failed',
        actor: { kind: 'system', id: 'system' },
        subject: {
          delivery_id: claimed.id,
          ...(claimed.subject_id.startsWith('req_') ? { request_id: claimed.subject_id } : {}),
        },
        facts: {
          channel: claimed.channel,
          recipient: claimed.recipient,
          event: claimed.event,
          tries: claimed.tries + 1,
          code: handed.code,
        },
      })
  })
}

function statusOf(handed: Handed, pause: number | null): 'due' | 'sent' | 'failed' | 'not_configured' {
  if (handed.kind === 'accepted') return 'sent'
  if (handed.kind === 'not_configured') return 'not_configured'
  return pause === null ? 'failed' : 'due'
}

/** How the recipient is reached now; null when they are not any more. */
async function reachOf(claimed: Claimed, address: string | undefined): Promise<Reach | null> {
  const db = autocommit()
  if (claimed.channel === 'push') {
    const device = await findDevice(db, claimed.recipient)
    return device && { channel: 'push', device }
  }
  if (claimed.channel === 'chat') {
    const hook = await findHook(db, claimed.recipient)
    return hook && { channel: 'chat', hook }
  }
  return address === undefined ? null : { channel: 'email', address }
}
