import { levelOf } from '@/lib/core/boundary/consent'
import { factsOf, intentOf, judge } from '@/lib/core/request/draft'
import { findSubmission } from '@/lib/core/request/submission'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { prepareBoundary } from '@/lib/platform/cedar'
import { autocommit } from '@/lib/platform/transaction'
import { countingOf } from './asked'
import { checkParams } from './params'
import type { EvaluationWire, SubmitInput } from './schema'
import { countEvaluation } from './store'
import { countTrial } from './store-counts'

/** What would happen to this wish, by the same rules and counts as a submission; nothing is stored but a counter. */
export async function evaluateRequest(
  ctx: VerbContext<AgentActor>,
  input: SubmitInput,
): Promise<Result<Answer<EvaluationWire>>> {
  const directory = await freshDirectory()
  const found = findSubmission(input, ctx.actor.id, directory)
  if (!found.ok) return found
  const submission = found.value
  const errors = checkParams(submission.type, input.params)
  if (errors.length > 0) return refuse({ code: 'params.invalid', errors })
  const { velocity, denied } = await countTrial(autocommit(), countingOf(submission), intentOf(submission))
  const facts = factsOf(
    {
      submission,
      params: input.params,
      secret: input.secret ?? null,
      strength: ctx.actor.strength,
      velocity,
      history: { denied_before: denied > 0, similar_denied: denied },
      now: ctx.now,
      emergency: input.emergency,
    },
    directory,
  )
  const { consent, reasons } = judge(facts, submission, judgementOf(prepareBoundary(submission.boundary)), directory)
  await countEvaluation(ctx.actor.id)
  return ok({
    status: 200,
    replayed: false,
    body: {
      tier: consent.tier,
      level: levelOf(consent),
      would: consent.tier === 'approve' ? 'wait' : consent.tier === 'deny' ? 'deny' : 'approve',
      reasons,
      boundary: { workflow: submission.workflow.slug, version: submission.boundary.version },
      quorum: consent.quorum,
      stepup: consent.stepup,
    },
  })
}
