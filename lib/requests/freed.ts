import type { Facts } from '@/lib/core/boundary/cedar-request'
import { compareConsents } from '@/lib/core/boundary/compare-consent'
import { replay } from '@/lib/core/boundary/replay'
import type { Json } from '@/lib/core/canonical/json'
import type { Directory } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'
import { evaluateBoundary, prepareBoundary } from '@/lib/platform/cedar'
import type { Tx } from '@/lib/platform/transaction'
import { checkParams } from './params'
import { countFreed } from './store'

/**
 * Who decides nothing on this request, because they let the change through that it needs less consent by (UX S8): of what a
 * loosening frees, the first `freedRequestsBarred` requests are looked at by others. Nobody when the version loosened
 * nothing, when this request would have needed as much before, or when there were so many already. Of two that are asked at
 * once both may be the last of them: one more is looked at by others, never one less.
 */
export async function barredFrom(
  tx: Tx,
  submission: Submission,
  params: { [name: string]: Json },
  facts: Omit<Facts, 'agent' | 'action' | 'paramsSchema' | 'resource' | 'params'>,
  draft: Draft,
  directory: Directory,
): Promise<readonly string[]> {
  const { loosened } = submission.boundary
  if (!loosened || loosened.reviewerIds.length === 0 || draft.status !== 'pending') return []
  if ((await countFreed(tx, submission.boundary.id)) >= limits.freedRequestsBarred) return []
  const { before } = loosened
  const prepared = prepareBoundary(before)
  const { agent, type, resource } = submission
  const then = replay(
    {
      agent: { id: agent.id, slug: agent.slug, runtime: directory.runtimes.get(agent.runtimeId)?.slug ?? '' },
      action: type.name,
      resource: resource.id,
      params,
      facts,
    },
    {
      catalogue: before,
      evaluate: (request) => evaluateBoundary(prepared, request),
      fits: (earlier, given) => checkParams(earlier, given).length === 0,
    },
    directory,
  )
  // What the earlier version did not know it denied.
  const step = then.consent === null ? 'looser' : compareConsents(then.consent, draft.consent)
  return step === 'looser' || step === 'mixed' ? loosened.reviewerIds : []
}
