import type { Json } from '@/lib/core/canonical/json'
import type { RequestStatus } from '@/lib/core/request/state'
import type { Idempotency } from '@/lib/directory/context'
import { type Db, prisma } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import type { Prisma } from '@/prisma/generated/client'

/** How many requests of this version were kept from those who let it through. */
export async function countFreed(tx: Tx, boundaryId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ freed: number }[]>`
    SELECT count(*)::int AS freed FROM requests WHERE boundary_id = ${boundaryId} AND barred <> '{}'`
  return rows[0]?.freed ?? 0
}

/** The request that took this one's place, if one did. Asked under its lock, so that no second one comes in between. */
export async function findReplacement(tx: Tx, id: string): Promise<string | null> {
  return (await tx.request.findFirst({ where: { supersedesId: id }, select: { id: true } }))?.id ?? null
}

/** The request that another supersedes, if it is this agent's own. */
export async function findOwn(db: Db, agentId: string, id: string): Promise<boolean> {
  return (await db.request.findFirst({ where: { id, agentId }, select: { id: true } })) !== null
}

const wireParts = {
  grant: true,
  decisions: { select: { verb: true, personId: true, passkeyId: true }, orderBy: { id: 'asc' } },
  // What was asked of the sponsor is between people.
  questions: { where: { askedOf: 'agent' }, orderBy: { id: 'asc' } },
} satisfies Prisma.RequestInclude
export type RequestForWire = Prisma.RequestGetPayload<{ include: typeof wireParts }>

/** An agent's own request with what its wire form needs; null for one that does not exist or is another's. */
export async function findForWire(db: Db, agentId: string, id: string): Promise<RequestForWire | null> {
  return db.request.findFirst({ where: { id, agentId }, include: wireParts })
}

/** A page of an agent's own requests, newest first; one more than `limit`, to tell whether there is a next page. */
export async function listForWire(
  db: Db,
  agentId: string,
  query: { status?: RequestStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<RequestForWire[]> {
  return db.request.findMany({
    where: {
      agentId,
      ...(query.status ? { status: query.status } : {}),
      ...(query.cursor ? { id: { lt: query.cursor } } : {}),
    },
    include: wireParts,
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

/** What a taken idempotency key was used for. */
export async function findIdempotent(
  db: Db,
  clientId: string,
  route: string,
  key: string,
): Promise<{ bodyDigest: string; requestId: string | null; status: number | null; response: Json } | null> {
  const row = await db.idempotencyKey.findUnique({ where: { clientId_route_key: { clientId, route, key } } })
  return row
    ? { bodyDigest: row.bodyDigest, requestId: row.requestId, status: row.status, response: row.response as Json }
    : null
}

/** Claims a key inside a transaction, waiting for a concurrent holder; false when it was already taken. */
export async function claimIdempotency(tx: Tx, clientId: string, idempotency: Idempotency): Promise<boolean> {
  const rows = await tx.$queryRaw<{ one: number }[]>`
    INSERT INTO idempotency_keys (client_id, route, key, body_digest) VALUES (${clientId}, ${idempotency.route}, ${idempotency.key}, ${idempotency.bodyDigest})
    ON CONFLICT DO NOTHING RETURNING 1 AS one`
  return rows.length > 0
}

/** Stores the answer of a claimed key; never holds a token. */
export async function storeAnswer(
  tx: Tx,
  clientId: string,
  idempotency: Idempotency,
  status: number,
  response: Json,
): Promise<void> {
  await tx.$executeRaw`UPDATE idempotency_keys SET status = ${status}, response = ${JSON.stringify(response)}::jsonb
    WHERE client_id = ${clientId} AND route = ${idempotency.route} AND key = ${idempotency.key}`
}

/** What a person's right to see a request depends on; null when there is none. */
export async function findSeen(
  db: Db,
  id: string,
): Promise<{
  workflowId: string
  sponsorId: string
  principals: string[]
  approverTeams: string[]
  presentationDigest: string
} | null> {
  return db.request.findUnique({
    where: { id },
    select: { workflowId: true, sponsorId: true, principals: true, approverTeams: true, presentationDigest: true },
  })
}

/** Counts a dry run; nothing else of it is stored. */
export async function countEvaluation(agentId: string): Promise<void> {
  await prisma().$executeRaw`
    INSERT INTO evaluate_counters (agent_id, day, count) VALUES (${agentId}, current_date, 1)
    ON CONFLICT (agent_id, day) DO UPDATE SET count = evaluate_counters.count + 1`
}
