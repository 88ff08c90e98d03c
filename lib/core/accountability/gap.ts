import { type AccountabilityRole, accountabilityRoles, type Directory, type DirectoryWorkflow } from '../directory'

/** A role that nobody answers for now, and why. */
export type Gap = {
  role: AccountabilityRole
  why: 'unassigned' | 'not_acknowledged' | 'lapsed' | 'person_left' | 'team_without_lead'
}

/** The gaps of a workflow at `now`; a gap denies requests with `accountability.gap` (DESIGN 5). */
export function accountabilityGaps(workflow: DirectoryWorkflow, directory: Directory, now: Date): Gap[] {
  return accountabilityRoles.flatMap((role): Gap[] => {
    const assignment = workflow.assignments.find((candidate) => candidate.role === role)
    if (!assignment) return [{ role, why: 'unassigned' }]
    if (!assignment.acknowledgedAt) return [{ role, why: 'not_acknowledged' }]
    if (assignment.reviewDue <= now) return [{ role, why: 'lapsed' }]
    if (assignment.personId !== null)
      return isActive(assignment.personId, directory) ? [] : [{ role, why: 'person_left' }]
    if (assignment.teamId !== null) {
      const lead = directory.teams.get(assignment.teamId)?.leadId ?? null
      return lead !== null && isActive(lead, directory) ? [] : [{ role, why: 'team_without_lead' }]
    }
    return []
  })
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}

export const roleTitles: Readonly<Record<AccountabilityRole, string>> = {
  accountable_owner: 'Accountable owner',
  approval_logic: 'Approval logic',
  logging: 'Logging',
  incident_response: 'Incident response',
  execution: 'Execution',
}

/** Who answers for each role, as stored with the request they were asked under. */
export function namedAssignments(
  workflow: DirectoryWorkflow,
  directory: Directory,
): { role: string; title: string; name: string; note: string }[] {
  return accountabilityRoles.flatMap((role) => {
    const assignment = workflow.assignments.find((candidate) => candidate.role === role)
    if (!assignment) return []
    const title = roleTitles[role]
    if (assignment.personId !== null) {
      const person = directory.people.get(assignment.personId)
      return [{ role, title, name: person?.name ?? assignment.personId, note: person?.title ?? '' }]
    }
    if (assignment.teamId !== null) {
      const team = directory.teams.get(assignment.teamId)
      const lead = team?.leadId ? directory.people.get(team.leadId)?.name : null
      return [{ role, title, name: team?.title ?? assignment.teamId, note: lead ? `lead: ${lead}` : 'no lead' }]
    }
    return [
      {
        role,
        title,
        name: assignment.vendor?.name ?? 'vendor',
        note: `contract ${assignment.vendor?.contract ?? 'unknown'}`,
      },
    ]
  })
}
