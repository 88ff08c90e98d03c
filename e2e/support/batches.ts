import { z } from 'zod'
import type { Ceremony } from './passkey'
import { post, type Shown, type Signer } from './people'

const REASON = 'All of them were damaged in transit.'

export const batchChallenge = z.object({
  challenge: z.object({
    challenge_id: z.string(),
    options: z.looseObject({ challenge: z.string() }),
    statement: z.string(),
  }),
})
export const batchRecorded = z.object({
  batch_id: z.string(),
  results: z.array(
    z.looseObject({ request_id: z.string(), recorded: z.boolean(), code: z.string().nullable(), detail: z.string() }),
  ),
})

/** The page of this person shows a request: what the server then remembers. */
export async function openOf(person: Signer, requests: readonly Shown[]): Promise<void> {
  for (const request of requests) {
    const answer = await post(person, `/requests/${request.id}/opened`, {
      presentation_digest: request.presentationDigest,
      expanded: [],
    })
    if (answer.status !== 204) throw new Error(`opening answered ${answer.status} ${await answer.text()}`)
  }
}

/** An approval as an item of a batch. */
export function approving(request: Shown, over: Record<string, unknown> = {}) {
  return { verb: 'approve', request_id: request.id, presentation_digest: request.presentationDigest, ...over }
}

/** A denial as an item of a batch. */
export function denying(request: Shown, over: Record<string, unknown> = {}) {
  return {
    verb: 'deny',
    request_id: request.id,
    presentation_digest: request.presentationDigest,
    code: 'not_needed',
    reason: 'Not this one.',
    ...over,
  }
}

/** A review of these items, unsigned: what asks for the challenge. */
export function review(items: readonly unknown[], over: Record<string, unknown> = {}) {
  return { kind: 'review', reason: REASON, items, ...over }
}

/** Sends a batch. */
export function sendBatch(person: { cookie: string }, body: unknown): Promise<Response> {
  return post(person, '/batches', body)
}

/** The same review with the signature of its challenge; `ceremony` makes it a dishonest one. */
export async function signedReview(person: Signer, body: ReturnType<typeof review>, ceremony: Partial<Ceremony> = {}) {
  const answer = await sendBatch(person, body)
  if (answer.status !== 200) throw new Error(`the challenge was refused: ${await answer.text()}`)
  const { challenge } = batchChallenge.parse(await answer.json())
  const assertion = person.passkey.get({ challenge: challenge.options.challenge, ...ceremony })
  return { ...body, signature: { challenge_id: challenge.challenge_id, assertion } }
}

/** Signs and sends a review, and gives what became of each. */
export async function decideTogether(person: Signer, items: readonly unknown[]) {
  const answer = await sendBatch(person, await signedReview(person, review(items)))
  if (answer.status !== 200) throw new Error(`the batch was refused: ${answer.status} ${await answer.text()}`)
  return batchRecorded.parse(await answer.json())
}
