import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { CounterProposal } from '@/lib/core/decision/counter-proposal'
import type { ReadSection } from '@/lib/core/decision/sections'
import { consoleApi } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import type { RequestView } from '@/lib/inbox/schema'

/** What an approval says, before it is signed. */
export type Approval = {
  presentation_digest: string
  reason: string
  grant_ttl_seconds?: number
  attested: string[]
  answers: string[]
}
export type SigningChallenge = {
  challenge_id: string
  options: PublicKeyCredentialRequestOptionsJSON
  statement: string
}
export type Signature = { challenge_id: string; assertion: AuthenticationResponseJSON }

/** How it was read, as this browser saw it. */
type Read = { reading: { seconds: number; sections: ReadSection[] } }

export type DecisionInput = Read &
  (
    | ({ verb: 'approve'; expanded: string[] } & Approval & Partial<Signature>)
    | {
        verb: 'deny'
        presentation_digest: string
        code: string
        reason: string
        private_note: string
        next_action: 'none' | 'revise' | 'retry'
        retry_after_seconds?: number
        counter_proposal?: CounterProposal
        expanded: string[]
      }
    | { verb: 'abstain'; presentation_digest: string; reason: string; expanded: string[] }
  )

const path = (requestId: string) => `/requests/${encodeURIComponent(requestId)}`

/** POST /opened: the presentation was on this screen, and these long values were unfolded. */
export function recordOpened(requestId: string, presentationDigest: string, expanded: string[]): Promise<void> {
  return consoleApi('POST', `${path(requestId)}/opened`, { presentation_digest: presentationDigest, expanded })
}

/** POST /decisions/challenge: a one-use challenge over exactly this approval. */
export function askChallenge(requestId: string, approval: Approval): Promise<SigningChallenge> {
  return consoleApi('POST', `${path(requestId)}/decisions/challenge`, { verb: 'approve', ...approval })
}

/**
 * Asks the passkey to sign one challenge. The library is loaded when it is needed only. Aborting `signal` gives up this
 * prompt and no other: closing the sheet leaves nothing that could still sign, and cannot end a later attempt.
 * @throws the browser's DOMException: `NotAllowedError` or `AbortError` when the person did not sign.
 */
export async function signChallenge(challenge: SigningChallenge, signal: AbortSignal): Promise<Signature> {
  const { startAuthentication, WebAuthnAbortService } = await import('@simplewebauthn/browser')
  signal.throwIfAborted()
  const giveUp = () => WebAuthnAbortService.cancelCeremony()
  signal.addEventListener('abort', giveUp)
  try {
    return {
      challenge_id: challenge.challenge_id,
      assertion: await startAuthentication({ optionsJSON: challenge.options }),
    }
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** POST /take-back: my approval, while its grant is held back. Never retried. */
export function takeBackMutation(queryClient: QueryClient, requestId: string) {
  return mutationOptions({
    mutationFn: () => consoleApi<{ request: RequestView }>('POST', `${path(requestId)}/take-back`, {}),
    networkMode: 'always',
    retry: false,
    onSuccess: ({ request }) => {
      queryClient.setQueryData(inboxKeys.request(requestId), request)
      return queryClient.invalidateQueries({ queryKey: inboxKeys.pages })
    },
  })
}

/** POST /decisions. Never retried and never queued: a decision that did not arrive was not made. */
export function decisionMutation(queryClient: QueryClient, requestId: string) {
  return mutationOptions({
    mutationFn: (input: DecisionInput) =>
      consoleApi<{ request: RequestView }>('POST', `${path(requestId)}/decisions`, input),
    networkMode: 'always',
    retry: false,
    onSuccess: ({ request }) => {
      queryClient.setQueryData(inboxKeys.request(requestId), request)
      return queryClient.invalidateQueries({ queryKey: inboxKeys.pages })
    },
  })
}
