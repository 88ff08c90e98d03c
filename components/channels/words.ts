import type { Translate } from '@/components/language/translate'
import type { ChoosableTopic } from '@/lib/core/message/preferences'
import { sayMinute } from '@/lib/core/message/zone'

/** What people choose by, in the order in which it matters. */
export const TOPICS = ['T3', 'T2', 'T1', 'outcome', 'notice'] as const satisfies readonly (ChoosableTopic | 'T3')[]

/** Choices for how long T1 is collected, in minutes. */
export const COLLECT: readonly number[] = [0, 15, 60, 240]

/** "22:00 to 07:00" or "none". */
export function sayQuiet(t: Translate<'channels'>, quiet: { from: number; to: number } | null): string {
  return quiet === null
    ? t('said.quietNone')
    : t('said.quiet', { from: sayMinute(quiet.from), to: sayMinute(quiet.to) })
}

/** Minutes since midnight of a time field; null while it is incomplete. */
export function minuteOf(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}

/** "T1, T2, notices" or "only T3", because T3 is never off. */
export function sayTopics(t: Translate<'channels'>, topics: readonly string[]): string {
  return topics.length === 0
    ? t('said.onlyT3')
    : TOPICS.filter((topic) => topic === 'T3' || topics.includes(topic))
        .map((topic) => (topic === 'outcome' || topic === 'notice' ? t(`said.${topic}`) : topic))
        .join(', ')
}
