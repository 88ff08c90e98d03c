import type { Context } from 'hono'
import { systemClock } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { once } from '@/lib/platform/once'
import { clientAddress } from './client-address'
import { RateLimiter } from './rate-limit'

/**
 * How often one caller may call, per process: generous for working machines and people, low enough that one of them
 * cannot take the service from the others. One credential `COUNTERSIGN_RATE_PER_MINUTE`, one address twice that (several
 * machines sit behind one), refused credentials of one address a tenth of it and at least 6,000.
 */
const fences = () => once('fences', () => new Map<string, RateLimiter>())
const MOST_CALLERS = 50_000

type Counted = ReturnType<RateLimiter['take']>

/** Counts a call of a proven credential or session; refuses `rate.limited`. */
export function countCredential(id: string): Counted {
  return fence('credential', env().ratePerMinute).take(id, systemClock.now())
}

/** Counts a call from an address; refuses `rate.limited`. An address that nobody trustworthy says is not counted. */
export function countAddress(address: string | null): Counted {
  return address === null ? { ok: true } : fence('address', env().ratePerMinute * 2).take(address, systemClock.now())
}

/** Counts a refused credential of an address; refuses `rate.limited`. Unknown addresses share one bucket here. */
export function countFailure(address: string | null): Counted {
  return fence('failure', Math.max(6_000, Math.ceil(env().ratePerMinute / 10))).take(address ?? '', systemClock.now())
}

/** The client's address for counting: the peer of the connection, or what our own proxies say. */
export function addressOf(c: Context): string | null {
  return clientAddress(c.req.raw.headers, peerOf(c.env), env().trustedProxies)
}

/** The bindings of Hono's Node server carry the incoming message; under Next there are none. */
function peerOf(bindings: unknown): string | undefined {
  const incoming = memberOf(bindings, 'incoming')
  const address = memberOf(memberOf(incoming, 'socket'), 'remoteAddress')
  return typeof address === 'string' ? address : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function fence(name: string, perMinute: number): RateLimiter {
  const key = `${name}:${perMinute}`
  const found = fences().get(key)
  if (found) return found
  // A quarter of a minute's calls may come at once.
  const made = new RateLimiter({ perMinute, burst: Math.max(1, Math.ceil(perMinute / 4)), mostCallers: MOST_CALLERS })
  fences().set(key, made)
  return made
}
