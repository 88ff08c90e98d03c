import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { factsOf } from './facts'
import { endProposal, lockProposal } from './store'

/**
 * Takes back what one proposed oneself, while nobody has decided; the same row lock as deciding, so one of the two comes
 * first. Somebody else's proposal is refused rather than withdrawn: here it is not there. Refuses `not_found`, `proposal.not_open`.
 */
export async function withdrawProposal(
  ctx: { readonly actor: PersonActor },
  input: { readonly id: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const proposal = await lockProposal(tx, input.id)
    if (!proposal || proposal.proposedBy !== ctx.actor.id) return refuse({ code: 'not_found' })
    if (proposal.status !== 'open') return refuse({ code: 'proposal.not_open', status: proposal.status })
    if (!(await endProposal(tx, proposal.id))) return refuse({ code: 'proposal.not_open', status: 'expired' })
    await appendEntry(tx, {
      type: 'proposal.withdrawn',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { proposal_id: proposal.id },
      facts: factsOf(proposal.change),
    })
    await announce(tx, { kind: 'config', id: 'proposals' })
    return ok(null)
  })
}
