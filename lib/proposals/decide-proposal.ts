import { appendEntry, type NewEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import { nameOf } from '@/lib/core/names'
import { refuseRecovering } from '@/lib/core/people/recovering'
import { stillFits } from '@/lib/core/proposal/change'
import { maySeeProposal, whyNotDecide } from '@/lib/core/proposal/may'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { type SigningChallenge, signStatement } from '@/lib/identity/passkey/statement'
import { insertNotices } from '@/lib/notices/store'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { applyChange } from './apply'
import { factsOf, toldOf } from './facts'
import type { DecideBody } from './schema'
import { applyProposal, type LockedProposal, lockProposal, refuseProposal } from './store'

export type Decided =
  | { readonly challenge: SigningChallenge }
  | { readonly challenge: null; readonly applied: boolean; readonly link: string | null }

/**
 * The second person's word on a proposal. Applying compares what the proposal says holds with what holds, under the
 * configuration lock, so that nobody agrees to something else than they saw; it is signed, and does the thing in the same
 * transaction. Refusing is said with the session alone.
 * Refuses `not_found`, `proposal.not_open`, `proposal.own`, `proposal.concerns_you`, `auth.forbidden`, `person.recovering`,
 * `proposal.outdated`, `passkey.required`, `passkey.refused`.
 */
export async function decideProposal(
  ctx: { readonly actor: PersonActor; readonly now: Date },
  input: { readonly id: string } & DecideBody,
): Promise<Result<Decided>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    // 1. Alone with the configuration, then with the proposal: of two people one decides, and nothing changes in between.
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
    const proposal = await lockProposal(tx, input.id)
    if (!proposal || !maySeeProposal(actor.id, proposal, directory)) return refuse({ code: 'not_found' })
    // 2. Who may.
    if (proposal.status !== 'open') return refuse({ code: 'proposal.not_open', status: proposal.status })
    const why = whyNotDecide(actor.id, proposal, directory)
    if (why) return refuse(why)
    if (input.verb === 'refuse') return sayNo(tx, actor.id, proposal, input.reason, directory)
    const recovering = refuseRecovering(actor.id, directory, ctx.now)
    if (recovering) return refuse(recovering)
    // 3. Does it still say what holds?
    const { change } = proposal
    // Somebody who left meanwhile proposes nothing.
    const proposer = directory.people.get(proposal.proposedBy)
    if (proposer?.status !== 'active' || !stillFits(change, directory)) return refuse({ code: 'proposal.outdated' })
    // 4. Signed by the person's own passkey, over exactly this.
    const says = { proposal_id: proposal.id, ...factsOf(change), verb: 'apply' }
    const signature = input.signature ?? null
    const signing = await signStatement(tx, { personId: actor.id, purpose: 'proposal', says, signature })
    if (!signing.ok) return signing
    if (!signing.value.signed) return ok({ challenge: signing.value.challenge })
    const { statement, passkeyId, evidence } = signing.value
    // 5. Closed and done, together.
    if (!(await applyProposal(tx, proposal.id, { decidedBy: actor.id, statement, passkeyId, evidence })))
      return refuse({ code: 'proposal.not_open', status: 'expired' })
    await appendEntry(tx, entryOf('proposal.applied', actor.id, proposal))
    const by = { actorId: actor.id, proposalId: proposal.id, settingUp: false, directory }
    const { link } = await applyChange(tx, by, change)
    await tell(tx, actor.id, proposal, 'applied', directory)
    return ok({ challenge: null, applied: true, link })
  })
}

async function sayNo(
  tx: Tx,
  personId: string,
  proposal: LockedProposal,
  reason: string,
  directory: Directory,
): Promise<Result<Decided>> {
  if (!(await refuseProposal(tx, proposal.id, personId, reason)))
    return refuse({ code: 'proposal.not_open', status: 'expired' })
  await appendEntry(tx, entryOf('proposal.refused', personId, proposal), { reason })
  await tell(tx, personId, proposal, 'refused', directory)
  return ok({ challenge: null, applied: false, link: null })
}

/** Open screens, and whoever proposed it. */
async function tell(
  tx: Tx,
  personId: string,
  proposal: LockedProposal,
  verb: 'applied' | 'refused',
  directory: Directory,
): Promise<void> {
  const facts = { ...toldOf(proposal.change, directory), by: nameOf(personId, directory), verb }
  const subject = { proposal_id: proposal.id }
  await insertNotices(tx, [{ personId: proposal.proposedBy, kind: 'proposal_decided', subject, facts }])
  await announce(tx, { kind: 'config', id: 'proposals' })
}

function entryOf(type: 'proposal.applied' | 'proposal.refused', personId: string, proposal: LockedProposal): NewEntry {
  return {
    type,
    actor: { kind: 'person', id: personId },
    subject: { proposal_id: proposal.id },
    facts: { ...factsOf(proposal.change), proposed_by: proposal.proposedBy },
  }
}
