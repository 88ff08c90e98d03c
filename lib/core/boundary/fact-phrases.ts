import type { ParamFormat } from '../directory'

/** How a server fact below `context` or `resource` is said in a sentence about a rule. */
type FactPhrase = {
  text: string
  format?: ParamFormat
  /** Said instead when the fact is a flag. */
  yes?: string
  no?: string
  values?: Readonly<Record<string, string>>
}

const asked: Readonly<Record<string, string>> = {
  agent: 'asked by one agent',
  sponsor: 'asked by one sponsor’s agents',
  resource: 'asked for one resource',
}
const windows: Readonly<Record<string, string>> = { '1h': 'an hour', '24h': '24 hours' }

/** Every fact that is no param, by its path. */
export const factPhrases: Readonly<Record<string, FactPhrase>> = {
  ...Object.fromEntries(
    Object.entries(asked).flatMap(([who, words]) =>
      Object.entries(windows).flatMap(([window, span]): [string, FactPhrase][] => [
        [`velocity.${who}_${window}.count`, { text: `the number ${words} within ${span}` }],
        [`velocity.${who}_${window}.sum`, { text: `the sum ${words} within ${span}`, format: 'money' }],
      ]),
    ),
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
