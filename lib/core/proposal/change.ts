import { canonicalize } from '../canonical/json'
import type { Directory } from '../directory'
import { guardNumbers, weakened } from '../guard/settings'
import { ok, type Result, refuse } from '../result'
import type { ChangeOf, Wish } from './kinds'

/**
 * The change that a wish amounts to now. Asked when it is proposed, and again under the lock when it is applied.
 * Refuses `not_found` (something that it names is not there, or left), `request.invalid` (it is so already, or makes no
 * sense), `machine.wrong_state` and `workflow.wrong_state` (nothing that a second person would have to let go on).
 */
export function changeOf(wish: Wish, directory: Directory): Result<ChangeOf> {
  switch (wish.kind) {
    case 'person.role': {
      const person = activePerson(wish.subject.person_id, directory)
      if (!person) return NOT_FOUND
      const has = person.roles.includes(wish.subject.role)
      return has ? already('/subject/role') : ok({ ...wish, before: { has }, after: { has: true } })
    }
    case 'team.member': {
      const team = directory.teams.get(wish.subject.team_id)
      if (!team || !activePerson(wish.subject.person_id, directory)) return NOT_FOUND
      const member = team.memberIds.has(wish.subject.person_id)
      return member ? already('/subject/person_id') : ok({ ...wish, before: { member }, after: { member: true } })
    }
    case 'team.lead': {
      const team = directory.teams.get(wish.subject.team_id)
      if (!team || !activePerson(wish.after.lead_id, directory)) return NOT_FOUND
      if (team.leadId === wish.after.lead_id) return already('/after/lead_id')
      // A lead answers for the team, so it is somebody who is in it.
      if (!team.memberIds.has(wish.after.lead_id)) return invalid('/after/lead_id', 'is not a member of the team')
      return ok({ ...wish, before: { lead_id: team.leadId } })
    }
    case 'workflow.owner': {
      const workflow = directory.workflows.get(wish.subject.workflow_id)
      if (!workflow || !activePerson(wish.subject.person_id, directory)) return NOT_FOUND
      const owner = workflow.ownerIds.includes(wish.subject.person_id)
      return owner ? already('/subject/person_id') : ok({ ...wish, before: { owner }, after: { owner: true } })
    }
    case 'workflow.resume': {
      const status = directory.workflows.get(wish.subject.workflow_id)?.status
      if (status === undefined) return NOT_FOUND
      if (status !== 'suspended') return refuse({ code: 'workflow.wrong_state', status })
      return ok({ ...wish, before: { status }, after: { status: 'active' } })
    }
    case 'machine.resume': {
      const id = wish.subject.machine_id
      return resumed(wish, (directory.agents.get(id) ?? directory.executors.get(id))?.status)
    }
    case 'runtime.resume':
      return resumed(wish, directory.runtimes.get(wish.subject.runtime_id)?.status)
    case 'person.recover': {
      const person = activePerson(wish.subject.person_id, directory)
      if (!person) return NOT_FOUND
      const before = { recovering_until: person.recoveringUntil?.toISOString() ?? null }
      return ok({ ...wish, before, after: { link: 'one-time' } })
    }
    case 'runtime.ownership': {
      const { runtime, action, pattern, other_workflow_id: other } = wish.subject
      const known = [...directory.runtimes.values()].some(({ slug }) => slug === runtime)
      if (!known || !directory.workflows.has(other) || !directory.workflows.has(wish.after.workflow_id))
        return NOT_FOUND
      if (other === wish.after.workflow_id) return invalid('/after/workflow_id', 'gives its claim up to itself')
      const now = directory.ownerships.find(
        (owned) => owned.runtime === runtime && owned.action === action && owned.pattern === pattern,
      )
      if (now?.workflowId === wish.after.workflow_id) return already('/after/workflow_id')
      // Who owns the claim now is whoever gives it up.
      if (now && now.workflowId !== other)
        return invalid('/subject/other_workflow_id', 'is not the workflow that owns it')
      return ok({ ...wish, before: { workflow_id: now?.workflowId ?? null } })
    }
    case 'organisation.guard': {
      const before = guardNumbers(directory.organisation.guard)
      const { approvals, rest_minutes } = wish.after
      if (before.approvals === approvals && before.rest_minutes === rest_minutes) return already('/after')
      // What only strengthens is never kept waiting.
      if (!weakened(before, wish.after)) return invalid('/after', 'weakens nothing, so it takes nobody else')
      return ok({ ...wish, before })
    }
  }
}

/** Does what was proposed still fit what holds now? Compared by value: what changed and changed back is the same. */
export function stillFits(proposed: ChangeOf, directory: Directory): boolean {
  const now = changeOf(wishOf(proposed), directory)
  return now.ok && canonicalize(now.value.before) === canonicalize(proposed.before)
}

/** The wish of a change. */
function wishOf(change: ChangeOf): Wish {
  switch (change.kind) {
    case 'team.lead':
      return { kind: change.kind, subject: change.subject, after: change.after }
    case 'runtime.ownership':
      return { kind: change.kind, subject: change.subject, after: change.after }
    case 'organisation.guard':
      return { kind: change.kind, subject: change.subject, after: change.after }
    default:
      return change
  }
}

/** Only a quarantine takes a second person: who suspended a machine may let it go on alone. */
function resumed(
  wish: Extract<Wish, { kind: 'machine.resume' | 'runtime.resume' }>,
  status: string | undefined,
): Result<ChangeOf> {
  if (status === undefined) return NOT_FOUND
  if (status !== 'quarantined') return refuse({ code: 'machine.wrong_state', status })
  return ok({ ...wish, before: { status }, after: { status: 'active' } })
}

function activePerson(id: string, directory: Directory) {
  const person = directory.people.get(id)
  return person?.status === 'active' ? person : null
}

const NOT_FOUND = refuse({ code: 'not_found' })

function already(pointer: string) {
  return invalid(pointer, 'is so already')
}

function invalid(pointer: string, detail: string) {
  return refuse({ code: 'request.invalid', errors: [{ pointer, detail }] })
}
