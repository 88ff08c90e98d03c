import { candidates, whyIneligible } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'
import { tell } from '@/lib/deliveries/store'
import type { Tx } from '@/lib/platform/transaction'
import type { Inserted } from './store'

/** Everybody who may decide is told on their own channels, in the transaction that asks them. */
export async function tellApprovers(
  tx: Tx,
  asked: { draft: Draft; inserted: Inserted; submission: Submission; barred: readonly string[] },
  directory: Directory,
): Promise<void> {
  const { draft, inserted, submission, barred } = asked
  const { level } = draft
  if (level !== 'T1' && level !== 'T2' && level !== 'T3') return
  const deciding = {
    agentId: submission.agent.id,
    sponsorId: submission.agent.sponsorId,
    executorId: submission.executor.id,
    principals: submission.principals,
    consent: draft.consent,
    barred,
    createdAt: inserted.created_at ?? draft.expiresAt,
  }
  const eligible = candidates(draft.consent, directory).filter((id) => whyIneligible(id, deciding, directory) === null)
  await tell(tx, eligible, { event: 'asked', requestId: draft.id, level, teams: draft.approverTeams })
}
