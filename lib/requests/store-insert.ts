import type { EntryRow } from '@/lib/audit/store'
import type { Json } from '@/lib/core/canonical/json'
import type { Draft } from '@/lib/core/request/draft'
import type { Submission } from '@/lib/core/request/submission'
import { tellSql } from '@/lib/deliveries/store-tell'
import type { Idempotency } from '@/lib/directory/context'
import { announceSql } from '@/lib/directory/store-announce'
import type { Beginning } from '@/lib/escalation/first'
import { ladderSql } from '@/lib/escalation/store'
import { type Db, prisma } from '@/lib/platform/prisma'
import { arrayText, columnsOf, runStatement } from '@/lib/platform/statement'
import { together } from '@/lib/platform/together'
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
  /** For a request that asks people: whom it tells first. */
  beginning: Beginning | null
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

/** A row as texts, in the order in which the statement below names its columns. */
function textsOf(row: NewRequest): (string | null)[] {
  const { draft, submission, idempotency } = row
  const { consent, evaluation } = draft
  return [
    row.revision.toString(),
    draft.id,
    submission.workflow.id,
    submission.boundary.id,
    String(submission.boundary.version),
    submission.agent.id,
    submission.agent.sponsorId,
    submission.executor.id,
    submission.type.name,
    submission.resource.id,
    JSON.stringify(row.params),
    row.secret === null ? null : JSON.stringify(row.secret),
    arrayText(submission.principals),
    arrayText(row.barred),
    JSON.stringify(row.claims),
    String(row.emergency),
    row.supersedesId,
    draft.intentKey,
    draft.digest,
    draft.presentationText,
    draft.presentationDigest,
    draft.bindingCode,
    draft.title,
    consent.tier,
    draft.level,
    submission.pattern.environment,
    JSON.stringify(consent),
    arrayText(draft.approverTeams),
    String(consent.quorum),
    JSON.stringify(draft.signals),
    JSON.stringify(draft.reasons),
    JSON.stringify(draft.presentation.accountability),
    draft.status,
    draft.nextAction,
    draft.retryAfterS === null ? null : String(draft.retryAfterS),
    draft.notAfter.toISOString(),
    draft.expiresAt.toISOString(),
    row.evaluationId,
    arrayText(evaluation.determining),
    arrayText(evaluation.errors),
    JSON.stringify(evaluation.context),
    row.grantId,
    String(consent.grace_s),
    String(consent.grant_ttl_s),
    ...(idempotency
      ? [idempotency.clientId, idempotency.route, idempotency.key, idempotency.bodyDigest, String(idempotency.status)]
      : [null, null, null, null, null]),
  ]
}

/**
 * Request, evaluation, log entries, grant and idempotency key of each row, and for one that asks people whom it tells, in ONE
 * statement, so that a crash leaves all or nothing and the hot path is one round trip. Of a row nothing is inserted when the
 * configuration is no longer its `revision` (guard false) or its idempotency key is already taken (guard true, inserted false; a
 * concurrent holder of the key is waited for). Only a row that comes alone may ask people.
 */
