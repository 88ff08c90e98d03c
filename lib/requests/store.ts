import type { EntryRow } from '@/lib/audit/store'
import type { Velocity } from '@/lib/core/boundary/cedar-request'
import type { Json } from '@/lib/core/canonical/json'
import type { Draft } from '@/lib/core/request/draft'
import type { Named } from '@/lib/core/request/look-alike'
import type { RequestStatus } from '@/lib/core/request/state'
import type { Submission } from '@/lib/core/request/submission'
import type { Idempotency } from '@/lib/directory/context'
import { type Db, prisma } from '@/lib/platform/prisma'
import { runStatement } from '@/lib/platform/statement'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

export type NewRequest = {
  revision: bigint
  draft: Draft
  /** Who decides nothing on it. */
  barred: readonly string[]
  submission: Submission
  evaluationId: string
  params: { [name: string]: Json }
  secret: Json
  claims: Json
  emergency: boolean
  supersedesId: string | null
  entries: readonly EntryRow[]
  grantId: string | null
  idempotency: (Idempotency & { clientId: string; status: number }) | null
}

export type Inserted = {
  guard: boolean
  inserted: boolean
  created_at: Date | null
  grant_issued_at: Date | null
  grant_not_before: Date | null
  grant_expires_at: Date | null
}

/**
 * Request, evaluation, log entries, grant and idempotency key in ONE statement, so that a crash leaves all or nothing and
 * the hot path is one round trip. Nothing is inserted when the configuration is no longer `revision` (guard false) or the
 * idempotency key is already taken (guard true, inserted false; a concurrent holder of the key is waited for).
 */
export async function insertRequest(db: Db, row: NewRequest): Promise<Inserted> {
  const { draft, submission } = row
  const idem = row.idempotency
    ? Prisma.sql`, idem AS (
        INSERT INTO idempotency_keys (client_id, route, key, body_digest, request_id, status)
        SELECT ${row.idempotency.clientId}, ${row.idempotency.route}, ${row.idempotency.key}, ${row.idempotency.bodyDigest}, ${draft.id}, ${row.idempotency.status} FROM guard WHERE ok
        ON CONFLICT DO NOTHING RETURNING 1)`
    : Prisma.empty
  const mayInsert = row.idempotency ? Prisma.sql`WHERE ok AND EXISTS (SELECT 1 FROM idem)` : Prisma.sql`WHERE ok`
  const grant = row.grantId
    ? Prisma.sql`, grt AS (
        INSERT INTO grants (id, request_id, agent_id, executor_id, digest, not_before, expires_at)
        SELECT ${row.grantId}, req.id, ${submission.agent.id}, ${submission.executor.id}, ${draft.digest}, now() + make_interval(secs => ${draft.consent.grace_s}),
          LEAST(now() + make_interval(secs => ${draft.consent.grace_s + draft.consent.grant_ttl_s}), ${draft.notAfter}::timestamptz) FROM req
        RETURNING issued_at, not_before, expires_at)`
    : Prisma.sql`, grt AS (SELECT NULL::timestamptz AS issued_at, NULL::timestamptz AS not_before, NULL::timestamptz AS expires_at WHERE false)`
  const rows = await runStatement<Inserted>(
    db,
    Prisma.sql`
    WITH guard AS MATERIALIZED (SELECT countersign_config_guard(${row.revision}) AS ok)${idem},
    req AS (
      INSERT INTO requests (id, workflow_id, boundary_id, boundary_version, agent_id, sponsor_id, executor_id, action, resource, params, secret, principals, barred, claims, emergency,
        supersedes_id, intent_key, digest, presentation, presentation_digest, binding_code, title, tier, level, environment, consent, approver_teams, quorum, signals, reasons,
        accountability, status, next_action, retry_after_s, not_after, expires_at, resolved_at)
      SELECT ${draft.id}, ${submission.workflow.id}, ${submission.boundary.id}, ${submission.boundary.version}, ${submission.agent.id}, ${submission.agent.sponsorId}, ${submission.executor.id},
        ${submission.type.name}, ${submission.resource.id}, ${JSON.stringify(row.params)}::jsonb, ${row.secret === null ? null : JSON.stringify(row.secret)}::jsonb, ${[...submission.principals]}::text[], ${[...row.barred]}::text[],
        ${JSON.stringify(row.claims)}::jsonb, ${row.emergency}, ${row.supersedesId}, ${draft.intentKey}, ${draft.digest}, ${draft.presentationText}, ${draft.presentationDigest}, ${draft.bindingCode},
        ${draft.title}, ${draft.consent.tier}, ${draft.level}, ${submission.pattern.environment}, ${JSON.stringify(draft.consent)}::jsonb, ${draft.approverTeams}::text[], ${draft.consent.quorum},
        ${JSON.stringify(draft.signals)}::jsonb, ${JSON.stringify(draft.reasons)}::jsonb, ${JSON.stringify(draft.presentation.accountability)}::jsonb, ${draft.status}, ${draft.nextAction},
        ${draft.retryAfterS}, ${draft.notAfter}, ${draft.expiresAt}, ${draft.status === 'pending' ? Prisma.sql`NULL` : Prisma.sql`now()`}
      FROM guard ${mayInsert} RETURNING id, created_at),
    ev AS (
      INSERT INTO evaluations (id, request_id, boundary_id, phase, tier, determining, errors, context)
      SELECT ${row.evaluationId}, req.id, ${submission.boundary.id}, 'submit', ${draft.evaluation.tier}, ${draft.evaluation.determining}::text[], ${draft.evaluation.errors}::text[],
        ${JSON.stringify(draft.evaluation.context)}::jsonb FROM req),
    ent AS (
      INSERT INTO log_entries (id, type, request_id, body)
      SELECT e.* FROM req, unnest(${row.entries.map((entry) => entry.id)}::text[], ${row.entries.map((entry) => entry.type)}::text[],
        ${row.entries.map((entry) => entry.requestId)}::text[], ${row.entries.map((entry) => entry.body)}::text[]) AS e(id, type, request_id, body))${grant}
    SELECT guard.ok AS guard, req.id IS NOT NULL AS inserted, req.created_at, grt.issued_at AS grant_issued_at, grt.not_before AS grant_not_before, grt.expires_at AS grant_expires_at
    FROM guard LEFT JOIN req ON true LEFT JOIN grt ON true`,
  )
  const first = rows[0]
  if (!first) throw new Error('the submit statement returned nothing')
  return first
}

