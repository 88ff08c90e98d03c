import { limits } from '@/lib/core/limits'
import { prisma } from '@/lib/platform/prisma'
import type { Prisma } from '@/prisma/generated/client'
import { type Viewer, visibleTo } from '../store'

const parts = {
  decisions: { orderBy: { id: 'asc' } },
  grant: { include: { execution: true } },
} satisfies Prisma.RequestInclude
export type FullRequest = Prisma.RequestGetPayload<{ include: typeof parts }>

/** A request with everything its page shows; visibility was asked before. */
export async function findFull(id: string): Promise<FullRequest | null> {
  return prisma().request.findUnique({ where: { id }, include: parts })
}

const judged = {
  boundary: { select: { id: true, version: true, cedar: true, catalogue: true } },
  evaluation: { where: { phase: 'submit' }, select: { context: true }, take: 1 },
} satisfies Prisma.RequestInclude
export type JudgedRequest = Prisma.RequestGetPayload<{ include: typeof judged }>

/** A request with the version that judged it and the facts that it was judged by. */
export async function findJudged(id: string): Promise<JudgedRequest | null> {
  return prisma().request.findUnique({ where: { id }, include: judged })
}

/** Which of these people have a passkey that works. */
export async function withPasskey(personIds: readonly string[]): Promise<Set<string>> {
  const rows = await prisma().passkey.findMany({
    where: { personId: { in: [...personIds] }, revokedAt: null },
    select: { personId: true },
    distinct: ['personId'],
  })
  return new Set(rows.map((row) => row.personId))
}

/** The request that another supersedes: what was shown, and how it ended. */
export async function findPrevious(id: string) {
  return prisma().request.findUnique({
    where: { id },
    select: {
      id: true,
      presentation: true,
      status: true,
      tier: true,
      reasons: true,
      resolution: true,
      params: true,
      decisions: { orderBy: { id: 'asc' }, select: { personId: true, verb: true, code: true } },
    },
  })
}

export type RevisionRow = { id: string; status: string; expires_at: Date; created_at: Date; visible: boolean }

/** The wish that this request is a revision of: what it replaced, itself, and what replaced it, oldest first. */
export async function findRevisions(viewer: Viewer, id: string): Promise<RevisionRow[]> {
  return prisma().$queryRaw<RevisionRow[]>`
    WITH RECURSIVE up AS (
      SELECT id, supersedes_id, 0 AS step FROM requests WHERE id = ${id}
      UNION ALL SELECT r.id, r.supersedes_id, up.step - 1 FROM up JOIN requests r ON r.id = up.supersedes_id WHERE up.step > ${-limits.revisionsShown}),
    down AS (
      SELECT id, 0 AS step FROM requests WHERE id = ${id}
      UNION ALL SELECT r.id, down.step + 1 FROM down JOIN requests r ON r.supersedes_id = down.id WHERE down.step < ${limits.revisionsShown})
    SELECT r.id, r.status, r.expires_at, r.created_at, ${visibleTo(viewer)} AS visible
    FROM (SELECT id, step FROM up UNION SELECT id, step FROM down) c JOIN requests r ON r.id = c.id ORDER BY c.step, r.created_at`
}

/** What was shown of a request. */
export async function findPresentation(id: string): Promise<string | null> {
  return (await prisma().request.findUnique({ where: { id }, select: { presentation: true } }))?.presentation ?? null
}

/** What this person has unfolded of the request, if they opened it. */
export async function findOpened(requestId: string, personId: string): Promise<{ expanded: string[] } | null> {
  return prisma().requestView.findUnique({
    where: { requestId_personId: { requestId, personId } },
    select: { expanded: true },
  })
}

/** What was asked about it and what was answered, oldest first. */
export async function findQuestions(requestId: string) {
  return prisma().requestQuestion.findMany({ where: { requestId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
}

/** Who stepped out of it, for whom and why, oldest first. */
export async function findHandovers(requestId: string) {
  return prisma().requestHandover.findMany({ where: { requestId }, orderBy: { id: 'asc' } })
}
