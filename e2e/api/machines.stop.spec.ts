import { beforeAll, describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, ask, executionOf, granted, grantedBy, look, pending, redeem } from '@/e2e/support/machines'
import { approve, get, post, refusal, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf } from '@/e2e/support/rows'
import { forgetDirectory } from '@/lib/directory/current'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor } = world
// Ana sponsors the agent and owns its runtime, Rotimi owns the workflow, Mei leads and owns it too, Elif only approves.
const [ana, rotimi, mei, elif, admin] = await signers(world, 'ana', 'rotimi', 'mei.lin', 'elif', 'hugo')
const BECAUSE = { reason: 'It behaves oddly.' }

beforeAll(async () => {
  await activate(db, 'payments', steps)
})

/** Lets everything work again, past the verbs: tests go on with the same machines. */
async function restore(): Promise<void> {
  await db.asOwner(`UPDATE agents SET status = 'active', suspended_at = NULL WHERE status <> 'retired'`)
  await db.asOwner(`UPDATE executors SET status = 'active', suspended_at = NULL WHERE status <> 'retired'`)
  await db.asOwner(`UPDATE runtimes SET status = 'active'`)
  await db.asOwner(`UPDATE workflows SET status = 'active', suspended_at = NULL WHERE slug = 'payments'`)
  // Machines are recognised by a directory that is at most half a second old; nobody waits for that here.
  forgetDirectory()
}

/** Something of everything that can be open: waiting, granted, running. */
async function everythingOpen() {
  const waiting = await pending(world, amounts.two)
  const unused = await granted(world)
  const used = await grantedBy(world, amounts.signed, [mei])
  const { execution } = await executionOf(world, used)
  return { waiting, unused, used, execution }
}

const openNow = () =>
  countOf(
    db,
    `SELECT (SELECT count(*) FROM requests WHERE status = 'pending') + (SELECT count(*) FROM grants WHERE status IN ('issued', 'redeemed'))
       + (SELECT count(*) FROM executions WHERE outcome IS NULL) AS count`,
  )

