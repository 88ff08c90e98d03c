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
      serializers: { err: errorFields },
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[kept back]' },
    }),
  )
}

/** What of an error is written: drivers hang whole connections on theirs, with everything that was ever sent over them. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  }
}
