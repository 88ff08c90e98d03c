import { refuse } from '@/lib/core/result'

/** A bucket per caller: `perMinute` calls a minute on average, up to `burst` at once. */
export type RateLimits = {
  perMinute: number
  burst: number
  /** How many callers are remembered; beyond it the one that called longest ago is forgotten. */
  mostCallers: number
}

/**
 * Token buckets in memory, one per caller. Keyed by credential or address and by nothing that a caller can respell: no
 * path, no query, no header (ATTACKS 111). Each process counts for itself; the limit is a fence, not an account.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>()

  constructor(private readonly limits: RateLimits) {}

  /** Counts one call of `caller`; refuses `rate.limited` with the seconds until the next one is free. */
  take(caller: string, now: Date): { ok: true } | ReturnType<typeof refuse> {
    const { perMinute, burst } = this.limits
    const at = now.getTime()
    const known = this.buckets.get(caller)
    const refilled = known ? known.tokens + (Math.max(0, at - known.at) * perMinute) / 60_000 : burst
    const tokens = Math.min(burst, refilled)
    const allowed = tokens >= 1
    this.remember(caller, { tokens: allowed ? tokens - 1 : tokens, at })
    if (allowed) return { ok: true }
    return refuse({ code: 'rate.limited', retryAfterSeconds: Math.ceil(((1 - tokens) * 60) / perMinute) })
  }

  /** Callers in memory, for the tests of the bound. */
  get size(): number {
    return this.buckets.size
  }

  private remember(caller: string, bucket: { tokens: number; at: number }): void {
    // Deleted and set again, so that the map's order is the order of the last call.
    this.buckets.delete(caller)
    this.buckets.set(caller, bucket)
    if (this.buckets.size <= this.limits.mostCallers) return
    const oldest = this.buckets.keys().next()
    if (!oldest.done) this.buckets.delete(oldest.value)
  }
}
