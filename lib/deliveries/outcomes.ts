import type { SaidIn } from '@/lib/core/language/said'
import { sayDetail } from '@/lib/http/problems/say'

/** What we say ourselves of a try. What mail servers, push services and Node's network say is kept as they said it. */
const GERMAN: readonly (readonly [english: RegExp, german: (found: string) => string])[] = [
  [/^Collected with others\.$/, () => 'Mit anderen gesammelt.'],
  [/^No mail server is configured\.$/, () => 'Es ist kein Mailserver eingerichtet.'],
  [/^The address is not one that is sent to\.$/, () => 'An eine solche Adresse wird nicht gesendet.'],
  [/^The name has no address\.$/, () => 'Zu dem Namen gibt es keine Adresse.'],
  [
    /^The name leads to an address that is not public\.$/,
    () => 'Der Name führt zu einer Adresse, die nicht öffentlich ist.',
  ],
  [/^no answer within (\d+) seconds$/, (seconds) => `keine Antwort innerhalb von ${seconds} Sekunden`],
  [/^The address (.+)\.$/, (why) => `Die Adresse ${sayDetail(why, 'de')}.`],
]

/** What became of a try, as it is stored in English, in the reader's language. */
export function sayOutcome(text: string, language: SaidIn): string {
  if (language === 'en') return text
  for (const [english, german] of GERMAN) {
    const found = english.exec(text)
    if (found) return german(found[1] ?? '')
  }
  return text
}
