import type { Channel, Preferences, Topic } from './preferences'
import { minuteOfDay } from './zone'

/** What is to be sent, as far as its time depends on it. */
export type Timed = {
  readonly channel: Channel
  readonly topic: Topic
  /** Told that a request ended: on a device it only replaces what is shown. */
  readonly followUp: boolean
  readonly createdAt: Date
  /** When the request that it asks about expires; null when nothing does. */
  readonly deadline: Date | null
}

/**
 * Until when a message waits; null: it goes now. First for the next collection (T1 by e-mail, if the person collects), then
 * for the end of the quiet hours. Tests and T3 never wait: whoever is on call for what two people sign is woken.
 */
export function waitsUntil(message: Timed, preferences: Preferences, now: Date): Date | null {
  if (message.topic === 'T3' || message.topic === 'test') return null
  if (message.channel === 'chat') return null
  if (message.followUp && message.channel === 'push') return null
  const collected = collectsUntil(message, preferences)
  if (collected !== null && collected > now) return collected
  return quietUntil(preferences, now)
}

/** May it be collected with others into one e-mail? Only the lowest level that asks people (ATTACKS 64). */
export function mayBeCollected(message: Pick<Timed, 'channel' | 'topic' | 'followUp'>): boolean {
  return message.channel === 'email' && message.topic === 'T1' && !message.followUp
}

/** When its collection goes out; never after half of the time that people have. Null when it is not collected. */
export function collectsUntil(message: Timed, preferences: Preferences): Date | null {
  if (!mayBeCollected(message) || preferences.digestMinutes === 0) return null
  const created = message.createdAt.getTime()
  const full = created + preferences.digestMinutes * 60_000
  const half = message.deadline === null ? full : created + Math.max(0, message.deadline.getTime() - created) / 2
  return new Date(Math.min(full, half))
}

/** The end of the quiet hours that `now` lies in, to the minute; null outside of them. */
export function quietUntil({ quiet, zone }: Preferences, now: Date): Date | null {
  if (quiet === null) return null
  const minute = minuteOfDay(now, zone)
  const inside =
    quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to
  if (!inside) return null
  const left = (quiet.to - minute + 1_440) % 1_440
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + left * 60_000)
}

/** Seconds before each further try; after the last one a message has failed. About nine hours in all. */
const PAUSES = [15, 60, 300, 900, 3_600, 10_800, 18_000] as const
export const mostTries = PAUSES.length + 1

/**
 * Seconds until the next try after `tries` of them failed; null when it is given up. `spread` (0 to 1) keeps those that failed
 * together from coming together again; the other side's own `retryAfterSeconds` is kept to, up to an hour.
 */
export function nextTrySeconds(tries: number, spread: number, retryAfterSeconds: number | null): number | null {
  const pause = PAUSES[tries - 1]
  if (pause === undefined) return null
  return Math.max(Math.round(pause * (0.8 + 0.4 * spread)), Math.min(retryAfterSeconds ?? 0, 3_600))
}
