/** The embedded database cannot be used; the message says why and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

/** Told one line of progress for the person who waits. */
export type Say = (line: string) => void

/** The `code` of a system error, or undefined. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined
}
