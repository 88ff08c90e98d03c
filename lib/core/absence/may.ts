import type { Directory } from '../directory'

/**
 * Can this person be named as somebody's delegate? Somebody else, active, and of one of their teams: others could decide
 * nothing that they are asked. Whether they may decide a request is asked again for each one.
 */
export function mayStandIn(delegateId: string, personId: string, directory: Directory): boolean {
  return (
    delegateId !== personId &&
    directory.people.get(delegateId)?.status === 'active' &&
    [...directory.teams.values()].some(({ memberIds }) => memberIds.has(delegateId) && memberIds.has(personId))
  )
}
