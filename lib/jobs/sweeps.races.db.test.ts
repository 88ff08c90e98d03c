import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { auditLog, useLogKey } from '@/e2e/support/log'
import { historyOf } from '@/lib/audit/read'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { signCheckpoint } from '@/lib/audit/sign-checkpoint'
import type { ExecutorActor } from '@/lib/directory/context'
import { completeExecution } from '@/lib/executions/complete-execution'
import { endLeases } from '@/lib/executions/end-leases'
import { expireGrants } from '@/lib/grants/expire-grants'
import { newId } from '@/lib/platform/ids'
import { subscribe } from '@/lib/platform/listen'
import { cancelRequest } from '@/lib/requests/cancel-request'
import { expireRequests } from '@/lib/requests/expire-requests'
import { purgeSpent } from './purge-spent'
import { startSweeps } from './sweeps'

const key = useLogKey()
const db = await useDatabase()
const id = {
  person: newId('usr'),
  agent: newId('agt'),
  executor: newId('exr'),
  workflow: newId('wfl'),
  boundary: newId('bnd'),
  runtime: newId('rnt'),
  team: newId('tem'),
}
const DIGEST = 'A'.repeat(43)
const heard: string[] = []
const context = { now: new Date(), idempotency: null }
const agent = { kind: 'agent', id: id.agent, slug: 'a', credentialId: 'c', strength: 'api_key' } as const
const executor: ExecutorActor = { kind: 'executor', id: id.executor, slug: 'x', credentialId: 'c', strength: 'api_key' }

beforeAll(async () => {
  await db.asOwner(`
    INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example');
    INSERT INTO people (id, name, email) VALUES ('${id.person}', 'Ada', 'ada@example.org');
    INSERT INTO runtimes (id, slug, title) VALUES ('${id.runtime}', 'r', 'R');
    INSERT INTO agents (id, slug, title, sponsor_id, runtime_id) VALUES ('${id.agent}', 'a', 'A', '${id.person}', '${id.runtime}');
    INSERT INTO executors (id, slug, title, sponsor_id) VALUES ('${id.executor}', 'x', 'X', '${id.person}');
    INSERT INTO workflows (id, slug, title, code_prefix) VALUES ('${id.workflow}', 'w', 'W', 'WX');
    INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, author_id) VALUES ('${id.boundary}', '${id.workflow}', 1, '', '{}', '${id.person}');
    INSERT INTO accountability_assignments (id, workflow_id, role, person_id, review_due) VALUES ('acc_1', '${id.workflow}', 'accountable_owner', '${id.person}', now() + interval '1 year')`)
  const stop = await subscribe('countersign_changed', (payload) => heard.push(payload ?? 'missed'))
  afterAll(stop)
})

/** Requests that wait for people until `expires` (an SQL interval from now), or that policy alone approved. */
async function requests(count: number, what: { status: 'pending' | 'approved'; expires?: string }): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('req'))
  const pending = what.status === 'pending'
  await db.asOwner(
    `INSERT INTO requests (id, workflow_id, boundary_id, boundary_version, agent_id, sponsor_id, executor_id, action, resource, params, principals, claims, intent_key, digest, presentation,
       presentation_digest, binding_code, title, tier, level, environment, consent, approver_teams, quorum, signals, reasons, accountability, status, not_after, expires_at, resolved_at)
     SELECT i, $2, $3, 1, $4, $5, $6, 'w.act', 'thing:1', '{}', '{}', '{}', 'k', '${DIGEST}', '{}', '${DIGEST}', 'WX-0000', 'Do the thing', $7, 'T1', 'prod', '{}', $8::text[], $9, '[]', '[]', '[]',
       $10, clock_timestamp() + interval '1 day', clock_timestamp() + $11::interval, CASE WHEN $10 = 'pending' THEN NULL ELSE clock_timestamp() END FROM unnest($1::text[]) AS i`,
    [
      ids,
      id.workflow,
      id.boundary,
      id.agent,
      id.person,
      id.executor,
      pending ? 'approve' : 'allow',
      pending ? [id.team] : [],
      pending ? 1 : 0,
      what.status,
      what.expires ?? '1 hour',
    ],
  )
  return ids
}

/** Issued grants of new approved requests, over after `expires`. */
async function grants(count: number, expires: string): Promise<{ id: string; request_id: string }[]> {
  const of = await requests(count, { status: 'approved' })
  const rows = of.map((request_id) => ({ id: newId('grt'), request_id }))
  await db.asOwner(
    `INSERT INTO grants (id, request_id, agent_id, executor_id, digest, not_before, expires_at)
     SELECT g, r, $3, $4, '${DIGEST}', clock_timestamp() - interval '1 hour', clock_timestamp() + $5::interval FROM unnest($1::text[], $2::text[]) AS t(g, r)`,
    [rows.map((row) => row.id), of, id.agent, id.executor, expires],
  )
  return rows
}

