import { LEVEL_WORDS } from '@/components/request/level'
import type { ChangeItem, SentencePart } from '@/lib/core/boundary/analysis'
import type { Level } from '@/lib/core/presentation/presentation'

/** How boundaries are put into words, the same on every screen. */

export const LEVELS: readonly Level[] = ['T0', 'T1', 'T2', 'T3', 'TX']

/** "1 request", "3 requests", "1,284 requests". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** "Three things are open": small numbers in words where a sentence begins. */
export function spelledCount(count: number): string {
  return SMALL[count] ?? String(count)
}

/** "Mei Lin", "Mei Lin and Tom Ek", "Mei Lin, Tom Ek and Jonas Weber". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What a level asks, for the hint under its switch. */
export function levelHint(level: Level): string {
  if (level === 'T0') return 'T0: the policy alone; people may be told'
  if (level === 'TX') return 'TX: never, whoever asks'
  if (level === 'T3') return 'T3: two or more people, each with a passkey'
  return `${level}: ${LEVEL_WORDS[level].toLowerCase()}`
}

/** A sentence in parts as plain text. */
export function plain(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('')
}

/** "5 changes: 2 loosen, 2 tighten, 1 neutral" */
export function tally(items: readonly ChangeItem[]): string {
  const of = (direction: ChangeItem['direction']) => items.filter((item) => item.direction === direction).length
  const parts = [
    [of('loosens'), 'loosens', 'loosen'],
    [of('tightens'), 'tightens', 'tighten'],
    [of('neutral'), 'neutral', 'neutral'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
  return said.length === 0 ? 'nothing' : `${counted(items.length, 'change')}: ${said.join(', ')}`
}

/** A share as people read it: "96 %"; a dash where there is nothing to tell. */
export function percent(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 100)} %`
}
