import type { Preferences } from './preferences'
import { type Timed, waitsUntil } from './timing'

/** How a delivery stands at the moment when it is about to be sent. */
export type Standing = Timed & {
  readonly event: string
  /** False when whom it is for can or may not be told any more: left, no longer asked, the device or the chat is gone. */
  readonly reachable: boolean
  /** Whether the request that it asks about is still pending, by the clock; null when it asks about none. */
  readonly pending: boolean | null
  /** What became of the message that this one follows up; null when it follows none. */
  readonly asked: 'due' | 'in_flight' | 'sent' | 'failed' | 'not_configured' | 'superseded' | null
  /** Somebody pressed “send again”: it goes now. */
  readonly resent: boolean
}

export type Step =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: Date }
  /** There is nothing to tell any more, or nobody to tell it to. */
  | { readonly do: 'leave' }

/** How long the follow-up of a message that is being sent right now waits for it. Milliseconds. */
const BEHIND_MS = 3_000

/**
 * What to do with a message now: send it, wait, or leave it. Asking about what has ended is left; a follow-up goes only to whoever
 * was told, and after what it follows.
 */
export function nextStep(standing: Standing, preferences: Preferences, now: Date): Step {
  if (!standing.reachable) return { do: 'leave' }
  const asks = standing.event === 'asked' || standing.event.startsWith('reminded')
  if (asks && standing.pending !== true) return { do: 'leave' }
  if (standing.event.startsWith('ended')) {
    if (standing.asked === 'in_flight') return { do: 'wait', until: new Date(now.getTime() + BEHIND_MS) }
    // Not configured: the log says of the follow-up too what would have been sent.
    if (standing.asked !== 'sent' && standing.asked !== 'not_configured') return { do: 'leave' }
  }
  const until = standing.resent ? null : waitsUntil(standing, preferences, now)
  return until === null ? { do: 'send' } : { do: 'wait', until }
}
