import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'

/** What people are about to be asked, as far as it says whom. */
export function askedOf(submission: Submission, draft: Draft, barred: readonly string[]) {
  return {
    workflowId: submission.workflow.id,
    agentId: submission.agent.id,
    sponsorId: submission.agent.sponsorId,
    executorId: submission.executor.id,
    principals: submission.principals,
    consent: draft.consent,
    barred,
  }
}
