import type { Directory } from '../directory'
import { maySee, type Seen } from '../request/visibility'

/** Revoking is the safe direction: whoever may see the request may stop it, its sponsor and principals included. */
export function mayRevoke(personId: string, request: Seen, directory: Directory): boolean {
  return maySee(personId, request, directory)
}
