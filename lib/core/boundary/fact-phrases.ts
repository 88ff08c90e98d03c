import type { ParamFormat } from '../directory'
import type { SaidIn } from '../language/said'

/** How a server fact below `context` or `resource` is said in a sentence about a rule. */
export type FactPhrase = {
  text: string
  format?: ParamFormat
  /** Said instead when the fact is a flag; in German as a clause that follows “wenn”. */
  yes?: string
  no?: string
  values?: Readonly<Record<string, string>>
}

const spans = ['1h', '24h'] as const
type Span = (typeof spans)[number]
type Asker = 'agent' | 'sponsor' | 'resource'

/** What was asked within a while: how often, and for how much. */
function velocities(
  say: Readonly<Record<Asker, { count: (span: Span) => string; sum: (span: Span) => string }>>,
): [string, FactPhrase][] {
  return Object.entries(say).flatMap(([who, { count, sum }]) =>
    spans.flatMap((span): [string, FactPhrase][] => [
      [`velocity.${who}_${span}.count`, { text: count(span) }],
      [`velocity.${who}_${span}.sum`, { text: sum(span), format: 'money' }],
    ]),
  )
}

const hours = { en: { '1h': 'an hour', '24h': '24 hours' }, de: { '1h': 'einer Stunde', '24h': '24 Stunden' } } as const

/** As `factPhrasesIn` English. */
export const factPhrases: Readonly<Record<string, FactPhrase>> = {
  ...Object.fromEntries(
    velocities({
      agent: {
        count: (span) => `the number asked by one agent within ${hours.en[span]}`,
        sum: (span) => `the sum asked by one agent within ${hours.en[span]}`,
      },
      sponsor: {
        count: (span) => `the number asked by one sponsor’s agents within ${hours.en[span]}`,
        sum: (span) => `the sum asked by one sponsor’s agents within ${hours.en[span]}`,
      },
      resource: {
        count: (span) => `the number asked for one resource within ${hours.en[span]}`,
        sum: (span) => `the sum asked for one resource within ${hours.en[span]}`,
      },
    }),
  ),
  'history.denied_before': {
    text: 'denied before',
    yes: 'the same was denied before',
    no: 'the same was never denied before',
  },
  'history.similar_denied': { text: 'the number of similar requests denied before' },
  'delegation.principals': { text: 'the number of people acted for' },
  'time.hour': { text: 'the hour (UTC)' },
  'time.weekday': {
    text: 'the weekday',
    values: {
      1: 'Monday',
      2: 'Tuesday',
      3: 'Wednesday',
      4: 'Thursday',
      5: 'Friday',
      6: 'Saturday',
      7: 'Sunday',
    },
  },
  'credential.strength': {
    text: 'the agent’s proof',
    format: 'text',
    values: { api_key: 'an API key', private_key_jwt: 'a private key' },
  },
  emergency: { text: 'emergency', yes: 'an emergency is claimed', no: 'no emergency is claimed' },
  hidden_characters: { text: 'the number of hidden characters' },
  'secret.store': { text: 'the secret’s store', format: 'text' },
  'secret.path': { text: 'the secret’s path', format: 'text' },
  'secret.version': { text: 'the secret’s version', format: 'text' },
  'secret.lifetime_seconds': { text: 'the secret’s lifetime', format: 'duration_seconds' },
  'resource.environment': { text: 'the environment', format: 'text' },
  'resource.sensitivity': { text: 'the sensitivity', format: 'text' },
  'resource.kind': { text: 'the kind of resource', format: 'text' },
}

const german: Readonly<Record<string, FactPhrase>> = {
  ...Object.fromEntries(
    velocities({
      agent: {
        count: (span) => `die Zahl der Anfragen eines Agenten in ${hours.de[span]}`,
        sum: (span) => `die von einem Agenten in ${hours.de[span]} angefragte Summe`,
      },
      sponsor: {
        count: (span) => `die Zahl der Anfragen aller Agenten eines Sponsors in ${hours.de[span]}`,
        sum: (span) => `die von den Agenten eines Sponsors in ${hours.de[span]} angefragte Summe`,
      },
      resource: {
        count: (span) => `die Zahl der Anfragen zu einer Ressource in ${hours.de[span]}`,
        sum: (span) => `die zu einer Ressource in ${hours.de[span]} angefragte Summe`,
      },
    }),
  ),
  'history.denied_before': {
    text: 'schon einmal abgelehnt',
    yes: 'dasselbe schon einmal abgelehnt wurde',
    no: 'dasselbe noch nie abgelehnt wurde',
  },
  'history.similar_denied': { text: 'die Zahl ähnlicher abgelehnter Anfragen' },
  'delegation.principals': { text: 'die Zahl der auftraggebenden Personen' },
  'time.hour': { text: 'die Stunde (UTC)' },
  'time.weekday': {
    text: 'der Wochentag',
    values: {
      1: 'Montag',
      2: 'Dienstag',
      3: 'Mittwoch',
      4: 'Donnerstag',
      5: 'Freitag',
      6: 'Samstag',
      7: 'Sonntag',
    },
  },
  'credential.strength': {
    text: 'der Nachweis des Agenten',
    format: 'text',
    values: { api_key: 'ein API-Schlüssel', private_key_jwt: 'ein privater Schlüssel' },
  },
  emergency: { text: 'Notfall', yes: 'ein Notfall angegeben ist', no: 'kein Notfall angegeben ist' },
  hidden_characters: { text: 'die Zahl versteckter Zeichen' },
  'secret.store': { text: 'der Speicher des Geheimnisses', format: 'text' },
  'secret.path': { text: 'der Pfad des Geheimnisses', format: 'text' },
  'secret.version': { text: 'die Version des Geheimnisses', format: 'text' },
  'secret.lifetime_seconds': { text: 'die Gültigkeit des Geheimnisses', format: 'duration_seconds' },
  'resource.environment': { text: 'die Umgebung', format: 'text' },
  'resource.sensitivity': { text: 'die Sensibilität', format: 'text' },
  'resource.kind': { text: 'die Art der Ressource', format: 'text' },
}

/** Every fact that is no param, by its path. */
export function factPhrasesIn(language: SaidIn): Readonly<Record<string, FactPhrase>> {
  return language === 'de' ? german : factPhrases
}
