import { maySee } from '@/lib/core/request/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { readSeen } from '@/lib/inbox/read-seen'
import { listeningPresence } from './registry'
import type { PresenceView } from './schema'

/** Who else has the request open now, as far as this process has heard; null when this person may not see it. */
export async function readPresence(personId: string, requestId: string): Promise<PresenceView | null> {
  const directory = await currentDirectory()
  const seen = await readSeen(requestId)
  if (!seen || !maySee(personId, seen, directory)) return null
  const registry = await listeningPresence()
  return {
    people: registry
      .whoHas(requestId, performance.now())
      .filter((id) => id !== personId)
      .map((id) => ({ id, name: directory.people.get(id)?.name ?? id })),
  }
}
