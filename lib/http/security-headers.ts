import type { MiddlewareHandler } from 'hono'

/** On every answer of an API: never sniffed, framed or embedded elsewhere (ATTACKS 101), no referrer. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of FIXED) c.res.headers.set(name, value)
}

/**
 * On every answer that is about somebody: no cache keeps it (ATTACKS 113). What a route says about transformation stays,
 * because an event stream that a proxy compresses is an event stream that arrives late.
 */
export const neverStored: MiddlewareHandler = async (c, next) => {
  await next()
  const said = c.res.headers.get('cache-control')
  c.res.headers.set('cache-control', said?.includes('no-transform') ? 'no-store, no-cache, no-transform' : 'no-store')
}

const FIXED = [
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
] as const
