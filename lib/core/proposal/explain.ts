import type { Json } from '../canonical/json'
import { guardWords } from '../guard/settings'
import type { SaidIn } from '../language/said'
import { english, type ProposalWords } from './words'
import { german } from './words-de'

const said: { readonly [language in SaidIn]: ProposalWords } = { en: english, de: german }

/** A change as it is stored, in a proposal, in an entry's facts or in a notice's. */
export type Said = { kind: string; subject: Json; before: Json; after: Json }
/** The name of what an id stands for; the id itself for what is not known. */
export type NameOf = (id: string) => string

/**
 * What is proposed, to stand after "to": "give Mei Lin the role administrator"; in German after a colon. The same in the list,
 * in a notice and in the log.
 */
export function sayChange(change: Said, of: NameOf, language: SaidIn = 'en'): string {
  const words = said[language]
  const { what } = words
  const { subject, after } = membersOf(change, of, words)
  switch (change.kind) {
    case 'person.role':
      return what.role(subject('person_id'), roleName(subject('role'), words))
    case 'team.member':
      return what.member(subject('person_id'), subject('team_id'))
    case 'team.lead':
      return what.lead(after('lead_id'), subject('team_id'))
    case 'workflow.owner':
      return what.owner(subject('person_id'), subject('workflow_id'))
    case 'workflow.resume':
      return what.workflowResumes(subject('workflow_id'))
    case 'machine.resume':
      return what.machineResumes(subject('machine_id'))
    case 'runtime.resume':
      return what.runtimeResumes(subject('runtime_id'))
    case 'person.recover':
      return what.recover(subject('person_id'))
    case 'runtime.ownership':
      return what.ownership(after('workflow_id'), subject('action'), subject('pattern'), subject('runtime'))
    case 'organisation.guard':
      return what.guard(guardWords(change.after, language))
    default:
      return change.kind.replace(/[_.]/g, ' ')
  }
}

/** One line of a change: what it is that changes, what holds now and what would. */
export type ChangeLine = { label: string; before: string; after: string }

/** What exactly changes, for the page on which it is agreed to. */
export function sayLines(change: Said, of: NameOf, language: SaidIn = 'en'): ChangeLine[] {
  const words = said[language]
  const { lines, statuses } = words
  const members = membersOf(change, of, words)
  const { subject, before, after } = members
  const resumed = (label: string) => [
    {
      label,
      before: statuses[before('status')] ?? before('status'),
      after: statuses[after('status')] ?? after('status'),
    },
  ]
  switch (change.kind) {
    case 'person.role':
      return [lines.role(subject('person_id'), roleName(subject('role'), words))]
    case 'team.member':
      return [lines.member(subject('person_id'), subject('team_id'))]
    case 'team.lead':
      return [lines.lead(subject('team_id'), members)]
    case 'workflow.owner':
      return [lines.owner(subject('person_id'), subject('workflow_id'))]
    case 'workflow.resume':
      return resumed(lines.workflow(subject('workflow_id')))
    case 'machine.resume':
      return resumed(subject('machine_id'))
    case 'runtime.resume':
      return resumed(lines.runtime(subject('runtime_id')))
    case 'person.recover':
      return lines.recover(subject('person_id'))
    case 'runtime.ownership':
      return [
        {
          label: lines.claim(subject('action'), subject('pattern'), subject('runtime')),
          before: before('workflow_id'),
          after: after('workflow_id'),
        },
      ]
    case 'organisation.guard':
      return [
        { label: lines.guard, before: guardWords(change.before, language), after: guardWords(change.after, language) },
      ]
    default:
      return []
  }
}

function roleName(role: string, { roles }: ProposalWords): string {
  return role === 'admin' || role === 'compliance' ? roles[role] : role
}

const ID = /^[a-z]{3}_[0-9a-z]{26}$/

/** The ids that a change names: what a notice keeps the names of. */
export function namedIn({ subject, before, after }: Said): string[] {
  return [subject, before, after].flatMap((json) =>
    typeof json === 'object' && json !== null && !Array.isArray(json)
      ? Object.values(json).filter((value): value is string => typeof value === 'string' && ID.test(value))
      : [],
  )
}

/** Readers of the members by name, ids already as names; `nobody` for what is null. */
function membersOf(change: Said, of: NameOf, { nobody }: ProposalWords) {
  const reader = (json: Json) => (name: string) => {
    const value = typeof json === 'object' && json !== null && !Array.isArray(json) ? json[name] : undefined
    return typeof value === 'string' ? (ID.test(value) ? of(value) : value) : nobody
  }
  return { subject: reader(change.subject), before: reader(change.before), after: reader(change.after) }
}
