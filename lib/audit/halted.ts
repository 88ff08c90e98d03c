import { log } from '@/lib/platform/log'
import { once } from '@/lib/platform/once'

/** Why the log stopped. `code` is stable; `detail` says what was found, with numbers. */
export interface LogHalt {
  readonly code: 'inconsistent' | 'bad_signature' | 'shrunk' | 'missing_node' | 'malformed' | 'orphan' | 'counts'
  readonly detail: string
  readonly since: Date
}

/** The log's own proof failed; whoever asked for a number or a signature gets this instead. */
export class LogHalted extends Error {
  override readonly name = 'LogHalted'
  constructor(readonly halt: LogHalt) {
    super(`the log is halted (${halt.code}): ${halt.detail}`)
  }
}

const state = () => once<{ halt: LogHalt | null }>('log-halted', () => ({ halt: null }))

/** Why this process numbers and signs nothing any more, or null. For readiness and metrics. */
export function logHalted(): LogHalt | null {
  return state().halt
}

/**
 * Stops this process from numbering and signing, for good: only a person may judge a log that contradicts itself, so
 * nothing but a restart clears it, and a restart that finds the same halts again. The first reason stays.
 */
export function haltLog(code: LogHalt['code'], detail: string, now: Date): LogHalted {
  const known = state()
  known.halt ??= { code, detail, since: now }
  log().fatal(
    { event: 'log.halted', code, detail },
    'the transparency log contradicts itself: nothing more is numbered or signed',
  )
  return new LogHalted(known.halt)
}

/** Forgets the halt, as a restart does; for tests. */
export function forgetLogHalt(): void {
  state().halt = null
}
