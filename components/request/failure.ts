import type { Translate } from '@/components/language/translate'
import { ApiError } from '@/lib/http/client'

export type Failure = { kind: 'cancelled' | 'stale' | 'over' | 'offline' | 'refused'; sentence: string }

/** What to say when an approval did not happen: what happened, that nothing was approved, and what to do. */
export function failureOf(t: Translate<'request'>, error: unknown): Failure {
  if (error instanceof ApiError) return apiFailure(t, error)
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) {
    return { kind: 'cancelled', sentence: t('failure.cancelled') }
  }
  const sentence = error instanceof Error ? t('failure.passkeyWhy', { why: error.message }) : t('failure.passkey')
  return { kind: 'refused', sentence }
}

function apiFailure(t: Translate<'request'>, error: ApiError): Failure {
  if (error.offline) return { kind: 'offline', sentence: t('offline') }
  switch (error.code) {
    case 'decision.stale':
      return { kind: 'stale', sentence: t('failure.stale') }
    case 'decision.rerouted':
      return { kind: 'over', sentence: t('failure.rerouted', { time: String(error.data.until).slice(11, 16) }) }
    case 'request.superseded':
      return { kind: 'over', sentence: t('failure.superseded') }
    case 'request.expired':
      return { kind: 'over', sentence: t('failure.expired') }
    case 'request.not_pending':
    case 'decision.already_decided':
      return { kind: 'over', sentence: error.detail || t('failure.elsewhere') }
    case 'decision.not_eligible':
      return { kind: 'over', sentence: error.detail || t('failure.noLonger') }
    default:
      return { kind: 'refused', sentence: error.detail || t('failure.refused') }
  }
}
