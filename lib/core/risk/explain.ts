import type { SaidIn } from '../language/said'
import { type Signal, type SignalKey, signalKeys } from './signals'

/** A stored signal, whose label is English, in the language of whoever reads it; one of a later version as it is. */
export function saySignal(signal: Signal, language: SaidIn): Signal {
  const key = signalKeys.find((known) => known === signal.key)
  if (language === 'en' || key === undefined) return signal
  return { ...signal, label: GERMAN[key](/^\d+/.exec(signal.label)?.[0] ?? '1') }
}

/** `count` is the number that the label begins with. */
const GERMAN: { readonly [key in SignalKey]: (count: string) => string } = {
  hidden: (count) => (count === '1' ? 'verstecktes Zeichen' : `${count} versteckte Zeichen`),
  look_alike: () => 'zum Verwechseln ähnlich',
  denied_before: () => 'schon einmal abgelehnt',
  supersedes: () => 'geändert',
  irreversible: () => 'unumkehrbar',
  opaque: () => 'nicht darstellbar',
  first_time: () => 'heute zum ersten Mal',
  burst: (count) => `${count} in einer Stunde`,
  secret: () => 'Geheimnis',
  personal: () => 'personenbezogene Daten',
  delegated: () => 'im Auftrag',
  emergency: () => 'nennt es Notfall',
}
