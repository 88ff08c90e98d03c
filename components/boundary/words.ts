import type { Translate } from '@/components/language/translate'
import type { ChangeItem, SentencePart } from '@/lib/core/boundary/analysis'
import type { Level } from '@/lib/core/presentation/presentation'

/** How boundaries are put into words, the same on every screen. */

export const LEVELS: readonly Level[] = ['T0', 'T1', 'T2', 'T3', 'TX']

/** A sentence in parts as plain text. */
export function plain(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('')
}

/** "5 changes: 2 loosen, 2 tighten, 1 neutral" */
export function tally(t: Translate<'boundary'>, items: readonly ChangeItem[]): string {
  const said = (['loosens', 'tightens', 'neutral'] as const).flatMap((direction) => {
    const count = items.filter((item) => item.direction === direction).length
    return count === 0 ? [] : [t(`tally.${direction}`, { count })]
  })
  return said.length === 0 ? t('tally.nothing') : t('tally.all', { count: items.length, parts: said.join(', ') })
}

/** A share as people read it: "96 %"; a dash where there is nothing to tell. */
export function percent(t: Translate<'boundary'>, share: number | null): string {
  return share === null ? '—' : t('percent', { value: Math.round(share * 100) })
}

/** The state of a machine; one that is not known here is said as the server names it. */
export function machineStatus(t: Translate<'boundary'>, status: string): string {
  const known = MACHINE_STATES.find((state) => state === status)
  return known === undefined ? status : t(`machineStatus.${known}`)
}
const MACHINE_STATES = ['active', 'suspended', 'quarantined', 'retired', 'unknown'] as const
