import type { Translate } from '@/components/language/translate'
import { ApiError } from '@/lib/http/client'

/** Why a review did not happen, and what to do. Nothing was decided in any of these cases. */
export function reviewFailure(t: Translate<'boundary'>, error: unknown): string {
  if (!(error instanceof ApiError)) {
    const cancelled = error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return cancelled ? t('failure.notUsed') : t('failure.unusable')
  }
  if (error.offline) return t('failure.offline')
  switch (error.code) {
    case 'change.stale':
      return t('failure.stale')
    case 'change.wrong_state':
      return t('failure.wrongState')
    case 'change.blocked':
      return error.detail || t('failure.blocked')
    case 'review.unaccepted':
      return t('failure.unaccepted')
    default:
      return error.detail || t('failure.refused')
  }
}
