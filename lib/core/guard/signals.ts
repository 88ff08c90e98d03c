/**
 * What of a person's last decisions says that they may no longer be reading (UX 4.5). Two kinds of facts go in: those that the
 * server holds (when something was opened and decided, how much there was to read) and what the page reported (reading time,
 * sections). The second are claims: an honest page can make the guard stricter by them, a dishonest one cannot make it weaker.
 */

/** Signals look this far back. */
export const WINDOW_MINUTES = 30
/** A shift is looked for this far back. */
export const SHIFT_LOOKS_BACK_HOURS = 12

/** One decision of the person, as far as the guard looks at it. */
export type Looked = {
  verb: 'approve' | 'deny' | 'abstain'
  at: Date
  /** Decisions that were signed as one act count as one. */
  act: string
  /** Workflow and action: what is compared with what the person usually takes for it. */
  kind: string
  /** Characters of the action: title and params. */
  length: number
  /** Seconds from opening to deciding, by the server's clock; 0 when it was never opened. */
  seconds: number
  /** Seconds that the page says it was read; null when it said nothing. A claim. */
  readSeconds: number | null
  /** Sections that the page says were on the screen. A claim. */
  sections: readonly string[]
}

/** What the person usually takes for a kind: the middle of their last thirty days, by the server's clock. */
export type Usual = { seconds: number; samples: number }

export type Watched = {
  /** In any order; may reach back further than the window. */
  decisions: readonly Looked[]
  usual: ReadonlyMap<string, Usual>
  now: Date
  /** The hour on the person's clock, 0 to 23; null when their time zone is not known. */
  hour: number | null
  /** Approvals of before this moment are forgotten: the person has rested since. */
  restedUntil: Date | null
  /** So many approvals within the window are many. */
  many: number
}

export type Signal =
  | { code: 'rate'; approvals: number }
  | { code: 'fast'; seconds: number; floor: number; approvals: number }
  | { code: 'streak'; inRow: number; minutes: number; unseen: boolean }
  | { code: 'hour'; hour: number }
  | { code: 'shift'; hours: number }
export type Weighed = { signal: Signal; weight: number }

/** Nobody reads faster than this, whatever is shown. */
const FLOOR_SECONDS = 4
const FLOOR_SECONDS_MAX = 60
/** Skimming, not reading: about twice the pace of careful reading. */
const CHARACTERS_A_SECOND = 40
/** Fewer than so many say nothing of a usual pace, or of a pace at all. */
const USUAL_SAMPLES = 5
const FAST_SAMPLES = 4
/** Sections of the request page that a careful reader opens now and then (UX S3, 6 and 7). */
const CAREFUL: readonly string[] = ['compare', 'delegation']
/** An hour without a decision ends a shift. */
const PAUSE_MS = 3_600_000
const SHIFT_HOURS = 4

/** The seconds below which nobody can have read it: half of what the person usually takes, and never less than skimming takes. */
export function readingFloor(length: number, usual: Usual | undefined): number {
  const own = usual && usual.samples >= USUAL_SAMPLES ? usual.seconds / 2 : 0
  return Math.min(FLOOR_SECONDS_MAX, Math.max(FLOOR_SECONDS, Math.ceil(length / CHARACTERS_A_SECOND), Math.ceil(own)))
}

/** The signals that are there, each with its weight; the hour and the shift only beside one of the others. */
export function signalsOf(watched: Watched): Weighed[] {
  const now = watched.now.getTime()
  const since = Math.max(now - WINDOW_MINUTES * 60_000, watched.restedUntil?.getTime() ?? 0)
  const window = watched.decisions
    .filter(({ at }) => at.getTime() > since && at.getTime() <= now)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  const approvals = oneEach(window.filter(({ verb }) => verb === 'approve'))
  const found = [rateOf(approvals, watched), fastOf(approvals, watched), streakOf(window, watched)].filter(
    (each) => each !== null,
  )
  if (found.length === 0) return []
  // What makes tired counts once, and never by itself: somebody on call at night decides at night.
  const tired = [hourOf(watched), shiftOf(watched)].filter((each) => each !== null)
  return [...found, ...tired.map((signal, at) => ({ signal, weight: at === 0 ? 1 : 0 }))]
}

function rateOf(approvals: readonly Looked[], { many }: Watched): Weighed | null {
  if (approvals.length < many) return null
  return { signal: { code: 'rate', approvals: approvals.length }, weight: approvals.length >= 2 * many ? 2 : 1 }
}

function fastOf(approvals: readonly Looked[], { usual }: Watched): Weighed | null {
  if (approvals.length < FAST_SAMPLES) return null
  const paces = approvals.map((each) => {
    const floor = readingFloor(each.length, usual.get(each.kind))
    // The page can say that it was read for less, never that it was read for more than it was open.
    const seconds = Math.min(each.seconds, each.readSeconds ?? each.seconds)
    return { seconds, floor, share: seconds / floor }
  })
  const middle = [...paces].sort((a, b) => a.share - b.share)[Math.floor((paces.length - 1) / 2)]
  if (!middle || middle.share >= 1) return null
  const { seconds, floor, share } = middle
  const blind = share < 0.5 && approvals.length >= 2 * FAST_SAMPLES
  return {
    signal: { code: 'fast', seconds: Math.floor(seconds), floor, approvals: approvals.length },
    weight: blind ? 2 : 1,
  }
}

/**
 * Approvals in a row, with no denial and no abstention between them. Where the page says that nothing beyond the action was
 * looked at, two thirds suffice; where it says more, or is made to say more, the number alone does.
 */
function streakOf(window: readonly Looked[], { many }: Watched): Weighed | null {
  const ends = window.findIndex(({ verb }) => verb !== 'approve')
  const row = oneEach(ends < 0 ? window : window.slice(0, ends))
  const [first] = row
  const last = row.at(-1)
  if (!first || !last) return null
  const unseen = row.every(({ sections }) => !sections.some((section) => CAREFUL.includes(section)))
  const long = unseen ? Math.ceil((many * 2) / 3) : many
  if (row.length < long) return null
  const minutes = Math.max(1, Math.ceil((first.at.getTime() - last.at.getTime()) / 60_000))
  return {
    signal: { code: 'streak', inRow: row.length, minutes, unseen },
    weight: row.length >= 2 * long ? 2 : 1,
  }
}

function hourOf({ hour }: Watched): Signal | null {
  return hour !== null && (hour >= 22 || hour < 6) ? { code: 'hour', hour } : null
}

function shiftOf({ decisions, now }: Watched): Signal | null {
  const times = decisions.map(({ at }) => at.getTime()).sort((a, b) => b - a)
  let began = now.getTime()
  for (const time of times) {
    if (began - time > PAUSE_MS) break
    began = time
  }
  const hours = (now.getTime() - began) / 3_600_000
  return hours > SHIFT_HOURS ? { code: 'shift', hours: Math.floor(hours) } : null
}

function oneEach(decisions: readonly Looked[]): Looked[] {
  const acts = new Set<string>()
  return decisions.filter(({ act }) => !acts.has(act) && acts.add(act))
}