/** Serialises the submissions of a workflow whose rules count, so that parallel requests see each other (ATTACKS 55). */
export async function lockCounting(tx: Tx, workflowId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.count.' || ${workflowId}, 0))`
}

/** How often and how much: requests of the same action by this agent, its sponsor and on this resource. Denied wishes count as attempts, not in sums. */
export async function countVelocity(
  tx: Db,
  of: {
    workflowId: string
    action: string
    agentId: string
    sponsorId: string
    resource: string
    moneyParam: string | null
  },
): Promise<Velocity> {
  const amount =
    of.moneyParam === null
      ? Prisma.sql`0`
      : Prisma.sql`CASE WHEN status IN ('pending', 'approved') THEN coalesce((params ->> ${of.moneyParam})::numeric, 0) ELSE 0 END`
  const window = (name: string, who: Prisma.Sql, hours: number) =>
    Prisma.sql`count(*) FILTER (WHERE ${who} AND created_at > now() - make_interval(hours => ${hours}))::int AS ${Prisma.raw(`${name}_count`)},
      coalesce(sum(${amount}) FILTER (WHERE ${who} AND created_at > now() - make_interval(hours => ${hours})), 0)::float8 AS ${Prisma.raw(`${name}_sum`)}`
  const agent = Prisma.sql`agent_id = ${of.agentId}`
  const sponsor = Prisma.sql`sponsor_id = ${of.sponsorId}`
  const resource = Prisma.sql`resource = ${of.resource}`
  const rows = await tx.$queryRaw<Record<string, number>[]>`
    SELECT ${window('agent_1h', agent, 1)}, ${window('agent_24h', agent, 24)}, ${window('sponsor_1h', sponsor, 1)}, ${window('sponsor_24h', sponsor, 24)},
      ${window('resource_1h', resource, 1)}, ${window('resource_24h', resource, 24)}
    FROM requests WHERE workflow_id = ${of.workflowId} AND action = ${of.action} AND created_at > now() - interval '24 hours'
      AND (${agent} OR ${sponsor} OR ${resource})`
  const row = rows[0] ?? {}
  const read = (name: string) => ({ count: row[`${name}_count`] ?? 0, sum: row[`${name}_sum`] ?? 0 })
  return {
    agent_1h: read('agent_1h'),
    agent_24h: read('agent_24h'),
    sponsor_1h: read('sponsor_1h'),
    sponsor_24h: read('sponsor_24h'),
    resource_1h: read('resource_1h'),
    resource_24h: read('resource_24h'),
  }
}

/** How many requests of this version were kept from those who let it through. */
export async function countFreed(tx: Tx, boundaryId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ freed: number }[]>`
    SELECT count(*)::int AS freed FROM requests WHERE boundary_id = ${boundaryId} AND barred <> '{}'`
  return rows[0]?.freed ?? 0
}

/** How often the same wish was denied by people in the last 24 h, by whatever agent. */
export async function countDenied(tx: Db, intentKey: string): Promise<number> {
  const rows = await tx.$queryRaw<{ denied: number }[]>`
    SELECT count(*)::int AS denied FROM requests WHERE intent_key = ${intentKey} AND status = 'denied' AND tier = 'approve' AND created_at > now() - interval '24 hours'`
  return rows[0]?.denied ?? 0
}

export type EarlierRequest = Named & { id: string; bindingCode: string }

/** Requests for this action among the workflow's newest five hundred, newest first: what a new one's names are compared with. */
export async function findEarlier(tx: Tx, workflowId: string, action: string): Promise<EarlierRequest[]> {
  return tx.$queryRaw<EarlierRequest[]>`
    SELECT id, binding_code AS "bindingCode", resource, params FROM (
      SELECT id, binding_code, action, resource, params FROM requests WHERE workflow_id = ${workflowId} ORDER BY created_at DESC LIMIT 500) AS newest
    WHERE action = ${action}`
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
