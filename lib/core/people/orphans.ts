import { type Responsibility, responsibilitiesOf } from '../accountability/responsibilities'
import type { Rule } from '../boundary/rule'
import type { Directory, DirectoryWorkflow, RuntimeVendor } from '../directory'
import type { Orphan } from '../refusal'

/** The rules of a workflow's version in force; none when there is no such version. */
export type RulesOf = (workflow: DirectoryWorkflow) => readonly Pick<Rule, 'id' | 'approvers' | 'quorum'>[]

/**
 * Everything that nobody would answer for any more if this person left, and every rule that could no longer be agreed to.
 * Whoever disables them confirms exactly this list, so nothing is orphaned unseen. Each `id` is another one.
 */
export function orphansOf(personId: string, directory: Directory, rulesOf: RulesOf): Orphan[] {
  const answersFor = responsibilitiesOf(personId, directory).flatMap((one) => orphanOf(one, personId, directory) ?? [])
  return [...answersFor, ...vendorRoles(personId, directory), ...shortTeams(personId, directory, rulesOf)]
}

/** What one thing would be without the person; null when somebody else is left. */
function orphanOf(one: Responsibility, personId: string, directory: Directory): Orphan | null {
  const { id, title } = one
  switch (one.kind) {
    case 'role':
      return { kind: 'role', id, title, detail: 'New requests of the workflow are denied until somebody takes over.' }
    case 'team_lead':
      return { kind: 'team_lead', id, title, detail: 'The team has no lead who answers for it.' }
    case 'agent':
    case 'executor':
    case 'pipeline':
      return { kind: 'sponsor', id, title, detail: `The ${one.kind} has a sponsor who left.` }
    case 'runtime':
      return { kind: 'runtime', id, title, detail: 'Nobody answers for the runtime.' }
    case 'workflow_owner': {
      const others = directory.workflows.get(id)?.ownerIds.filter((owner) => owner !== personId) ?? []
      return others.some((owner) => isActive(owner, directory))
        ? null
        : { kind: 'workflow_owner', id, title, detail: 'The last owner: nobody could change its boundary.' }
    }
  }
}

/** True when `confirmed` names every orphan and nothing else. */
export function confirmsExactly(confirmed: readonly string[], orphans: readonly Orphan[]): boolean {
  const ids = new Set(orphans.map(({ id }) => id))
  return new Set(confirmed).size === ids.size && confirmed.every((id) => ids.has(id))
}

/** Who of ours answers for a part of a runtime that a vendor manages. */
function vendorRoles(personId: string, directory: Directory): Orphan[] {
  const parts: readonly (readonly [keyof RuntimeVendor, string])[] = [
    ['approvalLogic', 'approval logic'],
    ['logging', 'logging'],
    ['incidentResponse', 'incident response'],
  ]
  return [...directory.runtimes.values()].flatMap((runtime) =>
    parts
      .filter(([part]) => runtime.vendor?.[part] === personId)
      .map(([part, words]) => ({
        kind: 'runtime' as const,
        id: `${runtime.id}/${part}`,
        title: `${capital(words)} of ${runtime.slug}`,
        detail: 'What its workflows ask is denied until somebody takes over.',
      })),
  )
}

/** Rules whose named teams, all members counted once, would have fewer people left than the quorum asks for. */
function shortTeams(personId: string, directory: Directory, rulesOf: RulesOf): Orphan[] {
  return [...directory.workflows.values()].flatMap((workflow) =>
    rulesOf(workflow).flatMap((rule): Orphan[] => {
      const teams = rule.approvers.flatMap((slug) => {
        const team = directory.teams.get(directory.teamIdBySlug.get(slug) ?? '')
        return team ? [team] : []
      })
      const members = new Set(teams.flatMap((team) => [...team.memberIds]).filter((id) => isActive(id, directory)))
      if (!members.delete(personId) || members.size >= rule.quorum) return []
      const left = members.size === 0 ? 'nobody' : `${members.size} of ${rule.quorum}`
      return [
        {
          kind: 'approver_team',
          id: `${workflow.slug}/${rule.id}`,
          title: `${rule.approvers.join(', ')} for ${rule.id} in ${workflow.title}`,
          detail: `Would have ${left} who can approve: such requests expire denied.`,
        },
      ]
    }),
  )
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