/** Executions of redeemed grants whose lease ends after `lease`, or somewhere up to it. */
async function executions(
  count: number,
  lease: string,
  spread = false,
): Promise<{ id: string; grant_id: string; request_id: string }[]> {
  const of = await grants(count, '1 hour')
  const rows = of.map((grant) => ({ id: newId('exe'), grant_id: grant.id, request_id: grant.request_id }))
  await db.asOwner(`UPDATE grants SET status = 'redeemed', redeemed_at = clock_timestamp() WHERE id = ANY($1)`, [
    rows.map((row) => row.grant_id),
  ])
  await db.asOwner(
    `INSERT INTO executions (id, grant_id, request_id, executor_id, lease_expires_at)
     SELECT e, g, r, $4, clock_timestamp() + $5::interval * (CASE WHEN $6 THEN random() ELSE 1 END) FROM unnest($1::text[], $2::text[], $3::text[]) AS t(e, g, r)`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.grant_id),
      rows.map((row) => row.request_id),
      id.executor,
      lease,
      spread,
    ],
  )
  return rows
}

const statusOf = async (table: string, ids: string[]) =>
  (await db.asOwner(`SELECT status FROM ${table} WHERE id = ANY($1) ORDER BY id`, [ids])).map((row) => row.status)
const typesOf = async (requestId: string) => (await historyOf(requestId)).map((entry) => entry.type)

describe('what is over is ended, with its log entry, in one transaction', () => {
  test('a request that nobody decided in time expires; one that has time is left alone', async () => {
    const [over = ''] = await requests(1, { status: 'pending', expires: '-1 second' })
    const [open = ''] = await requests(1, { status: 'pending' })
    expect(await expireRequests()).toBe(1)
    expect(await statusOf('requests', [over])).toEqual(['expired'])
    expect(await statusOf('requests', [open])).toEqual(['pending'])
    expect(await historyOf(over)).toMatchObject([
      { type: 'request.expired', sentence: 'Nobody decided in time. Nothing was granted.', tone: 'warn', index: null },
    ])
    await expect.poll(() => heard.some((text) => text.includes(over))).toBe(true)
    expect(await expireRequests(), 'once').toBe(0)
  })

  test('a grant that nobody redeemed expires', async () => {
    const [over] = await grants(1, '-1 second')
    const [open] = await grants(1, '1 hour')
    expect(await expireGrants()).toBe(1)
    expect(await statusOf('grants', [over?.id ?? ''])).toEqual(['expired'])
    expect(await statusOf('grants', [open?.id ?? ''])).toEqual(['issued'])
    // Whoever waits for the request is woken too.
    await expect
      .poll(() => heard.map((text) => JSON.parse(text)))
      .toContainEqual(expect.objectContaining({ kind: 'grant', id: over?.id, request_id: over?.request_id }))
    expect(await typesOf(over?.request_id ?? '')).toEqual(['grant.expired'])
  })

  test('a lease that ends without a report: unknown, revoked, the owner named, and nothing issued again', async () => {
    const [over] = await executions(1, '-1 second')
    if (!over) throw new Error('nothing was made')
    expect(await endLeases()).toBe(1)
    expect(
      await db.asOwner('SELECT outcome, completed_at IS NOT NULL AS ended FROM executions WHERE id = $1', [over.id]),
    ).toEqual([{ outcome: 'unknown', ended: true }])
    expect(await db.asOwner('SELECT status, ended_by FROM grants WHERE request_id = $1', [over.request_id])).toEqual([
      { status: 'revoked', ended_by: 'system' },
    ])
    expect((await historyOf(over.request_id)).map(({ type, sentence }) => [type, sentence])).toEqual([
      [
        'execution.unknown',
        'No report came before the lease ended; the outcome is unknown. Ada answers for finding out.',
      ],
      ['grant.revoked', 'The grant was revoked because no report came before the lease ended.'],
    ])
    expect(await endLeases()).toBe(0)
    expect(
      await completeExecution({ ...context, actor: executor }, { id: over.id, outcome: 'succeeded', detail: '' }),
    ).toMatchObject({ ok: false })
    const jobs = await db.asOwner(
      `SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier <> 'send-messages'`,
    )
    expect(jobs, 'nothing tries it again').toEqual([{ n: 0 }])
  })

  test('when the entry cannot be written nothing ends', async () => {
    const over = await requests(3, { status: 'pending', expires: '-1 second' })
    await db.asOwner(`ALTER TABLE log_entries ADD CONSTRAINT full_disk CHECK (type <> 'request.expired') NOT VALID`)
    await expect(expireRequests()).rejects.toThrow('full_disk')
    expect(await statusOf('requests', over)).toEqual(['pending', 'pending', 'pending'])
    await db.asOwner('ALTER TABLE log_entries DROP CONSTRAINT full_disk')
    expect(await expireRequests()).toBe(3)
  })

  test('one-time rows are purged when nothing can use them, and not before', async () => {
    await db.asOwner(`
      INSERT INTO assertion_jtis (client_id, jti, expires_at) VALUES ('c', 'over', now() - interval '6 minutes'), ('c', 'skew', now() - interval '1 minute');
      INSERT INTO webauthn_challenges (id, kind, challenge, expires_at) VALUES ('over', 'sign_in', 'x', now() - interval '25 hours'), ('young', 'sign_in', 'y', now() - interval '1 hour');
      INSERT INTO idempotency_keys (client_id, route, key, body_digest, created_at) VALUES ('c', 'r', 'over', 'd', now() - interval '25 hours'), ('c', 'r', 'young', 'd', now() - interval '23 hours')`)
    expect(await purgeSpent()).toEqual({ challenges: 1, assertions: 1, idempotencyKeys: 1 })
    expect(await purgeSpent()).toEqual({ challenges: 0, assertions: 0, idempotencyKeys: 0 })
  })
})