async function insertRequests(db: Db, rows: readonly NewRequest[]): Promise<Inserted[]> {
  const entries = rows.flatMap((row) => row.entries)
  const { beginning, draft } = rows[0] ?? {}
  const asking = draft &&
    beginning && {
      parts: ladderSql({ id: beginning.stepId, ...beginning.told }, beginning.next),
      effects: Prisma.sql`, ${tellSql(beginning.calls, { about: draft.level, teams: draft.approverTeams })} AS told,
      (SELECT ${announceSql({ kind: 'request', id: draft.id })} FROM req) AS announced`,
    }
  return runStatement<Inserted>(
    db,
    Prisma.sql`
    WITH held AS MATERIALIZED (SELECT countersign_config_hold() AS revision),
    given AS MATERIALIZED (
      SELECT r.*, r.expected::bigint = held.revision AS guard
      FROM held, unnest(${columnsOf(rows.map(textsOf))}) WITH ORDINALITY AS r(expected, id, workflow_id, boundary_id, boundary_version, agent_id, sponsor_id, executor_id, action, resource, params, secret, principals,
        barred, claims, emergency, supersedes_id, intent_key, digest, presentation, presentation_digest, binding_code, title, tier, level, environment, consent, approver_teams, quorum,
        signals, reasons, accountability, status, next_action, retry_after_s, not_after, expires_at, evaluation_id, determining, errors, context, grant_id, grace_s, grant_ttl_s,
        client_id, route, key, body_digest, answer, place)),
    idem AS (
      INSERT INTO idempotency_keys (client_id, route, key, body_digest, request_id, status)
      SELECT client_id, route, key, body_digest, id, answer::int FROM given WHERE guard AND key IS NOT NULL
      -- In one order for everybody, or two statements could wait for each other.
      ORDER BY client_id, route, key ON CONFLICT DO NOTHING RETURNING request_id),
    req AS (
      INSERT INTO requests (id, workflow_id, boundary_id, boundary_version, agent_id, sponsor_id, executor_id, action, resource, params, secret, principals, barred, claims, emergency,
        supersedes_id, intent_key, digest, presentation, presentation_digest, binding_code, title, tier, level, environment, consent, approver_teams, quorum, signals, reasons,
        accountability, status, next_action, retry_after_s, not_after, expires_at, resolved_at)
      SELECT id, workflow_id, boundary_id, boundary_version::int, agent_id, sponsor_id, executor_id, action, resource, params::jsonb, secret::jsonb, principals::text[], barred::text[], claims::jsonb, emergency::boolean,
        supersedes_id, intent_key, digest, presentation, presentation_digest, binding_code, title, tier, level, environment, consent::jsonb, approver_teams::text[], quorum::int, signals::jsonb, reasons::jsonb,
        accountability::jsonb, status, next_action, retry_after_s::int, not_after::timestamptz, expires_at::timestamptz, CASE WHEN status <> 'pending' THEN now() END
      FROM given WHERE guard AND (key IS NULL OR id IN (SELECT request_id FROM idem)) RETURNING id, created_at),
    made AS MATERIALIZED (
      SELECT req.id, req.created_at, boundary_id, agent_id, executor_id, digest, tier, not_after, evaluation_id, determining, errors, context, grant_id, grace_s::int, grant_ttl_s::int
      FROM req JOIN given ON given.id = req.id),
    ev AS (
      INSERT INTO evaluations (id, request_id, boundary_id, phase, tier, determining, errors, context)
      SELECT evaluation_id, id, boundary_id, 'submit', tier, determining::text[], errors::text[], context::jsonb FROM made),
    ent AS (
      INSERT INTO log_entries (id, type, request_id, body)
      SELECT e.id, e.type, e.request_id, e.body
      FROM unnest(${entries.map(({ id }) => id)}::text[], ${entries.map(({ type }) => type)}::text[], ${entries.map(({ requestId }) => requestId)}::text[], ${entries.map(({ body }) => body)}::text[])
        AS e(id, type, request_id, body) WHERE e.request_id IN (SELECT id FROM made) ORDER BY e.id),
    grt AS (
      INSERT INTO grants (id, request_id, agent_id, executor_id, digest, not_before, expires_at)
      SELECT grant_id, id, agent_id, executor_id, digest, now() + make_interval(secs => grace_s), LEAST(now() + make_interval(secs => grace_s + grant_ttl_s), not_after::timestamptz)
      FROM made WHERE grant_id IS NOT NULL RETURNING request_id, issued_at, not_before, expires_at)${asking?.parts ?? Prisma.empty}
    SELECT given.guard, made.id IS NOT NULL AS inserted, made.created_at, grt.issued_at AS grant_issued_at, grt.not_before AS grant_not_before, grt.expires_at AS grant_expires_at${asking?.effects ?? Prisma.empty}
    FROM given LEFT JOIN made ON made.id = given.id LEFT JOIN grt ON grt.request_id = given.id ORDER BY given.place`,
  )
}

/** One request: in its own transaction when it is given none, together with whatever is asked at the same time. */
export async function insertRequest(db: Db, row: NewRequest): Promise<Inserted> {
  if (db === prisma()) return insertTogether(row)
  const [inserted] = await insertRequests(db, [row])
  if (!inserted) throw new Error('the submit statement returned nothing')
  return inserted
}

const insertTogether = together((rows: readonly NewRequest[]) => insertRequests(prisma(), rows))
