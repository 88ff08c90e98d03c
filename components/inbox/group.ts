import { levelWords } from '@/components/request/level'
import type { Level } from '@/lib/core/presentation/presentation'
import type { InboxItem } from '@/lib/inbox/schema'

export type Group = { key: string; level: Level; words: string; items: InboxItem[] }

const ORDER: Level[] = ['T3', 'T2', 'T1', 'T0', 'TX']
export const SOON_MS = 10 * 60_000

/**
 * Level first, then what is due in under ten minutes, then the rest; inside a group by time left, ties by id. Computed for
 * one moment: rows are not sorted again while somebody reads them.
 */
export function groupItems(items: InboxItem[], now: number): Group[] {
  const groups: Group[] = []
  for (const level of ORDER) {
    const ofLevel = items.filter((item) => item.level === level).sort(byTimeLeft)
    const soon = ofLevel.filter((item) => item.status === 'pending' && Date.parse(item.expires_at) - now < SOON_MS)
    const rest = ofLevel.filter((item) => !soon.includes(item))
    if (soon.length > 0) groups.push({ key: `${level}-soon`, level, words: 'Due in under 10 min', items: soon })
    if (rest.length > 0) groups.push({ key: level, level, words: levelWords(level, quorumOf(rest)), items: rest })
  }
  return groups
}

/** Ended requests: newest first, in one list. */
export function endedGroup(items: InboxItem[]): InboxItem[] {
  return [...items].sort((a, b) => (b.ended?.at ?? '').localeCompare(a.ended?.at ?? '') || a.id.localeCompare(b.id))
}

function quorumOf(items: InboxItem[]): number {
  const needs = new Set(items.map((item) => item.quorum.needed))
  return needs.size === 1 ? ([...needs][0] ?? 2) : 2
}

function byTimeLeft(a: InboxItem, b: InboxItem): number {
  return Date.parse(a.expires_at) - Date.parse(b.expires_at) || a.id.localeCompare(b.id)
}
