import { randomBytes } from 'node:crypto'
import type { PersonActor } from '@/lib/core/actor'
import {
  answersDigest,
  answersTo,
  decisionChallenge,
  reasonDigest,
  type Statement,
  statementText,
} from '@/lib/core/decision/statement'
import { ok, type Result } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { createDecisionChallenge } from '@/lib/identity/passkey/decision'
import { inTransaction } from '@/lib/platform/transaction'
import { beginAttempt } from './attempt'
import type { ChallengeAnswer } from './schema'

type Input = {
  requestId: string
  verb: 'approve'
  presentation_digest: string
  reason: string
  grant_ttl_seconds?: number | undefined
  attested: string[]
  answers: string[]
}

/** The statement that a person is about to sign, as a one-use WebAuthn challenge. Everything that would refuse the decision refuses here too. */
export async function challengeDecision(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<ChallengeAnswer>> {
  return inTransaction(async (tx) => {
    const begun = await beginAttempt(tx, ctx.actor, input.requestId, {
      verb: input.verb,
      presentationDigest: input.presentation_digest,
      reason: input.reason,
      grantTtlSeconds: input.grant_ttl_seconds ?? null,
      attested: input.attested,
      answers: input.answers,
      expanded: [],
    })
    if (!begun.ok) return begun
    const { request } = begun.value
    const statement: Statement = {
      v: 2,
      request_id: request.id,
      digest: request.digest,
      presentation_digest: request.presentationDigest,
      verb: input.verb,
      approver: ctx.actor.id,
      reason_digest: reasonDigest(input.reason),
      grant_ttl_seconds: input.grant_ttl_seconds ?? null,
      attested: input.attested,
      answers_digest: answersDigest(answersTo(request.consent, input.answers)),
      nonce: randomBytes(16).toString('base64url'),
    }
    const challenge = await createDecisionChallenge(tx, {
      personId: ctx.actor.id,
      requestId: request.id,
      statement,
      challenge: decisionChallenge(statement),
    })
    return challenge.ok
      ? ok({
          challenge_id: challenge.value.challengeId,
          options: { ...challenge.value.options },
          statement: statementText(statement),
        })
      : challenge
  })
}
