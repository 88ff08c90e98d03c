import type { Directory } from '@/lib/core/directory'
import { seesAll } from '@/lib/core/request/visibility'
import type { Viewer } from './store'

/** A person as the read queries know them. */
export function viewerOf(personId: string, directory: Directory): Viewer {
  return {
    personId,
    teamIds: [...directory.teams.values()].filter((team) => team.memberIds.has(personId)).map((team) => team.id),
    ownedWorkflowIds: [...directory.workflows.values()]
      .filter((workflow) => workflow.ownerIds.includes(personId))
      .map((workflow) => workflow.id),
    seesAll: seesAll(personId, directory),
  }
}
