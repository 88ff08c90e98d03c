import { consoleApi } from '@/lib/http/client'
import type { Challenged } from './schema'

/**
 * A POST that a passkey signs: sent once to learn what is signed, and again with the signature over exactly that.
 * `onStatement` is told the bytes while the browser asks for the passkey.
 * @throws ApiError of either call; what `startAuthentication` throws when the person cancels (nothing has happened then).
 */
export async function signedCall<T>(
  path: string,
  body: Readonly<Record<string, unknown>>,
  onStatement?: (statement: string) => void,
): Promise<T> {
  const first = await consoleApi<T | Challenged>('POST', path, body)
  if (!isChallenged(first)) return first
  const { challenge_id, options, statement } = first.challenge
  onStatement?.(statement)
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const assertion = await startAuthentication({ optionsJSON: options })
  return consoleApi<T>('POST', path, { ...body, signature: { challenge_id, assertion } })
}

function isChallenged(answer: unknown): answer is Challenged {
  return typeof answer === 'object' && answer !== null && 'challenge' in answer
}
