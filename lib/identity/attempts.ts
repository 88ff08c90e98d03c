import { clientAddress } from '@/lib/http/client-address'
import { RateLimiter } from '@/lib/http/rate-limit'
import { env } from '@/lib/platform/env'
import { once } from '@/lib/platform/once'

/**
 * How often signing in is tried, per process. Guessing a passkey is hopeless at any rate; the fence keeps challenges and log
 * entries from being made without end. Where nobody trustworthy says the address (no proxy of ours), all share one bucket,
 * which is therefore wider.
 */
const attempts = () =>
  once('attempts', () => ({
    byAddress: new RateLimiter({ perMinute: 60, burst: 30, mostCallers: 10_000 }),
    withoutAddress: new RateLimiter({ perMinute: 1_200, burst: 300, mostCallers: 1 }),
    /** Refused attempts that are written into the log; beyond it they are refused without an entry. */
    logged: new RateLimiter({ perMinute: 60, burst: 60, mostCallers: 1 }),
  }))

/** Counts an attempt to sign in, or a challenge for one; refuses `rate.limited`. */
export function countAttempt(headers: Headers, now: Date): ReturnType<RateLimiter['take']> {
  const address = clientAddress(headers, undefined, env().trustedProxies)
  const { byAddress, withoutAddress } = attempts()
  return address === null ? withoutAddress.take('', now) : byAddress.take(address, now)
}

/** True while refused attempts are few enough to be written into the log. */
export function mayLogRefusal(now: Date): boolean {
  return attempts().logged.take('', now).ok
}
