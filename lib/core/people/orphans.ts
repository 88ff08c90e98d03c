import { type Responsibility, responsibilitiesOf } from '../accountability/responsibilities'
import { accountabilityWords } from '../accountability/say'
import type { Rule } from '../boundary/rule'
import type { Directory, DirectoryWorkflow, RuntimeVendor } from '../directory'
import type { SaidIn } from '../language/said'
import type { Orphan } from '../refusal'
import { type OrphanWords, orphanWords } from './words'

/** The rules of a workflow's version in force; none when there is no such version. */
export type RulesOf = (workflow: DirectoryWorkflow) => readonly Pick<Rule, 'id' | 'approvers' | 'quorum'>[]

/**
 * Everything that nobody would answer for any more if this person left, and every rule that could no longer be agreed to.
 * Whoever disables them confirms exactly this list, so nothing is orphaned unseen. Each `id` is another one.
 */
export function orphansOf(personId: string, directory: Directory, rulesOf: RulesOf, language: SaidIn = 'en'): Orphan[] {
  const words = orphanWords(language)
  const answersFor = responsibilitiesOf(personId, directory, language).flatMap(
    (one) => orphanOf(one, personId, directory, words) ?? [],
  )
  return [
    ...answersFor,
    ...vendorRoles(personId, directory, language),
    ...shortTeams(personId, directory, rulesOf, words),
  ]
}

/** What one thing would be without the person; null when somebody else is left. */
function orphanOf(one: Responsibility, personId: string, directory: Directory, words: OrphanWords): Orphan | null {
  const { id, title } = one
  switch (one.kind) {
    case 'role':
      return { kind: 'role', id, title, detail: words.role }
    case 'team_lead':
      return { kind: 'team_lead', id, title, detail: words.teamLead }
    case 'agent':
    case 'executor':
    case 'pipeline':
      return { kind: 'sponsor', id, title, detail: words.sponsor[one.kind] }
    case 'runtime':
      return { kind: 'runtime', id, title, detail: words.runtime }
    case 'workflow_owner': {
      const others = directory.workflows.get(id)?.ownerIds.filter((owner) => owner !== personId) ?? []
      return others.some((owner) => isActive(owner, directory))
        ? null
        : { kind: 'workflow_owner', id, title, detail: words.lastOwner }
    }
  }
}

/** True when `confirmed` names every orphan and nothing else. */
export function confirmsExactly(confirmed: readonly string[], orphans: readonly Orphan[]): boolean {
  const ids = new Set(orphans.map(({ id }) => id))
  return new Set(confirmed).size === ids.size && confirmed.every((id) => ids.has(id))
}

/** Who of ours answers for a part of a runtime that a vendor manages. */
function vendorRoles(personId: string, directory: Directory, language: SaidIn): Orphan[] {
  const words = orphanWords(language)
  const { roles } = accountabilityWords(language)
  const parts = [
    ['approvalLogic', 'approval_logic'],
    ['logging', 'logging'],
    ['incidentResponse', 'incident_response'],
  ] as const satisfies readonly (readonly [keyof RuntimeVendor, string])[]
  return [...directory.runtimes.values()].flatMap((runtime) =>
    parts
      .filter(([part]) => runtime.vendor?.[part] === personId)
      .map(([part, role]) => ({
        kind: 'runtime' as const,
        id: `${runtime.id}/${part}`,
        title: words.vendorPart(role, runtime.slug, roles),
        detail: words.vendorDenied,
      })),
  )
}

/** Rules whose named teams, all members counted once, would have fewer people left than the quorum asks for. */
function shortTeams(personId: string, directory: Directory, rulesOf: RulesOf, words: OrphanWords): Orphan[] {
  return [...directory.workflows.values()].flatMap((workflow) =>
    rulesOf(workflow).flatMap((rule): Orphan[] => {
      const teams = rule.approvers.flatMap((slug) => {
        const team = directory.teams.get(directory.teamIdBySlug.get(slug) ?? '')
        return team ? [team] : []
      })
      const members = new Set(teams.flatMap((team) => [...team.memberIds]).filter((id) => isActive(id, directory)))
      if (!members.delete(personId) || members.size >= rule.quorum) return []
      return [
        {
          kind: 'approver_team',
          id: `${workflow.slug}/${rule.id}`,
          title: words.rule(rule.approvers, rule.id, workflow.title),
          detail: words.tooFew(members.size, rule.quorum),
        },
      ]
    }),
  )
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}
