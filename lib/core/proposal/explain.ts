import type { Json } from '../canonical/json'
import { guardWords } from '../guard/settings'

/** A change as it is stored, in a proposal or in an entry's facts. */
export type Said = { kind: string; subject: Json; before: Json; after: Json }
/** The name of what an id stands for; the id itself for what is not known. */
export type NameOf = (id: string) => string

/** What is proposed, to stand after "to": "give Mei Lin the role administrator". The same in the list and in the log. */
export function sayChange(change: Said, of: NameOf): string {
  const { subject, after } = membersOf(change, of)
  switch (change.kind) {
    case 'person.role':
      return `give ${subject('person_id')} the role ${roleName(subject('role'))}`
    case 'team.member':
      return `add ${subject('person_id')} to the team ${subject('team_id')}`
    case 'team.lead':
      return `make ${after('lead_id')} the lead of the team ${subject('team_id')}`
    case 'workflow.owner':
      return `make ${subject('person_id')} an owner of the workflow ${subject('workflow_id')}`
    case 'workflow.resume':
      return `let the workflow ${subject('workflow_id')} go on`
    case 'machine.resume':
      return `let ${subject('machine_id')} work again`
    case 'runtime.resume':
      return `let the runtime ${subject('runtime_id')} work again`
    case 'person.recover':
      return `let ${subject('person_id')} in again without their old passkeys`
    case 'runtime.ownership':
      return `let the workflow ${after('workflow_id')} judge ${subject('action')} on ${subject('pattern')} in the runtime ${subject('runtime')}`
    case 'organisation.guard':
      return `set the fatigue guard to ${guardWords(change.after)}`
    default:
      return change.kind.replace(/[_.]/g, ' ')
  }
}

/** One line of a change: what it is that changes, what holds now and what would. */
export type ChangeLine = { label: string; before: string; after: string }

/** What exactly changes, for the page on which it is agreed to. */
export function sayLines(change: Said, of: NameOf): ChangeLine[] {
  const { subject, before, after } = membersOf(change, of)
  switch (change.kind) {
    case 'person.role': {
      const role = roleName(subject('role'))
      return [{ label: `Roles of ${subject('person_id')}`, before: `not ${role}`, after: role }]
    }
    case 'team.member':
      return [
        { label: `${subject('person_id')} in the team ${subject('team_id')}`, before: 'not a member', after: 'member' },
      ]
    case 'team.lead':
      return [{ label: `Lead of the team ${subject('team_id')}`, before: before('lead_id'), after: after('lead_id') }]
    case 'workflow.owner':
      return [
        {
          label: `${subject('person_id')} in the workflow ${subject('workflow_id')}`,
          before: 'not an owner',
          after: 'owner',
        },
      ]
    case 'workflow.resume':
      return [{ label: `Workflow ${subject('workflow_id')}`, before: before('status'), after: after('status') }]
    case 'machine.resume':
      return [{ label: subject('machine_id'), before: before('status'), after: after('status') }]
    case 'runtime.resume':
      return [{ label: `Runtime ${subject('runtime_id')}`, before: before('status'), after: after('status') }]
    case 'person.recover':
      return [
        { label: `Passkeys of ${subject('person_id')}`, before: 'as they are', after: 'ended when the link is used' },
        { label: 'Way in', before: 'passkey or single sign-on', after: 'a one-time link, then no approvals for a day' },
      ]
    case 'runtime.ownership':
      return [
        {
          label: `${subject('action')} on ${subject('pattern')} in ${subject('runtime')}`,
          before: before('workflow_id'),
          after: after('workflow_id'),
        },
      ]
    case 'organisation.guard':
      return [{ label: 'Fatigue guard', before: guardWords(change.before), after: guardWords(change.after) }]
    default:
      return []
  }
}

export const roleNames = { admin: 'administrator', compliance: 'compliance reviewer' } as const

function roleName(role: string): string {
  return role === 'admin' || role === 'compliance' ? roleNames[role] : role
}

/** Readers of the members by name, ids already as names; `nobody` for what is null. */
function membersOf(change: Said, of: NameOf) {
  const reader = (json: Json) => (name: string) => {
    const value = typeof json === 'object' && json !== null && !Array.isArray(json) ? json[name] : undefined
    return typeof value === 'string' ? (/^[a-z]{3}_[0-9a-z]{26}$/.test(value) ? of(value) : value) : 'nobody'
  }
  return { subject: reader(change.subject), before: reader(change.before), after: reader(change.after) }
}
