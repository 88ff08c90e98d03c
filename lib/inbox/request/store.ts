import { prisma } from '@/lib/platform/prisma'
import type { Prisma } from '@/prisma/generated/client'

const parts = {
  decisions: { orderBy: { id: 'asc' } },
  grant: { include: { execution: true } },
} satisfies Prisma.RequestInclude
export type FullRequest = Prisma.RequestGetPayload<{ include: typeof parts }>

/** A request with everything its page shows; visibility was asked before. */
export async function findFull(id: string): Promise<FullRequest | null> {
  return prisma().request.findUnique({ where: { id }, include: parts })
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
      decisions: { orderBy: { id: 'asc' }, select: { personId: true, verb: true, code: true } },
    },
  })
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
