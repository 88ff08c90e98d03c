import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import { nameOf } from '@/lib/core/names'
import { changeOf } from '@/lib/core/proposal/change'
import type { ChangeOf } from '@/lib/core/proposal/kinds'
import { deciders, whyNotPropose } from '@/lib/core/proposal/may'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { applyChange } from './apply'
import { factsOf, toldOf } from './facts'
import type { ProposeBody } from './schema'
import { insertProposal, nothingWasEverInForce } from './store'

/** `proposalId` is null when the change was applied at once. */
export type Proposed = { readonly proposalId: string | null; readonly link: string | null }

/**
 * Proposes a change that takes two people (decision 0009). Until the first workflow is active there is nothing to weaken and
 * often nobody else: then an administrator's change is applied at once and its entry says `setting_up`; the made-up
 * company of the demo has enough people and always takes two.
 * Refuses `not_found`, `request.invalid` (it is so already), `machine.wrong_state`, `workflow.wrong_state`,
 * `auth.forbidden`, `person.recovering`.
 */
export async function proposeChange(
  ctx: { readonly actor: PersonActor; readonly now: Date },
  input: ProposeBody,
): Promise<Result<Proposed>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    // 1. Alone with the configuration: what holds now is what the proposal says it does.
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
    // 2. Who may, before whether it makes sense: a stranger learns nothing of what is there.
    const { reason, ...wish } = input
    const change = changeOf(wish, directory)
    if (!change.ok) return mayAsk(actor.id, directory) ? change : refuse({ code: 'not_found' })
    const why = whyNotPropose(actor.id, change.value, directory, ctx.now)
    if (why) return refuse(why)
    const proposalId = newId('prp')
    // 3. At once, while nothing was ever in force.
    if (await appliesAtOnce(tx, actor.id, change.value, directory)) {
      const by = { actorId: actor.id, proposalId, settingUp: true, directory }
      return ok({ proposalId: null, ...(await applyChange(tx, by, change.value)) })
    }
    // 4. Otherwise it waits for somebody else.
    await insertProposal(tx, { id: proposalId, change: change.value, reason, proposedBy: actor.id })
    await appendEntry(
      tx,
      {
        type: 'proposal.made',
        actor: { kind: 'person', id: actor.id },
        subject: { proposal_id: proposalId },
        facts: factsOf(change.value),
      },
      { reason },
    )
    const facts = { ...toldOf(change.value, directory), by: nameOf(actor.id, directory) }
    const asked = deciders({ proposedBy: actor.id, change: change.value }, directory)
    await insertNotices(
      tx,
      asked.map((personId) => ({ personId, kind: 'proposal_to_decide', subject: { proposal_id: proposalId }, facts })),
    )
    await announce(tx, { kind: 'config', id: 'proposals' })
    return ok({ proposalId, link: null })
  })
}

async function appliesAtOnce(tx: Tx, personId: string, change: ChangeOf, directory: Directory): Promise<boolean> {
  if (directory.organisation.isDemo) return false
  // Two workflows agree on it or nobody does.
  if (change.kind === 'runtime.ownership') return false
  if (!directory.people.get(personId)?.roles.includes('admin')) return false
  return nothingWasEverInForce(tx)
}

/** Somebody who could propose something at all: administers, reviews, leads or owns. */
function mayAsk(personId: string, directory: Directory): boolean {
  return (
    (directory.people.get(personId)?.roles.length ?? 0) > 0 ||
    [...directory.teams.values()].some(({ leadId }) => leadId === personId) ||
    [...directory.workflows.values()].some(({ ownerIds }) => ownerIds.includes(personId)) ||
    [...directory.agents.values(), ...directory.executors.values()].some(({ sponsorId }) => sponsorId === personId) ||
    [...directory.runtimes.values()].some(({ ownerId }) => ownerId === personId)
  )
}