describe('races', () => {
  test('eight sweepers at once end every request once', async () => {
    const over = await requests(1_000, { status: 'pending', expires: '-1 second' })
    const counts = await Promise.all(Array.from({ length: 8 }, () => expireRequests()))
    while ((await expireRequests()) > 0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1_000)
    const entries = await db.asOwner(
      `SELECT request_id, count(*)::int AS n FROM log_entries WHERE request_id = ANY($1) GROUP BY 1 HAVING count(*) <> 1`,
      [over],
    )
    expect(entries).toEqual([])
    expect(new Set(await statusOf('requests', over))).toEqual(new Set(['expired']))
  })

  test('250 requests taken back just when they expire end once, as the log says', async () => {
    const over = await requests(250, { status: 'pending', expires: '700 milliseconds' })
    let done = false
    const sweeping = (async () => {
      while (!done) await expireRequests()
    })()
    await inWaves(over, (request) => cancelRequest({ ...context, actor: agent }, { id: request }))
    await new Promise((resolve) => setTimeout(resolve, 800))
    done = true
    await sweeping
    await expireRequests()
    const wrong = await db.asOwner(
      `SELECT r.id, r.status, array_agg(e.type::text) AS said FROM requests r LEFT JOIN log_entries e ON e.request_id = r.id WHERE r.id = ANY($1) GROUP BY 1, 2
       HAVING NOT (r.status IN ('expired', 'cancelled') AND array_agg(e.type::text) = ARRAY['request.' || r.status])`,
      [over],
    )
    expect(wrong).toEqual([])
  })

  test('500 executions completed just when their lease ends have one outcome, which the grant and the log agree with', async () => {
    const running = await executions(500, '2 seconds', true)
    let done = false
    const sweeping = Array.from({ length: 2 }, async () => {
      while (!done) await endLeases()
    })
    await inWaves(running, ({ id: execution }) =>
      completeExecution({ ...context, actor: executor }, { id: execution, outcome: 'succeeded', detail: '' }),
    )
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    done = true
    await Promise.all(sweeping)
    await endLeases()
    const outcomes = await db.asOwner(
      `SELECT x.outcome, g.status, array_agg(e.type::text ORDER BY e.type) AS said FROM executions x JOIN grants g ON g.id = x.grant_id
       LEFT JOIN log_entries e ON e.request_id = x.request_id WHERE x.id = ANY($1) GROUP BY x.id, 1, 2`,
      [running.map((row) => row.id)],
    )
    expect(outcomes).toHaveLength(500)
    for (const { outcome, status, said } of outcomes) {
      if (outcome === 'succeeded') expect([status, said]).toEqual(['completed', ['execution.completed']])
      else expect([outcome, status, said]).toEqual(['unknown', 'revoked', ['execution.unknown', 'grant.revoked']])
    }
    const kinds = new Set(outcomes.map((row) => row.outcome))
    expect(kinds, 'both sides won somewhere, or it was no race').toEqual(new Set(['succeeded', 'unknown']))
  })

  test('afterwards the log is whole', async () => {
    for (let more = true; more; ) {
      const outcome = await sequenceLog()
      more = outcome.busy || outcome.count > 0
    }
    await signCheckpoint(key)
    expect((await auditLog(key)).steps.filter((step) => !step.ok)).toEqual([])
  })
})

test('the loop ends what is over within about a second, by itself, until it is stopped', async () => {
  const stop = new AbortController()
  const swept = startSweeps(stop.signal)
  const [over = ''] = await requests(1, { status: 'pending', expires: '300 milliseconds' })
  await expect.poll(() => statusOf('requests', [over]), { timeout: 3_500, interval: 50 }).toEqual(['expired'])
  stop.abort()
  await swept
  const [later = ''] = await requests(1, { status: 'pending', expires: '-1 second' })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await statusOf('requests', [later])).toEqual(['pending'])
})

/** Ten at a time, spread over about two seconds, so that some come before the deadline and some after. */
async function inWaves<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += 10) await Promise.all(items.slice(at, at + 10).map(act))
}
