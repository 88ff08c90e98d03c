import { appendEntry, type NewEntry } from '@/lib/audit/store'
import type { Directory } from '@/lib/core/directory'
import type { ChangeOf, ProposalKind } from '@/lib/core/proposal/kinds'
import type { ConfigNoun } from '@/lib/directory/store-announce'
import { announce } from '@/lib/directory/store-announce'
import { putSettings } from '@/lib/guard/store'
import { invitationLink, newInvitationSecret } from '@/lib/people/invitation'
import { endInvitationsOf, insertInvitation, insertRole } from '@/lib/people/store'
import { env } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { insertMember, setLead } from '@/lib/teams/store'
import { endMachineQuarantine, endRuntimeQuarantine, insertOwner, putOwnership, resumeWorkflow } from './store'

export interface Applying {
  /** Whoever agreed; the proposer is in the proposal. */
  readonly actorId: string
  readonly proposalId: string
  /** True while nothing was ever in force, when one person suffices (decision 0009). */
  readonly settingUp: boolean
  readonly directory: Directory
}

/** What applying gave beside the change itself: a one-time link, said once. */
export interface Outcome {
  readonly link: string | null
}

const RECOVERY_HOURS = 24
const NOTHING: Outcome = { link: null }

/** What each kind does, in the caller's transaction and under the configuration lock, with the entry of what it changed. */
const appliers: { readonly [K in ProposalKind]: (tx: Tx, by: Applying, change: ChangeOf<K>) => Promise<Outcome> } = {
  'person.role': async (tx, by, change) => {
    const { person_id, role } = change.subject
    await insertRole(tx, person_id, role)
    await append(tx, by, change, {
      type: 'person.role_added',
      subject: { person_id },
      facts: { person: person_id, role },
    })
    return changed(tx, 'people')
  },
  'team.member': async (tx, by, change) => {
    const { team_id, person_id } = change.subject
    await insertMember(tx, team_id, person_id)
    const facts = { person: person_id, slug: by.directory.teams.get(team_id)?.slug ?? '' }
    await append(tx, by, change, { type: 'team.member_added', subject: { team_id, person_id }, facts })
    return changed(tx, 'people')
  },
  'team.lead': async (tx, by, change) => {
    const { team_id } = change.subject
    await setLead(tx, team_id, change.after.lead_id)
    const facts = { slug: by.directory.teams.get(team_id)?.slug ?? '', changed: ['lead'] }
    await append(tx, by, change, { type: 'team.changed', subject: { team_id }, facts })
    return changed(tx, 'people', 'accountability')
  },
  'workflow.owner': async (tx, by, change) => {
    const { workflow_id, person_id } = change.subject
    await insertOwner(tx, workflow_id, person_id)
    const facts = { slug: by.directory.workflows.get(workflow_id)?.slug ?? '', person: person_id, changed: ['owners'] }
    await append(tx, by, change, { type: 'workflow.changed', subject: { workflow_id, person_id }, facts })
    return changed(tx, 'boundaries', 'people')
  },
  'workflow.resume': async (tx, by, change) => {
    const { workflow_id } = change.subject
    if (!(await resumeWorkflow(tx, workflow_id))) throw new Error('the workflow changed under the lock')
    const facts = { slug: by.directory.workflows.get(workflow_id)?.slug ?? '' }
    await append(tx, by, change, { type: 'workflow.resumed', subject: { workflow_id }, facts })
    return changed(tx, 'boundaries')
  },
  'machine.resume': async (tx, by, change) => {
    const { machine_id } = change.subject
    if (!(await endMachineQuarantine(tx, machine_id))) throw new Error('the machine changed under the lock')
    const machine = by.directory.agents.get(machine_id) ?? by.directory.executors.get(machine_id)
    const facts = { kind: machine_id.startsWith('agt_') ? 'agent' : 'executor', slug: machine?.slug ?? '' }
    await append(tx, by, change, { type: 'machine.resumed', subject: { machine_id }, facts })
    return changed(tx, 'machines')
  },
  'runtime.resume': async (tx, by, change) => {
    const { runtime_id } = change.subject
    if (!(await endRuntimeQuarantine(tx, runtime_id))) throw new Error('the runtime changed under the lock')
    const facts = { slug: by.directory.runtimes.get(runtime_id)?.slug ?? '' }
    await append(tx, by, change, { type: 'runtime.resumed', subject: { runtime_id }, facts })
    return changed(tx, 'machines')
  },
  'person.recover': async (tx, by, change) => {
    const { person_id } = change.subject
    const { token, tokenHash } = newInvitationSecret()
    await endInvitationsOf(tx, person_id)
    const invitation = { kind: 'recover', tokenHash, personId: person_id, createdBy: by.actorId } as const
    const invitation_id = await insertInvitation(tx, { ...invitation, hours: RECOVERY_HOURS })
    const facts = { person: person_id, why: 'recover', hours: RECOVERY_HOURS }
    await append(tx, by, change, { type: 'person.invited', subject: { person_id, invitation_id }, facts })
    await changed(tx, 'people')
    return { link: invitationLink(env().baseUrl, token) }
  },
  'runtime.ownership': async (tx, by, change) => {
    const { runtime, action, pattern } = change.subject
    const workflowId = change.after.workflow_id
    await putOwnership(tx, { id: newId('own'), runtime, action, pattern, workflowId, proposalId: by.proposalId })
    const facts = { runtime, action, pattern, workflow: by.directory.workflows.get(workflowId)?.slug ?? '' }
    await append(tx, by, change, { type: 'runtime.ownership_chosen', subject: { workflow_id: workflowId }, facts })
    return changed(tx, 'machines', 'boundaries')
  },
  'organisation.guard': async (tx, by, change) => {
    await putSettings(tx, change.after)
    await append(tx, by, change, { type: 'guard.settings_changed', subject: {}, facts: {} })
    return changed(tx, 'organisation')
  },
}

/** Does what was agreed to. A surprise under the lock is a fault: it throws and nothing has happened. */
export function applyChange<K extends ProposalKind>(tx: Tx, by: Applying, change: ChangeOf<K>): Promise<Outcome> {
  return appliers[change.kind](tx, by, change)
}

/** The entry of what was changed, with what held before and what holds now. */
async function append(
  tx: Tx,
  by: Applying,
  change: ChangeOf,
  entry: Pick<NewEntry, 'type' | 'subject' | 'facts'>,
): Promise<void> {
  await appendEntry(tx, {
    type: entry.type,
    actor: { kind: 'person', id: by.actorId },
    subject: { ...entry.subject, proposal_id: by.proposalId },
    facts: {
      ...entry.facts,
      before: change.before,
      after: change.after,
      ...(by.settingUp ? { setting_up: true } : {}),
    },
  })
}

async function changed(tx: Tx, ...nouns: readonly ConfigNoun[]): Promise<Outcome> {
  for (const id of nouns) await announce(tx, { kind: 'config', id })
  return NOTHING
}
