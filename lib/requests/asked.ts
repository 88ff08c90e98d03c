import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'

/** What people are about to be asked, as far as it says whom. */
export function askedOf(submission: Submission, draft: Draft, barred: readonly string[], createdAt: Date) {
  return {
    workflowId: submission.workflow.id,
    agentId: submission.agent.id,
    sponsorId: submission.agent.sponsorId,
    executorId: submission.executor.id,
    principals: submission.principals,
    consent: draft.consent,
    barred,
    createdAt,
    expiresAt: draft.expiresAt,
    level: draft.level,
  }
}

/** What a wish is counted by. */
export function countingOf({ workflow, type, agent, resource }: Submission) {
  return {
    workflowId: workflow.id,
    action: type.name,
    agentId: agent.id,
    sponsorId: agent.sponsorId,
    resource: resource.id,
    moneyParam: type.paramLabels.find((label) => label.format === 'money')?.name ?? null,
  }
}
