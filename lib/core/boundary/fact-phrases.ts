import type { ParamFormat } from '../directory'
import type { SaidIn } from '../language/said'

/** How a server fact below `context` or `resource` is said in a sentence about a rule. */
export type FactPhrase = Words & { format?: ParamFormat }

type Words = {
  text: string
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
): [string, Words][] {
  return Object.entries(say).flatMap(([who, { count, sum }]) =>
    spans.flatMap((span): [string, Words][] => [
      [`velocity.${who}_${span}.count`, { text: count(span) }],
      [`velocity.${who}_${span}.sum`, { text: sum(span) }],
    ]),
  )
}

const hours = { en: { '1h': 'an hour', '24h': '24 hours' }, de: { '1h': 'einer Stunde', '24h': '24 Stunden' } } as const

/** How values are written; the others are numbers. */
const formats: Readonly<Record<string, ParamFormat>> = {
  ...Object.fromEntries(
    ['agent', 'sponsor', 'resource'].flatMap((who) =>
      spans.map((span): [string, ParamFormat] => [`velocity.${who}_${span}.sum`, 'money']),
    ),
  ),
  'credential.strength': 'text',
  'secret.store': 'text',
  'secret.path': 'text',
  'secret.version': 'text',
  'secret.lifetime_seconds': 'duration_seconds',
  'resource.environment': 'text',
  'resource.sensitivity': 'text',
  'resource.kind': 'text',
}

const english: Readonly<Record<string, Words>> = {
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
    values: { api_key: 'an API key', private_key_jwt: 'a private key' },
  },
  emergency: { text: 'emergency', yes: 'an emergency is claimed', no: 'no emergency is claimed' },
  hidden_characters: { text: 'the number of hidden characters' },
  'secret.store': { text: 'the secret’s store' },
  'secret.path': { text: 'the secret’s path' },
  'secret.version': { text: 'the secret’s version' },
  'secret.lifetime_seconds': { text: 'the secret’s lifetime' },
  'resource.environment': { text: 'the environment' },
  'resource.sensitivity': { text: 'the sensitivity' },
  'resource.kind': { text: 'the kind of resource' },
}

const german: Readonly<Record<string, Words>> = {
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
    values: { api_key: 'ein API-Schlüssel', private_key_jwt: 'ein privater Schlüssel' },
  },
  emergency: { text: 'Notfall', yes: 'ein Notfall angegeben ist', no: 'kein Notfall angegeben ist' },
  hidden_characters: { text: 'die Zahl versteckter Zeichen' },
  'secret.store': { text: 'der Speicher des Geheimnisses' },
  'secret.path': { text: 'der Pfad des Geheimnisses' },
  'secret.version': { text: 'die Version des Geheimnisses' },
  'secret.lifetime_seconds': { text: 'die Gültigkeit des Geheimnisses' },
  'resource.environment': { text: 'die Umgebung' },
  'resource.sensitivity': { text: 'die Sensibilität' },
  'resource.kind': { text: 'die Art der Ressource' },
}

function formatted(words: Readonly<Record<string, Words>>): Readonly<Record<string, FactPhrase>> {
  return Object.fromEntries(
    Object.entries(words).map(([path, said]) => {
      const format = formats[path]
      return [path, format === undefined ? said : { ...said, format }]
    }),
  )
}

const phrases: { readonly [language in SaidIn]: Readonly<Record<string, FactPhrase>> } = {
  en: formatted(english),
  de: formatted(german),
}

/** As `factPhrasesIn` English. */
export const factPhrases = phrases.en

/** Every fact that is no param, by its path. */
export function factPhrasesIn(language: SaidIn): Readonly<Record<string, FactPhrase>> {
  return phrases[language]
}
