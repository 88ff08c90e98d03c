import { maySeeAccountability } from '@/lib/core/accountability/may'
import type { Assignment, Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { LockedAssignment } from './store'

/** The workflow of that name, when this person may see who answers for it; `not_found` otherwise, as when there is none. */
export function foundWorkflow(personId: string, slug: string, directory: Directory): Result<DirectoryWorkflow> {
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  return workflow && maySeeAccountability(personId, workflow, directory) ? ok(workflow) : refuse({ code: 'not_found' })
}

/** The workflow of an assignment, when this person may see it; `not_found` otherwise. `assignment.ended` when it is over. */
export function foundAssignment(
  personId: string,
  assignment: LockedAssignment | null,
  directory: Directory,
): Result<{ workflow: DirectoryWorkflow; assignment: Assignment }> {
  const workflow = assignment && directory.workflows.get(assignment.workflowId)
  if (!assignment || !workflow || !maySeeAccountability(personId, workflow, directory))
    return refuse({ code: 'not_found' })
  return assignment.ended ? refuse({ code: 'assignment.ended' }) : ok({ workflow, assignment })
}
