import type { Refusal } from '../refusal'

/** How much one agent, and all agents of one sponsor, may have waiting for people; and when people have had enough of it. */
export type VolumeLimits = {
  /** Of one agent, with any team that the new request would ask too. */
  readonly perPool: number
  readonly perAgent: number
  readonly perSponsor: number
  /** Denials by people within the window that make an agent pause; 0 for never. */
  readonly denials: number
}

/** What waits for people now, and what they denied of the agent within the window, newest first. */
export type Volume = {
  readonly inPool: number
  readonly ofAgent: number
  readonly ofSponsor: number
  readonly denied: readonly Date[]
}

/** Requests that wait for people, of this agent (`own`) or of another one of its sponsor, by the teams that they ask. */
export type Waiting = { readonly own: boolean; readonly teams: readonly string[]; readonly count: number }

/** What waits, seen from a wish that would ask these teams. */
export function volumeOf(waiting: readonly Waiting[], denied: readonly Date[], teams: readonly string[]): Volume {
  const sum = (which: (of: Waiting) => boolean) => waiting.filter(which).reduce((total, { count }) => total + count, 0)
  return {
    inPool: sum((of) => of.own && of.teams.some((team) => teams.includes(team))),
    ofAgent: sum(({ own }) => own),
    ofSponsor: sum(() => true),
    denied,
  }
}

/** The window of denials, and how long an agent then pauses. Minutes. */
export const HOLD_MINUTES = 10
/** People decide at their own pace; asking again sooner would be of no use. Seconds. */
const ASK_AGAIN_S = 60

/**
 * Whether people are asked once more (UX 4.2; ATTACKS 53): not by an agent that they denied so often just now, and not
 * while so much of it, or of its sponsor, waits already. Nothing is denied: the agent may ask again later.
 */
export function tooMuch(
  volume: Volume,
  limits: VolumeLimits,
  now: Date,
): Extract<Refusal, { code: `volume.${string}` }> | null {
  const last = limits.denials > 0 ? volume.denied[limits.denials - 1] : undefined
  if (last !== undefined) {
    const over = last.getTime() + HOLD_MINUTES * 60_000
    const retryAfterSeconds = Math.ceil((over - now.getTime()) / 1_000)
    if (retryAfterSeconds > 0) return { code: 'volume.held', denials: limits.denials, retryAfterSeconds }
  }
  const full =
    volume.inPool >= limits.perPool
      ? { whose: 'this agent, with the same approvers', most: limits.perPool }
      : volume.ofAgent >= limits.perAgent
        ? { whose: 'this agent', most: limits.perAgent }
        : volume.ofSponsor >= limits.perSponsor
          ? { whose: 'the agents of one sponsor', most: limits.perSponsor }
          : null
  return full && { code: 'volume.pending_cap', ...full, retryAfterSeconds: ASK_AGAIN_S }
}
