import type { Directory } from '../directory'
import { refuseRecovering } from '../people/recovering'
import type { Refusal } from '../refusal'
import type { ChangeOf, ProposalKind } from './kinds'

/** A proposal as far as deciding on it goes. */
export type Proposed = { proposedBy: string; change: ChangeOf }

/**
 * Why this person may not propose the change; null when they may. Proposing changes nothing, so it is open to those who
 * answer for the thing, not only to administrators.
 */
export function whyNotPropose(personId: string, change: ChangeOf, directory: Directory, now: Date): Refusal | null {
  if (!isActive(personId, directory) || !proposers(change, directory)(personId))
    return { code: 'auth.forbidden', role: proposerRole[change.kind] }
  return refuseRecovering(personId, directory, now)
}

/**
 * Why this person may not decide on the proposal, to apply or to refuse it; null when they may. Never who proposed it, and
 * never whom it concerns: nobody gives themselves anything. Asked under the lock.
 */
export function whyNotDecide(personId: string, proposal: Proposed, directory: Directory): Refusal | null {
  if (!isActive(personId, directory)) return { code: 'auth.forbidden', role: 'admin or compliance' }
  if (proposal.proposedBy === personId) return { code: 'proposal.own' }
  if (concerned(proposal.change, directory).includes(personId)) return { code: 'proposal.concerns_you' }
  if (proposal.change.kind === 'runtime.ownership')
    return ownsWorkflow(personId, proposal.change.subject.other_workflow_id, directory)
      ? null
      : { code: 'auth.forbidden', role: 'owner of the other workflow' }
  return hasRole(personId, directory, 'admin', 'compliance')
    ? null
    : { code: 'auth.forbidden', role: 'admin or compliance' }
}

/** Everybody who may decide on it now, in the order of the directory. */
export function deciders(proposal: Proposed, directory: Directory): string[] {
  return [...directory.people.keys()].filter((id) => whyNotDecide(id, proposal, directory) === null)
}

/** May this person see the proposal? Who may see all, who made it, whom it concerns, and who may decide. */
export function maySeeProposal(personId: string, proposal: Proposed, directory: Directory): boolean {
  return (
    isActive(personId, directory) &&
    (hasRole(personId, directory, 'admin', 'compliance') ||
      proposal.proposedBy === personId ||
      concerned(proposal.change, directory).includes(personId) ||
      whyNotDecide(personId, proposal, directory) === null)
  )
}

/** Whom a change concerns: who would get something by it, and who sponsors the machine that would work again. */
function concerned(change: ChangeOf, directory: Directory): string[] {
  switch (change.kind) {
    case 'person.role':
    case 'team.member':
    case 'workflow.owner':
    case 'person.recover':
      return [change.subject.person_id]
    case 'team.lead':
      return [change.after.lead_id]
    case 'machine.resume': {
      const id = change.subject.machine_id
      const sponsor = (directory.agents.get(id) ?? directory.executors.get(id))?.sponsorId
      return sponsor === undefined ? [] : [sponsor]
    }
    case 'workflow.resume':
    case 'runtime.resume':
    case 'runtime.ownership':
    case 'organisation.guard':
      return []
  }
}

function proposers(change: ChangeOf, directory: Directory): (personId: string) => boolean {
  const admin = (personId: string) => hasRole(personId, directory, 'admin')
  switch (change.kind) {
    case 'person.role':
    case 'organisation.guard':
      return admin
    case 'person.recover':
      return (personId) => hasRole(personId, directory, 'admin', 'compliance')
    case 'team.member':
    case 'team.lead': {
      const lead = directory.teams.get(change.subject.team_id)?.leadId
      const ownsAny = (personId: string) =>
        [...directory.workflows.values()].some(({ ownerIds }) => ownerIds.includes(personId))
      return (personId) => admin(personId) || lead === personId || ownsAny(personId)
    }
    case 'workflow.owner':
    case 'workflow.resume':
      return (personId) => admin(personId) || ownsWorkflow(personId, change.subject.workflow_id, directory)
    case 'machine.resume': {
      const id = change.subject.machine_id
      const machine = directory.agents.get(id) ?? directory.executors.get(id)
      return (personId) =>
        admin(personId) || machine?.sponsorId === personId || ownsNaming(personId, machine, directory)
    }
    case 'runtime.resume': {
      const runtime = directory.runtimes.get(change.subject.runtime_id)
      return (personId) => admin(personId) || runtime?.ownerId === personId || ownsNaming(personId, runtime, directory)
    }
    case 'runtime.ownership':
      return (personId) => ownsWorkflow(personId, change.after.workflow_id, directory)
  }
}

/** The role that a refused proposer is told of. */
const proposerRole: Readonly<Record<ProposalKind, string>> = {
  'person.role': 'admin',
  'organisation.guard': 'admin',
  'person.recover': 'admin or compliance',
  'team.member': 'admin, lead of the team or owner of a workflow',
  'team.lead': 'admin, lead of the team or owner of a workflow',
  'workflow.owner': 'admin or owner of the workflow',
  'workflow.resume': 'admin or owner of the workflow',
  'machine.resume': 'admin, sponsor or owner of a workflow that names it',
  'runtime.resume': 'admin, owner of the runtime or of a workflow that names it',
  'runtime.ownership': 'owner of the workflow',
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}

function hasRole(personId: string, directory: Directory, ...roles: readonly ('admin' | 'compliance')[]): boolean {
  return directory.people.get(personId)?.roles.some((role) => roles.includes(role)) ?? false
}

function ownsWorkflow(personId: string, workflowId: string, directory: Directory): boolean {
  return directory.workflows.get(workflowId)?.ownerIds.includes(personId) ?? false
}

/** Does the person own a workflow whose version in force names this machine or runtime? */
function ownsNaming(personId: string, named: { slug: string } | undefined, directory: Directory): boolean {
  return (
    named !== undefined &&
    [...directory.workflows.values()].some(
      (workflow) =>
        workflow.ownerIds.includes(personId) &&
        (workflow.agents.has(named.slug) || workflow.executors.has(named.slug) || workflow.runtimes.has(named.slug)),
    )
  )
}
