import { ApiError } from '@/lib/http/client'

/** Why a review did not happen, and what to do. Nothing was decided in any of these cases. */
export function reviewFailure(error: unknown): string {
  if (!(error instanceof ApiError)) {
    const cancelled = error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return cancelled
      ? 'The passkey was not used. Try again, deny or ask for changes.'
      : 'The passkey could not be used.'
  }
  if (error.offline) return 'You’re offline. Decisions are never queued.'
  switch (error.code) {
    case 'change.stale':
      return 'The change is not what you read any more. Reload the page.'
    case 'change.wrong_state':
      return 'It is no longer in review.'
    case 'change.blocked':
      return error.detail || 'Something blocks it; see what is open.'
    case 'review.unaccepted':
      return 'Accept by name that the denied requests would pass, or deny it.'
    default:
      return error.detail || 'The server refused it.'
  }
}
