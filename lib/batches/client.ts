import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ReadSection } from '@/lib/core/decision/sections'
import type { SigningChallenge } from '@/lib/decisions/client'
import { consoleApi, queryString } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import type { BatchResult, BatchView } from './schema'

type Read = { reading: { seconds: number; sections: ReadSection[] } }
export type BatchItemInput = Partial<Read> & { request_id: string; presentation_digest: string } & (
    | { verb: 'approve' }
    | { verb: 'deny'; code: string; reason: string }
  )
export type BatchReview = { kind: 'review'; reason: string; items: BatchItemInput[] }
type Denials = { kind: 'denials'; items: BatchItemInput[] }
type Recorded = { batch_id: string; results: BatchResult[] }

/** GET /batches: the table of similar requests. Not below the inbox's keys: what is being decided stays still. */
export function batchOptions(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['batch', ...ids],
    queryFn: ({ signal }) =>
      consoleApi<BatchView>('GET', `/batches${queryString({ ids: ids.join(',') })}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: ids.length > 0,
  })
}

/** POST /batches without a signature: the challenge over exactly this ordered list. Nothing is decided by it. */
export async function askBatchChallenge(review: BatchReview): Promise<SigningChallenge> {
  const { challenge } = await consoleApi<{
    challenge: { challenge_id: string; options: PublicKeyCredentialRequestOptionsJSON; statement: string }
  }>('POST', '/batches', review)
  return challenge
}

/** POST /batches. Never retried and never queued; what became of each is answered one by one. */
export function batchMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (
      input: (BatchReview & { signature: { challenge_id: string; assertion: AuthenticationResponseJSON } }) | Denials,
    ) => consoleApi<Recorded>('POST', '/batches', input),
    networkMode: 'always',
    retry: false,
    onSettled: () => queryClient.invalidateQueries({ queryKey: inboxKeys.all }),
  })
}
