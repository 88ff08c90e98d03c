/** One line of the demo's story: the time, who, and what happened. */
export function line(who: string, what: string): void {
  process.stdout.write(`${new Date().toTimeString().slice(0, 8)}  ${who.padEnd(14)} ${what}\n`)
}

/** What went wrong, in one line. */
export function saying(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause: unknown = error.cause
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message
}
