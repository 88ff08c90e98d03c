import type { Refusal } from './refusal'

/** What a verb returns: refusals are values, only bugs and outages throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** Wraps a value that was granted. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Wraps a refusal. */
export function refuse(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}
