import { accountabilityGaps, assigneeOf } from '@/lib/core/accountability/gap'
import { mayWithdraw } from '@/lib/core/accountability/may'
import { SOON_DAYS } from '@/lib/core/accountability/review'
import { accountabilityWords } from '@/lib/core/accountability/say'
import type { AccountabilityRole, Assignment, Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { accountabilityRoles } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import type { CellView } from './schema'

/** What was found in the database about gaps: since when. */
export type GapTimes = {
  /** When the last assignment of `workflow.role` ended. */
  ended: ReadonlyMap<string, Date>
  /** When the live assignment was made, by its id. */
  assigned: ReadonlyMap<string, Date>
  /** When people left, by their id. */
  left: ReadonlyMap<string, Date>
}

/** The five cells of a workflow, in the order of the roles, as this person may see and change them. */
export function cellsOf(
  workflow: DirectoryWorkflow,
  personId: string,
  directory: Directory,
  load: ReadonlyMap<string, number>,
  times: GapTimes,
  now: Date,
  language: SaidIn,
): CellView[] {
  const words = accountabilityWords(language)
  const gaps = new Map(accountabilityGaps(workflow, directory, now).map((gap) => [gap.role, gap.why]))
  return accountabilityRoles.map((role): CellView => {
    const assignment = workflow.assignments.find((candidate) => candidate.role === role) ?? null
    const why = gaps.get(role) ?? null
    const assignee = assignment && assigneeOf(assignment, directory)
    const person = assignee === null ? undefined : directory.people.get(assignee)
    const soon = assignment !== null && assignment.reviewDue.getTime() - now.getTime() <= SOON_DAYS * 86_400_000
    return {
      role,
      role_title: words.roles[role],
      state: why !== null ? 'gap' : soon ? 'due' : 'ok',
      gap: why === null ? null : words.gaps[why],
      gap_since:
        why === null ? null : (gapSince(workflow, role, assignment, assignee, why, times)?.toISOString() ?? null),
      assignment_id: assignment?.id ?? null,
      kind: kindOf(assignment),
      name: nameOf(assignment, directory),
      person: person ? { id: person.id, name: person.name } : null,
      contract: assignment?.vendor?.contract ?? null,
      load: assignee === null ? 0 : (load.get(assignee) ?? 0),
      acknowledged_at: assignment?.acknowledgedAt?.toISOString() ?? null,
      review_due: assignment?.reviewDue.toISOString() ?? null,
      may: {
        withdraw: assignment !== null && mayWithdraw(personId, assignment, workflow, directory),
        acknowledge: assignee === personId,
      },
    }
  })
}

/** The name that stands in a cell: a person's, a team's slug, a vendor's; empty when nobody is named. */
export function nameOf(
  assignment: Pick<Assignment, 'personId' | 'teamId' | 'vendor'> | null,
  directory: Directory,
): string {
  if (!assignment) return ''
  if (assignment.personId !== null) return directory.people.get(assignment.personId)?.name ?? assignment.personId
  if (assignment.teamId !== null) return directory.teams.get(assignment.teamId)?.slug ?? assignment.teamId
  return assignment.vendor?.name ?? ''
}

function kindOf(assignment: Assignment | null): CellView['kind'] {
  if (!assignment) return null
  return assignment.personId !== null ? 'person' : assignment.teamId !== null ? 'team' : 'vendor'
}

/** Since when a role has its gap, where that can be known from what is stored. */
function gapSince(
  workflow: DirectoryWorkflow,
  role: AccountabilityRole,
  assignment: Assignment | null,
  assignee: string | null,
  why: string,
  times: GapTimes,
): Date | null {
  if (why === 'unassigned') return times.ended.get(`${workflow.id}.${role}`) ?? null
  if (assignment === null) return null
  if (why === 'lapsed') return assignment.reviewDue
  if (assignee !== null && times.left.has(assignee)) return times.left.get(assignee) ?? null
  return why === 'not_acknowledged' && assignment.acknowledgedAt === null
    ? (times.assigned.get(assignment.id) ?? null)
    : null
}
