import {
  type AccountabilityRole,
  type Assignment,
  accountabilityRoles,
  type Directory,
  type DirectoryWorkflow,
} from '../directory'
import { english, type GapWhy, type VendorMissing } from './words'

/** A role that nobody answers for now, and why. */
export type Gap = {
  role: AccountabilityRole
  why: GapWhy
}

/** The gaps of a workflow at `now`; a gap denies requests with `accountability.gap` (DESIGN 5). */
export function accountabilityGaps(
  workflow: Pick<DirectoryWorkflow, 'assignments'>,
  directory: Directory,
  now: Date,
): Gap[] {
  return accountabilityRoles.flatMap((role): Gap[] => {
    const assignment = workflow.assignments.find((candidate) => candidate.role === role)
    if (!assignment) return [{ role, why: 'unassigned' }]
    const assignee = assigneeOf(assignment, directory)
    if (assignment.vendor !== null && (assignment.vendor.contract === '' || assignment.vendor.contact === ''))
      return [{ role, why: 'vendor_without_contract' }]
    if (assignee === null) return [{ role, why: 'team_without_lead' }]
    if (!isActive(assignee, directory))
      return [{ role, why: assignment.teamId === null ? 'person_left' : 'team_without_lead' }]
    if (!assignment.acknowledgedAt || assignment.acknowledgedById !== assignee)
      return [{ role, why: 'not_acknowledged' }]
    return assignment.reviewDue <= now ? [{ role, why: 'lapsed' }] : []
  })
}

/** Who of ours answers: the person, the team's lead, or whoever vouches for the vendor; null for a team without a lead. */
export function assigneeOf(
  assignment: Pick<Assignment, 'personId' | 'teamId' | 'vendor'>,
  directory: Directory,
): string | null {
  if (assignment.personId !== null) return assignment.personId
  if (assignment.teamId !== null) return directory.teams.get(assignment.teamId)?.leadId ?? null
  return assignment.vendor?.voucherId ?? null
}

/** What a runtime that a vendor manages does not say (DESIGN 5). A gap like any other: it denies. */
export type VendorGap = {
  runtime: string
  missing: VendorMissing
}

/** The gaps of a runtime; none when we run it ourselves. Somebody named who has left answers for nothing. */
export function vendorGaps(runtimeId: string, directory: Directory): VendorGap[] {
  const runtime = directory.runtimes.get(runtimeId)
  const vendor = runtime?.vendor
  if (!runtime || !vendor) return []
  const named = (who: string | null) => who !== null && (who === 'vendor' || isActive(who, directory))
  const missing: VendorGap['missing'][] = []
  if (vendor.contract === '') missing.push('contract')
  if (vendor.contact === '') missing.push('contact')
  if (!named(vendor.approvalLogic)) missing.push('approval_logic')
  if (!named(vendor.logging)) missing.push('logging')
  if (!named(vendor.incidentResponse)) missing.push('incident_response')
  return missing.map((what) => ({ runtime: runtime.slug, missing: what }))
}

/** A gap as it stands in "Nobody answers for …", in what a request is denied with: English, as stored. */
export function sayGap(gap: Gap | VendorGap): string {
  if ('role' in gap) return english.rolesWithin[gap.role]
  return `the ${english.missing[gap.missing]} of the vendor-managed runtime ${gap.runtime}`
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}

/** Who answers for each role, as stored with the request they were asked under: in English, for everybody. */
export function namedAssignments(
  workflow: DirectoryWorkflow,
  directory: Directory,
): { role: string; title: string; name: string; note: string }[] {
  return accountabilityRoles.flatMap((role) => {
    const assignment = workflow.assignments.find((candidate) => candidate.role === role)
    if (!assignment) return []
    const title = english.roles[role]
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
