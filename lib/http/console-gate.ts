import type { Refusal } from '@/lib/core/refusal'
import { env } from '@/lib/platform/env'
import { isJson } from './body'
import { isRead } from './operation'

/**
 * What every human route asks before it looks at the session; null lets the call through.
 *
 * 1. No machine credential: agent and executor keys are refused on every human route (DESIGN 3.3), and a request that
 *    carries both kinds is refused too (ATTACKS 99).
 * 2. Whatever may change something comes from a page of our own origin (ATTACKS 100). Browsers say so in `Origin` or in
 *    `Sec-Fetch-Site`, and neither can be set by a page; a request without both does not come from our console.
 * 3. Its body is JSON, which no form of another site can send.
 */
export function refusalAtGate(request: Request): Refusal | null {
  if (request.headers.has('authorization')) return { code: 'auth.wrong_kind' }
  if (isRead(request)) return null
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null && site === null) return { code: 'auth.origin' }
  if (origin !== null && origin !== new URL(env().baseUrl).origin) return { code: 'auth.origin' }
  if (site !== null && site !== 'same-origin') return { code: 'auth.origin' }
  return isJson(request.headers.get('content-type')) ? null : { code: 'request.unsupported_media_type' }
}
