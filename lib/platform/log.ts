import pino, { type Logger } from 'pino'
import { env } from './env'
import { once } from './once'

/** Names under which a secret may travel; none of them is ever written out, at whatever depth pino can look. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'grant',
  'api_key',
  'apiKey',
  'client_assertion',
]

/** The process's structured log: one JSON object a line on standard output. */
export function log(): Logger {
  return once('log', () =>
    pino({
      level: env().logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept back]' },
    }),
  )
}