describe.each([
  ['suspending an agent', () => `/machines/${agent.id}/suspend`, 'machine.suspended', 'billing-agent'],
  ['quarantining an agent', () => `/machines/${agent.id}/quarantine`, 'machine.quarantined', 'billing-agent'],
  ['quarantining an executor', () => `/machines/${executor.id}/quarantine`, 'machine.quarantined', 'refund-runner'],
  ['suspending a runtime', async () => `/runtimes/${await runtimeId()}/suspend`, 'runtime.suspended', 'support-agents'],
  [
    'quarantining a runtime',
    async () => `/runtimes/${await runtimeId()}/quarantine`,
    'runtime.quarantined',
    'support-agents',
  ],
  ['suspending a workflow', () => '/workflows/payments/suspend', 'workflow.suspended', 'payments'],
] satisfies [string, () => string | Promise<string>, string, string][])('%s', (_, pathOf, type, slug) => {
  test('ends everything that is open in it at once, with one entry each and one of its own that counts', async () => {
    await restore()
    const { waiting, unused, used, execution } = await everythingOpen()
    const answer: Response = await post(rotimi, await pathOf(), BECAUSE)
    expect([answer.status, (await answer.json()).ended as unknown]).toEqual([
      200,
      { cancelled: 1, revoked: 2, unknown: 1 },
    ])

    expect(await openNow()).toBe(0)
    expect(await rowsOf([waiting.id, unused.requestId, used.requestId])).toEqual([
      { request: 'cancelled', grant: null, outcome: null },
      { request: 'approved', grant: 'revoked', outcome: null },
      { request: 'approved', grant: 'revoked', outcome: 'unknown' },
    ])
    expect((await entriesOf(db, waiting.id)).slice(-1)).toEqual(['request.cancelled'])
    expect((await entriesOf(db, unused.requestId)).slice(-1)).toEqual(['grant.revoked'])
    expect((await entriesOf(db, used.requestId)).slice(-2)).toEqual(['grant.revoked', 'execution.unknown'])
    expect(await factsOf(db, waiting.id, 'request.cancelled')).toMatchObject({ stopped: slug })
    const [entry] = await db.asOwner(
      `SELECT e.body::jsonb -> 'facts' AS facts, e.body::jsonb -> 'actor' ->> 'id' AS by, p.payload ->> 'reason' AS reason, e.body
       FROM log_entries e JOIN log_payloads p ON p.entry_id = e.id WHERE e.type = $1 ORDER BY e.id DESC LIMIT 1`,
      [type],
    )
    expect(entry).toMatchObject({
      facts: { slug, was: 'active', cancelled: 1, revoked: 2, unknown: 1 },
      by: rotimi.id,
      reason: BECAUSE.reason,
    })
    // Free text can be erased; what stands in the leaf for ever cannot.
    expect(String(entry?.body)).not.toContain(BECAUSE.reason)
    expect((await redeem(world, unused)).status).not.toBe(200)
    expect(
      (await api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' })).status,
    ).not.toBe(200)
    expect((await approve(mei, waiting, false)).status).not.toBe(200)
  })

  test('cannot be done twice, and others are told', async () => {
    const again = await post(rotimi, await pathOf(), BECAUSE)
    expect([again.status, (await again.json()).code]).toEqual([409, expect.stringMatching(/\.wrong_state$/)])
    const told = await db.asOwner(
      `SELECT DISTINCT person_id FROM notices WHERE kind = 'machine_stopped' AND facts ->> 'slug' = $1`,
      [slug],
    )
    expect(told.map(({ person_id }) => person_id)).not.toContain(rotimi.id)
    expect(told.length).toBeGreaterThan(0)
  })
})

describe('who may stop', () => {
  test('a stop needs a reason, takes nothing else, and whoever is not shown the machine gets 404', async () => {
    await restore()
    const path = `/machines/${agent.id}/suspend`
    expect((await post(ana, path, {})).status).toBe(400)
    expect((await post(ana, path, { reason: ' ' })).status).toBe(400)
    expect((await post(ana, path, { ...BECAUSE, status: 'retired' })).status).toBe(400)
    expect(await refusal(await post(elif, path, BECAUSE))).toEqual({ status: 404, code: 'not_found' })
    expect(await refusal(await post(elif, `/runtimes/${await runtimeId()}/suspend`, BECAUSE))).toEqual({
      status: 404,
      code: 'not_found',
    })
    expect(await refusal(await post(elif, '/workflows/payments/suspend', BECAUSE))).toEqual({
      status: 404,
      code: 'not_found',
    })
    expect(await countOf(db, `SELECT count(*) FROM agents WHERE status <> 'active'`)).toBe(0)
  })

  test('only its sponsor and administrators retire a machine; what it was granted is void and it never comes back (ATTACKS 87)', async () => {
    await restore()
    const doomed = world.otherAgent
    const approved = await pending({ ...world, agent: doomed }, amounts.signed)
    expect((await approve(mei, approved)).status).toBe(200)
    const { grant } = await look({ ...world, agent: doomed }, approved.id)
    const kept = { requestId: approved.id, grantId: grant?.id ?? '', token: grant?.token ?? '', wish: approved.wish }
    expect(await refusal(await post(rotimi, `/machines/${doomed.id}/retire`, BECAUSE))).toMatchObject({ status: 403 })
    const waiting = await api('POST', '/requests', doomed, refundOf(amounts.two))
    expect(waiting.status).toBe(202)
    expect((await post(ana, `/machines/${doomed.id}/retire`, BECAUSE)).status).toBe(200)
    forgetDirectory()
    expect(
      await countOf(db, `SELECT count(*) FROM requests WHERE agent_id = $1 AND status = 'pending'`, [doomed.id]),
    ).toBe(0)
    expect(
      await countOf(db, 'SELECT count(*) FROM credentials WHERE agent_id = $1 AND revoked_at IS NULL', [doomed.id]),
    ).toBe(0)
    expect(await rowsOf([approved.id])).toEqual([{ request: 'approved', grant: 'revoked', outcome: null }])
    expect((await entriesOf(db, approved.id)).at(-1)).toBe('grant.revoked')
    const refused = await refusal(await redeem(world, kept))
    expect([refused.status, refused.code]).toEqual([410, 'grant.gone'])
    // And so is its key.
    expect((await api('GET', '/catalogue', doomed)).status).toBe(401)
    expect(await refusal(await post(admin, `/machines/${doomed.id}/resume`, BECAUSE))).toEqual({
      status: 409,
      code: 'machine.wrong_state',
    })
    await expect(db.asOwner(`UPDATE agents SET status = 'active' WHERE id = $1`, [doomed.id])).rejects.toThrow(
      'stays retired',
    )
  })
})

describe('letting it go on', () => {
  test('its sponsor resumes a suspended agent; what ended stays ended and it asks anew', async () => {
    await restore()
    const { id } = await pending(world, amounts.two)
    await post(rotimi, `/machines/${agent.id}/suspend`, BECAUSE)
    expect(await refusal(await api('POST', '/requests', agent, refundOf(amounts.policy)))).toMatchObject({
      status: 403,
      code: 'auth.suspended',
    })
    expect(await refusal(await post(rotimi, `/machines/${agent.id}/resume`, BECAUSE))).toMatchObject({ status: 403 })
    expect((await post(ana, `/machines/${agent.id}/resume`, BECAUSE)).status).toBe(200)
    forgetDirectory()
    expect((await look(world, id)).status).toBe('cancelled')
    expect((await ask(world, refundOf(amounts.policy))).status).toBe('approved')
  })

  test('nobody alone lets a quarantined agent or runtime go on, not even an administrator', async () => {
    await restore()
    await post(ana, `/machines/${agent.id}/quarantine`, BECAUSE)
    await post(rotimi, `/runtimes/${await runtimeId()}/quarantine`, BECAUSE)
    for (const person of [ana, admin]) {
      expect(await refusal(await post(person, `/machines/${agent.id}/resume`, BECAUSE))).toMatchObject({ status: 409 })
      expect(await refusal(await post(person, `/runtimes/${await runtimeId()}/resume`, BECAUSE))).toMatchObject({
        status: 409,
      })
    }
    await restore()
  })

  test('the agents of a suspended runtime go on with it, but not one that was stopped by itself', async () => {
    await restore()
    const path = `/runtimes/${await runtimeId()}`
    await post(ana, `/machines/${agent.id}/suspend`, BECAUSE)
    await post(ana, `${path}/suspend`, BECAUSE)
    expect((await post(ana, `${path}/resume`, BECAUSE)).status).toBe(200)
    expect(await refusal(await api('POST', '/requests', agent, refundOf(amounts.policy)))).toMatchObject({
      code: 'auth.suspended',
    })
    await restore()
  })
})

test('what is said before it is confirmed is what then ends', async () => {
  await restore()
  await everythingOpen()
  const { open } = await (await get(ana, `/machines/${agent.id}`)).json()
  const { ended } = await (await post(ana, `/machines/${agent.id}/suspend`, BECAUSE)).json()
  expect([open, ended]).toEqual([
    { pending: 1, grants: 2, executions: 1 },
    { cancelled: 1, revoked: 2, unknown: 1 },
  ])
})

test('a request whose time was over has expired, whatever stops then', async () => {
  await restore()
  const { id } = await pending(world, amounts.two)
  await db.asOwner(`BEGIN; ALTER TABLE requests DISABLE TRIGGER USER;
    UPDATE requests SET expires_at = clock_timestamp() - interval '1 second' WHERE id = '${id}'; ALTER TABLE requests ENABLE TRIGGER USER; COMMIT`)
  const { ended } = await (await post(ana, `/machines/${agent.id}/suspend`, BECAUSE)).json()
  expect([ended.cancelled, (await entriesOf(db, id)).at(-1)]).toEqual([0, 'request.expired'])
})

test('a thousand pending requests are cancelled as one, each with its entry', async () => {
  await restore()
  const { id } = await pending(world, amounts.two)
  await copies(id, 1_000)
  const answer = await post(ana, `/machines/${agent.id}/quarantine`, BECAUSE)
  expect((await answer.json()).ended).toEqual({ cancelled: 1_001, revoked: 0, unknown: 0 })
  expect(await countOf(db, `SELECT count(*) FROM requests WHERE status = 'pending'`)).toBe(0)
  expect(
    await countOf(
      db,
      `SELECT count(DISTINCT e.request_id) FROM log_entries e JOIN requests r ON r.id = e.request_id
       WHERE e.type = 'request.cancelled' AND r.resource = (SELECT resource FROM requests WHERE id = $1)`,
      [id],
    ),
  ).toBe(1_001)
  await restore()
})

/** Copies of a pending request, as if it had been asked so often. */
async function copies(id: string, count: number): Promise<void> {
  const columns = (
    await db.asOwner(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'requests' AND column_name <> 'id'`,
    )
  )
    .map(({ column_name }) => String(column_name))
    .join(', ')
  await db.asOwner(
    `INSERT INTO requests (id, ${columns}) SELECT 'req_' || lpad(n::text, 26, '0'), ${columns} FROM requests, generate_series(1, ${count}) AS n WHERE id = $1`,
    [id],
  )
}

async function runtimeId(): Promise<string> {
  const [row] = await db.asOwner(`SELECT id FROM runtimes WHERE slug = 'support-agents'`)
  return String(row?.id)
}

async function rowsOf(requestIds: readonly string[]) {
  const rows = await db.asOwner(
    `SELECT r.id, r.status AS request, g.status AS "grant", e.outcome FROM requests r LEFT JOIN grants g ON g.request_id = r.id
     LEFT JOIN executions e ON e.grant_id = g.id WHERE r.id = ANY($1)`,
    [requestIds],
  )
  return requestIds.map((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    return row && { request: row.request, grant: row.grant, outcome: row.outcome }
  })
}
