import { maySee } from '@/lib/core/request/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import type { GrantView } from '@/lib/inbox/schema'
import { prisma } from '@/lib/platform/prisma'
import { grantViewOf } from './view'

/** One grant as a person sees it; null for one that is not there or not theirs to see. */
export async function readGrant(personId: string, id: string): Promise<GrantView | null> {
  const [directory, at, row] = await Promise.all([
    currentDirectory(),
    now(),
    prisma().grant.findUnique({
      where: { id },
      include: {
        execution: true,
        request: { include: { decisions: { where: { verb: 'approve' }, orderBy: { id: 'asc' } } } },
      },
    }),
  ])
  if (!row || !maySee(personId, row.request, directory)) return null
  return grantViewOf({ ...row, approvers: row.request.decisions.map((decision) => decision.personId) }, directory, at)
}
