import type { Directory } from '@/lib/core/directory'
import type { Refusal } from '@/lib/core/refusal'

/** Shared is only with a team that one is in oneself. Null: it may be, or is not shared at all. */
export function unknownTeam(personId: string, teamId: string | null, directory: Directory): Refusal | null {
  if (teamId === null || directory.teams.get(teamId)?.memberIds.has(personId)) return null
  return { code: 'request.invalid', errors: [{ pointer: '/team', detail: 'is no team that you are in' }] }
}
