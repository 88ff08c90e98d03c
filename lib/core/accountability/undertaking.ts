import type { Json } from '../canonical/json'
import type { AccountabilityRole, Assignment, Directory, DirectoryWorkflow } from '../directory'
import { dayOf, writtenDay } from './review'

/** What somebody takes on with a role, in the words that they sign. */
const UNDERTAKINGS: { readonly [role in AccountabilityRole]: (workflow: string, from: string) => string } = {
  accountable_owner: (workflow, from) =>
    `I answer for ${workflow} from ${from}: for what its agents may do, and for what they did.`,
  approval_logic: (workflow, from) =>
    `I answer for the boundary of ${workflow} from ${from}. I see to it that its rules ask the right people.`,
  logging: (workflow, from) =>
    `I answer for the record of ${workflow} from ${from}. I see to it that what happens is logged and can be proved.`,
  incident_response: (workflow, from) =>
    `I lead incident response for ${workflow} from ${from}. I can stop its agents, executors and grants.`,
  execution: (workflow, from) =>
    `I answer for what is executed in ${workflow} from ${from}: its executors, and the access that they are given.`,
}

/** The sentence that the assignee signs for a role, with the capacity they sign it in. */
export function undertakingOf(
  assignment: Pick<Assignment, 'role' | 'teamId' | 'vendor'>,
  workflow: Pick<DirectoryWorkflow, 'title'>,
  directory: Directory,
  now: Date,
): string {
  const sentence = UNDERTAKINGS[assignment.role](workflow.title, writtenDay(now))
  if (assignment.teamId !== null)
    return `${sentence} I sign as lead of the team ${directory.teams.get(assignment.teamId)?.slug ?? assignment.teamId}.`
  if (assignment.vendor !== null)
    return `${sentence} ${assignment.vendor.name} does it under contract ${assignment.vendor.contract}; I vouch for it.`
  return sentence
}

/** What the signature says: the sentence, and the ids that make it true of this assignment and no other. */
export function acknowledgementOf(
  assignment: Assignment,
  workflow: DirectoryWorkflow,
  directory: Directory,
  at: { now: Date; reviewDue: Date; campaignId: string | null },
): { readonly [name: string]: Json } {
  return {
    assignment_id: assignment.id,
    workflow_id: workflow.id,
    workflow: workflow.slug,
    role: assignment.role,
    undertakes: undertakingOf(assignment, workflow, directory, at.now),
    review_by: dayOf(at.reviewDue),
    campaign_id: at.campaignId,
  }
}
