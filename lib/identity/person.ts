import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { readSessionId } from './next-auth'
import { findLiveSession, touchSession } from './store'

/**
 * The person behind a request: the session that its cookie names, looked up every time, so that revoking one works at once.
 * A request that also carries an `Authorization` header is refused: a machine's credential opens no human route, and two
 * proofs in one request would let two readers see two people (DESIGN 3.3).
 * Refuses `auth.wrong_kind`, `auth.missing` (no cookie) and `auth.invalid` (forged, expired, revoked, person disabled).
 */
export async function authenticatePerson(headers: Headers): Promise<Result<PersonActor>> {
  if (headers.has('authorization')) return refuse({ code: 'auth.wrong_kind' })
  const cookie = await readSessionId(headers)
  if (cookie === 'none') return refuse({ code: 'auth.missing' })
  const session = cookie === 'invalid' ? null : await findLiveSession(cookie.sessionId)
  if (!session) return refuse({ code: 'auth.invalid' })
  if (session.stale) await touchSession(session.id)
  const { personId: id, name, id: sessionId, method, authenticatedAt } = session
  return ok({ kind: 'person', id, name, sessionId, method, authenticatedAt })
}
