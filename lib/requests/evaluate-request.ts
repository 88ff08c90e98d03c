import { levelOf } from '@/lib/core/boundary/consent'
import { intentKey } from '@/lib/core/request/digest'
import { factsOf, judge } from '@/lib/core/request/draft'
import { findSubmission } from '@/lib/core/request/submission'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { prepareBoundary } from '@/lib/platform/cedar'
import { autocommit } from '@/lib/platform/transaction'
import { checkParams } from './params'
import type { EvaluationWire, SubmitInput } from './schema'
import { countDenied, countEvaluation, countVelocity } from './store'

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
  const velocity = await countVelocity(autocommit(), {
    workflowId: submission.workflow.id,
    action: submission.type.name,
    agentId: submission.agent.id,
    sponsorId: submission.agent.sponsorId,
    resource: submission.resource.id,
    moneyParam: submission.type.paramLabels.find((label) => label.format === 'money')?.name ?? null,
  })
  const similar = await countDenied(
    autocommit(),
    intentKey({ workflow: submission.workflow.slug, action: submission.type.name, resource: submission.resource.id }),
  )
  const facts = factsOf(
    {
      submission,
      params: input.params,
      secret: input.secret ?? null,
      strength: ctx.actor.strength,
      velocity,
      history: { denied_before: similar > 0, similar_denied: similar },
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
