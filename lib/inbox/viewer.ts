import type { Directory } from '@/lib/core/directory'
import { overseesWorkflow, seesAll } from '@/lib/core/request/visibility'
import type { Viewer } from './store'

/** A person as the read queries know them. */
export function viewerOf(personId: string, directory: Directory): Viewer {
  return {
    personId,
    teamIds: [...directory.teams.values()].filter((team) => team.memberIds.has(personId)).map((team) => team.id),
    overseenWorkflowIds: [...directory.workflows.values()]
      .filter((workflow) => overseesWorkflow(personId, workflow, directory))
      .map((workflow) => workflow.id),
    seesAll: seesAll(personId, directory),
  }
}
