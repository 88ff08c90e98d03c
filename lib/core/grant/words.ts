import type { SaidIn } from '../language/said'
import { stops } from '../machine/stop'

/**
 * What our own code stores, in English, of how a grant or an execution ended. Whatever else stands there was written by a
 * person or by the executor, and stays as it is.
 */
const GERMAN: { readonly [english: string]: string } = {
  'never redeemed': 'nie eingelöst',
  'no report before the lease ended': 'vor dem Ende der Frist kam keine Meldung',
  'Replaced by a newer request.': 'durch eine neuere Anfrage ersetzt',
  'The approval was taken back before the grant was released.':
    'die Genehmigung wurde zurückgenommen, bevor die Freigabe erteilt war',
  'The grant was revoked before the executor reported.':
    'Die Freigabe wurde widerrufen, bevor der Executor etwas gemeldet hat.',
}
export const storedEnds = Object.keys(GERMAN)

const STOPPED = new RegExp(`^(\\S+) was (${stops.join('|')}) before the executor reported\\.$`)
const HOW = { suspended: 'gesperrt', quarantined: 'in Quarantäne genommen', retired: 'stillgelegt' } as const

/** Why it ended, or what was reported of it, to people. */
export function sayEnd(stored: string, language: SaidIn): string {
  if (language === 'en') return stored
  if (Object.hasOwn(GERMAN, stored)) return GERMAN[stored] ?? stored
  const [, what, how] = STOPPED.exec(stored) ?? []
  const stop = stops.find((one) => one === how)
  return stop === undefined ? stored : `${what} wurde ${HOW[stop]}, bevor der Executor etwas gemeldet hat.`
}
