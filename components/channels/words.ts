import type { ChoosableTopic } from '@/lib/core/message/preferences'
import { sayMinute } from '@/lib/core/message/zone'

/** What people choose by, in the order in which it matters. */
export const TOPICS: readonly { topic: ChoosableTopic | 'T3'; title: string; note: string }[] = [
  { topic: 'T3', title: 'Two people, passkey', note: 'Always, whatever the hour' },
  { topic: 'T2', title: 'One person, passkey', note: 'As soon as it is asked' },
  { topic: 'T1', title: 'One person', note: 'By e-mail collected, if you like' },
  { topic: 'outcome', title: 'How it ended', note: 'What agents that you sponsor asked for' },
  { topic: 'notice', title: 'Notices', note: 'Reviews, roles, what stands still' },
]

export const CHANNEL_WORDS = { email: 'E-mail', push: 'Notification', chat: 'Chat' } as const

/** Choices for how long T1 is collected, in minutes. */
export const COLLECT: readonly { minutes: number; label: string }[] = [
  { minutes: 0, label: 'Each at once' },
  { minutes: 15, label: 'Every 15 minutes' },
  { minutes: 60, label: 'Every hour' },
  { minutes: 240, label: 'Every 4 hours' },
]

export function sayCollect(minutes: number): string {
  return COLLECT.find((choice) => choice.minutes === minutes)?.label ?? `Every ${minutes} minutes`
}

/** "22:00 to 07:00" or "none". */
export function sayQuiet(quiet: { from: number; to: number } | null): string {
  return quiet === null ? 'none' : `${sayMinute(quiet.from)} to ${sayMinute(quiet.to)}`
}

/** Minutes since midnight of a time field; null while it is incomplete. */
export function minuteOf(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}

const SHORT: { readonly [topic: string]: string } = { outcome: 'outcomes', notice: 'notices' }

/** "T1, T2, notices" or "only T3", because T3 is never off. */
export function sayTopics(topics: readonly string[]): string {
  return topics.length === 0
    ? 'only T3'
    : TOPICS.filter(({ topic }) => topic === 'T3' || topics.includes(topic))
        .map(({ topic }) => SHORT[topic] ?? topic)
        .join(', ')
}
