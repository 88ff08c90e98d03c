import type { ErrorHandler } from 'hono'
import { log } from '@/lib/platform/log'
import { internalProblem, problemResponse } from './problem'

/**
 * What an API answers when something threw. Refusals are returned, never thrown, so this is an outage (503: the database
 * cannot be reached, nothing happened or the caller repeats under its Idempotency-Key) or a bug (500). Neither is explained
 * outside; the log has it all.
 */
export const onFault: ErrorHandler = (error, c) => {
  const outage = isOutage(error)
  log().error(
    { err: error, method: c.req.method, path: c.req.path },
    outage ? 'the database cannot be reached' : 'a call failed',
  )
  return outage ? problemResponse({ code: 'unavailable' }) : internalProblem()
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57 (operator intervention), Prisma's and Node's words for the same. */
function isOutage(error: unknown): boolean {
  for (let e: unknown = error, depth = 0; typeof e === 'object' && e !== null && depth < 6; depth++) {
    for (const name of ['code', 'originalCode']) {
      const code: unknown = Reflect.get(e, name)
      if (typeof code === 'string' && OUTAGE.test(code)) return true
    }
    const meta: unknown = Reflect.get(e, 'meta')
    if (typeof meta === 'object' && meta !== null && isOutage(Reflect.get(meta, 'driverAdapterError'))) return true
    e = Reflect.get(e, 'cause')
  }
  return false
}

const OUTAGE =
  /^(08|53|57)[0-9A-Z]{3}$|^P(1001|1002|1008|1017|2024|2028)$|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH)$/
