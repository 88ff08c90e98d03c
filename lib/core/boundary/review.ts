import type { Directory, DirectoryWorkflow } from '../directory'
import type { NoReviewWhy } from '../refusal'
import { accountableOwner } from '../workflow/visibility'
import type { Direction } from './analysis'

/** In which capacity somebody lets a change through (decision 0008). */
export type Capacity = 'accountable_owner' | 'independent' | 'owner'

/** A change as reviewers' rights depend on it. */
export type Reviewed = {
  direction: Direction
  authorId: string
  /** Who saved the text last; null when nobody but its author did. */
  editedBy: string | null
  /** The machines that the version names, by slug. */
  agents: readonly string[]
  executors: readonly string[]
}

type Workflow = Pick<DirectoryWorkflow, 'ownerIds' | 'assignments'>
export type Eligibility = { may: true; capacity: Capacity } | { may: false; why: NoReviewWhy }

/**
 * May this person let the change through, now, and in which capacity? Never its author, nor whoever saved it last. A change that
 * loosens takes the accountable owner or somebody independent; one that does not also another owner of the workflow.
 */
export function mayApprove(
  personId: string,
  change: Reviewed,
  workflow: Workflow,
  directory: Directory,
  now: Date,
): Eligibility {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return { may: false, why: 'disabled' }
  if (person.recoveringUntil !== null && person.recoveringUntil > now) return { may: false, why: 'recovering' }
  if (isAuthor(personId, change)) return { may: false, why: 'author' }
  if (accountableOwner(workflow, directory) === personId) return { may: true, capacity: 'accountable_owner' }
  const owner = workflow.ownerIds.includes(personId)
  if (!owner && !couldReview(personId, directory)) return { may: false, why: 'not_reviewer' }
  if (isIndependent(personId, change, directory)) return { may: true, capacity: 'independent' }
  if (owner && change.direction !== 'loosens') return { may: true, capacity: 'owner' }
  return { may: false, why: sponsors(personId, change, directory) ? 'sponsor' : 'not_reviewer' }
}

/** May this person send it back? Everybody who could let it through by what they are, its authors too. */
export function maySendBack(personId: string, workflow: Workflow, directory: Directory): boolean {
  return (
    directory.people.get(personId)?.status === 'active' &&
    (accountableOwner(workflow, directory) === personId ||
      workflow.ownerIds.includes(personId) ||
      couldReview(personId, directory))
  )
}

/** How many approvals it takes. */
export function reviewsNeeded(direction: Direction): number {
  return direction === 'loosens' ? 2 : 1
}

/**
 * Whose approval is still missing, with those who approved asked again whether they may: the accountable owner and one
 * independent person for what loosens, two independent ones when the accountable owner wrote it, one person for the rest.
 */
export function missingReviews(
  approvals: readonly string[],
  change: Reviewed,
  workflow: Workflow,
  directory: Directory,
  now: Date,
): ('accountable_owner' | 'independent' | 'anybody')[] {
  const counted = [...new Set(approvals)].flatMap((id) => {
    const eligible = mayApprove(id, change, workflow, directory, now)
    return eligible.may ? [eligible.capacity] : []
  })
  if (change.direction !== 'loosens') return counted.length > 0 ? [] : ['anybody']
  const accountable = accountableOwner(workflow, directory)
  const independent = counted.filter((capacity) => capacity === 'independent').length
  if (accountable === null || isAuthor(accountable, change))
    return Array.from({ length: Math.max(0, 2 - independent) }, () => 'independent' as const)
  return [
    ...(counted.includes('accountable_owner') ? [] : (['accountable_owner'] as const)),
    ...(independent > 0 ? [] : (['independent'] as const)),
  ]
}

/** Everybody who could be asked: the accountable owner, the owners, and whoever is independent by office. */
export function reviewCandidates(workflow: Workflow, directory: Directory): string[] {
  const accountable = accountableOwner(workflow, directory)
  const others = [...directory.people.keys()].filter((id) => couldReview(id, directory))
  return [...new Set([...(accountable ? [accountable] : []), ...workflow.ownerIds, ...others])]
}

function isAuthor(personId: string, change: Reviewed): boolean {
  return change.authorId === personId || change.editedBy === personId
}

/** Independent: reviews by office, and sponsors no agent or executor that the version names. */
function isIndependent(personId: string, change: Reviewed, directory: Directory): boolean {
  return couldReview(personId, directory) && !sponsors(personId, change, directory)
}

/**
 * By office: compliance, and owners of a workflow that has a version in force. Owning one that is only being prepared gives no
 * power, or whoever creates workflows could make reviewers alone; until the first version is in force there are no others.
 */
function couldReview(personId: string, directory: Directory): boolean {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return false
  if (person.roles.includes('compliance')) return true
  const workflows = [...directory.workflows.values()]
  const inForce = workflows.filter(({ boundary }) => boundary !== null)
  return (inForce.length > 0 ? inForce : workflows).some(({ ownerIds }) => ownerIds.includes(personId))
}

function sponsors(personId: string, change: Reviewed, directory: Directory): boolean {
  const [agents, executors] = [new Set(change.agents), new Set(change.executors)]
  return (
    [...directory.agents.values()].some(({ slug, sponsorId }) => sponsorId === personId && agents.has(slug)) ||
    [...directory.executors.values()].some(({ slug, sponsorId }) => sponsorId === personId && executors.has(slug))
  )
}
