import { INTL_TAGS } from '../language/languages'
import type { SaidIn } from '../language/said'
import { limits } from '../limits'

const DAY_MS = 86_400_000

/** The day of an instant in UTC: "2026-11-26". */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The day as it is written in sentences: "26 Nov 2026". No locale: what was signed reads the same everywhere. */
export function writtenDay(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`
}

/** A day in a sentence that is said in somebody's language and signed by nobody: "26. Nov. 2026". */
export function sayDay(at: Date, language: SaidIn): string {
  return language === 'de' ? GERMAN_DAY.format(at) : writtenDay(at)
}

const GERMAN_DAY = new Intl.DateTimeFormat(INTL_TAGS.de, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** The last instant of a day ("2026-11-26"): a review by a day may be done on that day. */
export function endOfDay(day: string): Date {
  return new Date(`${day}T23:59:59.999Z`)
}

/** When an assignment is looked at again unless somebody says otherwise. */
export function defaultReview(now: Date): Date {
  return endOfDay(dayOf(new Date(now.getTime() + limits.reviewDaysDefault * DAY_MS)))
}

/** Why a day cannot be the one to review an assignment by; null when it can. */
export function badReviewDay(day: string, now: Date): string | null {
  const due = endOfDay(day)
  if (Number.isNaN(due.getTime())) return 'is no day'
  if (dayOf(due) <= dayOf(now)) return 'is not in the future'
  return due.getTime() - now.getTime() > (limits.reviewDaysMax + 1) * DAY_MS
    ? `is more than ${limits.reviewDaysMax} days away`
    : null
}

/** When the next review is due after an acknowledgement at `now`: as it was set when it is the first one, else anew. */
export function reviewAfter(assignment: { acknowledgedAt: Date | null; reviewDue: Date }, now: Date): Date {
  return assignment.acknowledgedAt === null && assignment.reviewDue > now ? assignment.reviewDue : defaultReview(now)
}

/** An assignment whose review is due within so many days is shown as due soon, and reminded of. */
export const SOON_DAYS = 14

/** Why somebody is reminded of an assignment now. */
export type Reminder = 'first' | 'halfway' | 'last_day' | 'overdue'

/**
 * The reminder that is due at `now`, or null. There is one at the start, one halfway, one on the last day and one when it is
 * too late; never two within a day, and none twice: what was said before (`remindedAt`) counts.
 */
export function reminderDue(window: { start: Date; due: Date }, remindedAt: Date | null, now: Date): Reminder | null {
  const { start, due } = window
  const marks: readonly [Reminder, number][] = [
    ['overdue', due.getTime()],
    ['last_day', Math.max(due.getTime() - DAY_MS, start.getTime())],
    ['halfway', (start.getTime() + due.getTime()) / 2],
    ['first', start.getTime()],
  ]
  const reached = marks.find(([, at]) => at <= now.getTime())
  if (!reached) return null
  const [reminder, at] = reached
  if (remindedAt === null) return reminder
  return remindedAt.getTime() < at && now.getTime() - remindedAt.getTime() >= DAY_MS ? reminder : null
}

/** From when to when somebody is asked to confirm: the open campaign's time, else the last days before the review. */
export function reminderWindow(
  reviewDue: Date,
  campaign: { startedAt: Date; dueAt: Date } | null,
): { start: Date; due: Date } {
  return campaign
    ? { start: campaign.startedAt, due: campaign.dueAt < reviewDue ? campaign.dueAt : reviewDue }
    : { start: new Date(reviewDue.getTime() - SOON_DAYS * DAY_MS), due: reviewDue }
}
