import { ApiError } from '@/lib/http/client'

export type Failure = { kind: 'cancelled' | 'stale' | 'over' | 'offline' | 'refused'; sentence: string }

/** What to say when an approval did not happen: what happened, that nothing was approved, and what to do. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return apiFailure(error)
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) {
    return { kind: 'cancelled', sentence: 'The passkey was not used. Try again or deny.' }
  }
  const detail = error instanceof Error ? ` ${error.message}` : ''
  return { kind: 'refused', sentence: `The passkey could not be used.${detail}` }
}

function apiFailure(error: ApiError): Failure {
  if (error.offline) return { kind: 'offline', sentence: 'You’re offline. Decisions are never queued.' }
  switch (error.code) {
    case 'decision.stale':
      return { kind: 'stale', sentence: 'This changed while you were reading. Close this and look again.' }
    case 'decision.rerouted':
      return {
        kind: 'over',
        sentence: `Others approve until ${String(error.data.until).slice(11, 16)} UTC. You can still deny.`,
      }
    case 'request.superseded':
      return { kind: 'over', sentence: 'The agent sent a newer revision meanwhile. Close this and look at it.' }
    case 'request.expired':
      return { kind: 'over', sentence: 'Expired meanwhile. Nothing was granted.' }
    case 'request.not_pending':
    case 'decision.already_decided':
      return { kind: 'over', sentence: error.detail || 'This was decided elsewhere meanwhile.' }
    case 'decision.not_eligible':
      return { kind: 'over', sentence: error.detail || 'You can no longer decide this.' }
    default:
      return { kind: 'refused', sentence: error.detail || 'The server refused it.' }
  }
}
