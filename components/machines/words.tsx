import type { Translate } from '@/components/language/translate'
import { Ago } from '@/components/ui/time'

/** A moment within a sentence: the empty tag of its message. */
export function agoOf(at: string) {
  return () => <Ago at={at} />
}

const STANDINGS = ['draft', 'active', 'suspended', 'quarantined', 'retired'] as const

/** A state within a line: "suspended". One that the console does not know stands as it is. */
export function standingWithin(t: Translate<'machines'>, status: string): string {
  const known = STANDINGS.find((standing) => standing === status)
  return known ? t(`standingWithin.${known}`) : status
}
