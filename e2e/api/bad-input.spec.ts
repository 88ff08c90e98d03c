import { describe, expect, test } from 'vitest'
import { machineApi, machineRoutes } from '@/lib/http/machine-api'
import { absentId, call, useWorld, wishes } from './world'

const { agent, executor, otherExecutor, auditor, db, pipeline } = await useWorld()
const post = (text: BodyInit, headers: Record<string, string> = {}) =>
  call(machineApi, 'POST', '/api/v1/requests', { as: agent, text, headers })
const json = (value: unknown) => call(machineApi, 'POST', '/api/v1/requests', { as: agent, json: value })

/** Rows of everything that a refused body could have left behind. */
const traces = async () =>
  (
    await db.asOwner(
      'SELECT (SELECT count(*) FROM requests) AS requests, (SELECT count(*) FROM log_entries) AS entries, (SELECT count(*) FROM idempotency_keys) AS keys',
    )
  )[0]

const raw = (over: string) =>
  `{"workflow":"payments","action":"payments.read_ledger","resource":"ledger:refunds","executor":"refund-runner",${over}}`

describe('bodies that two readers could read differently are refused before anything is read (ATTACKS 13, 108)', () => {
  test.each([
    ['duplicate keys', raw('"params":{"days":7,"days":8}'), '/params/days'],
    ['duplicate keys by escape', raw('"params":{"days":7,"d\\u0061ys":8}'), '/params/days'],
    ['__proto__', raw('"params":{"days":7},"__proto__":{"admin":true}'), null],
    ['1e400', raw('"params":{"days":1e400}'), null],
    ['2^53+1', raw('"params":{"days":9007199254740993}'), null],
    ['a lone surrogate', raw('"params":{"days":7},"justification":"\\udead"'), null],
    ['U+0000', raw('"params":{"days":7},"justification":"\\u0000"'), null],
    ['depth over 16', raw(`"params":{"days":7},"claims":{"a":${'['.repeat(20)}${']'.repeat(20)}}`), null],
    ['not JSON', 'workflow=payments', null],
  ])('%s', async (_, text, pointer) => {
    const before = await traces()
    const response = await post(text)
    const body = await response.json()
    expect([response.status, response.headers.get('content-type'), body.code]).toEqual([
      400,
      'application/problem+json',
      'request.body_unreadable',
    ])
    if (pointer !== null) expect(body.errors[0].pointer).toBe(pointer)
    expect(await traces()).toEqual(before)
  })

  test('over 64 KiB', async () => {
    const response = await post(raw(`"params":{"days":7},"justification":"${'x'.repeat(66_000)}"`))
    expect([response.status, (await response.json()).code]).toEqual([400, 'request.body_too_large'])
  })

  test('another media type', async () => {
    const response = await post(JSON.stringify(wishes.allow), { 'content-type': 'text/plain' })
    expect([response.status, (await response.json()).code]).toEqual([415, 'request.unsupported_media_type'])
  })
})

describe('what the schema does not know is refused, with the pointer (ATTACKS 104, 105)', () => {
  test.each([
    ['a status', { ...wishes.allow, status: 'approved' }, '/status'],
    ['approvals', { ...wishes.allow, approvals: ['usr_x'] }, '/approvals'],
    ['a workflow id', { ...wishes.allow, workflow_id: 'wfl_x' }, '/workflow_id'],
    ['a tier', { ...wishes.allow, tier: 'allow' }, '/tier'],
    ['an act claim', { ...wishes.allow, act: { sub: 'x' } }, '/act'],
    ['a database operator', { ...wishes.allow, executor: { not: 'x' } }, '/executor'],
    ['a missing member', { ...wishes.allow, executor: undefined }, '/executor'],
    ['null', { ...wishes.allow, params: null }, '/params'],
    ['an array for params', { ...wishes.allow, params: [1] }, '/params'],
    ['a person id with a wildcard', { ...wishes.allow, on_behalf_of: ['usr_*'] }, '/on_behalf_of/0'],
    ['a negative deadline', { ...wishes.allow, decide_within_seconds: -1 }, '/decide_within_seconds'],
    [
      'an unknown member of a list item',
      { ...wishes.allow, trace: [{ tool: 't', summary: 's', html: '<b>' }] },
      '/trace/0/html',
    ],
    ['an array', [], ''],
    ['a string', 'x', ''],
  ])('%s', async (_, value, pointer) => {
    const before = await traces()
    const response = await json(value)
    const body = await response.json()
    expect([response.status, body.code, body.errors?.[0]?.pointer]).toEqual([400, 'request.invalid', pointer])
    expect(await traces()).toEqual(before)
  })

  test.each([
    ['workflow', { ...wishes.allow, workflow: 'nowhere' }, 'workflow.unknown', '/workflow'],
    ['action', { ...wishes.allow, action: 'payments.steal' }, 'action.unknown', '/action'],
    ['resource', { ...wishes.allow, resource: 'ledger:everything' }, 'resource.unknown', '/resource'],
    ['wildcard resource', { ...wishes.approve, resource: 'charge:ch_*' }, 'resource.unknown', '/resource'],
    ['executor', { ...wishes.allow, executor: 'nobody' }, 'executor.unknown', '/executor'],
    ['principal', { ...wishes.allow, on_behalf_of: [`usr_${'0'.repeat(26)}`] }, 'principal.unknown', '/on_behalf_of/0'],
    ['earlier request', { ...wishes.allow, supersedes: absentId('req') }, 'supersedes.unknown', '/supersedes'],
    ['params', { ...wishes.allow, params: { days: '7' } }, 'params.invalid', '/params/days'],
    [
      'extra params',
      { ...wishes.allow, params: { days: 7, everything: true } },
      'params.invalid',
      '/params/everything',
    ],
  ])('an unknown or unfit %s is 422 with its pointer, and nothing is stored', async (_, value, code, pointer) => {
    const before = await traces()
    const response = await json(value)
    const body = await response.json()
    expect([response.status, body.code, body.errors?.[0]?.pointer]).toEqual([422, code, pointer])
    expect(await traces()).toEqual(before)
  })

  test('an unknown member is refused on every route that takes a body', async () => {
    const as = { agent, executor, auditor, pipeline }
    for (const { method, path, who, docs } of machineRoutes.filter((route) => route.method === 'POST')) {
      const kind = who[0]
      if (!kind) throw new Error(`${path} is open to nobody`)
      const prefix = path.startsWith('/requests') ? 'req' : path.startsWith('/grants') ? 'grt' : 'exe'
      const response = await call(
        machineApi,
        method,
        `/api/v1${path.replace('{id}', absentId(prefix)).replace('{slug}', 'payments')}`,
        {
          as: as[kind],
          json: { ...(docs.bodyExample as object), zz_unknown: 1 },
        },
      )
      const body = await response.json()
      expect([path, response.status, body.code]).toEqual([path, 400, 'request.invalid'])
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/zz_unknown')
    }
  })

  test('an unknown, repeated or unfit query parameter is refused on every read', async () => {
    for (const [query, pointer] of [
      ['?zz=1', '/query/zz'],
      ['?limit=0', '/query/limit'],
      ['?limit=1000', '/query/limit'],
      ['?limit=1&limit=2', '/query/limit'],
      ['?status=any', '/query/status'],
      ['?cursor=%00', '/query/cursor'],
    ]) {
      const response = await call(machineApi, 'GET', `/api/v1/requests${query}`, { as: agent })
      const body = await response.json()
      expect([query, response.status, body.errors?.[0]?.pointer]).toEqual([query, 400, pointer])
    }
    const response = await call(machineApi, 'GET', '/api/v1/catalogue?all=1', { as: agent })
    expect(response.status).toBe(400)
  })

  test('a cursor that was tampered with shows nothing of others (ATTACKS 125)', async () => {
    for (const cursor of ['zzzz', absentId('req'), "' OR 1=1 --", 'req_~']) {
      const response = await call(machineApi, 'GET', `/api/v1/requests?cursor=${encodeURIComponent(cursor)}`, {
        as: agent,
      })
      expect([200, 400]).toContain(response.status)
      if (response.status === 200)
        expect(
          (await response.json()).requests.every(({ executor: who }: { executor: string }) => who === 'refund-runner'),
        ).toBe(true)
    }
  })
})

describe('redemption tells nothing about why', () => {
  test('a made-up token, a foreign executor and an agent get no hint', async () => {
    const grant = (await (await json(wishes.allow)).json()).grant.token
    const body = { action: wishes.allow.action, resource: wishes.allow.resource, params: wishes.allow.params }
    const foreign = await call(machineApi, 'POST', '/api/v1/grants/redeem', {
      as: otherExecutor,
      json: { ...body, grant },
    })
    const madeUp = await call(machineApi, 'POST', '/api/v1/grants/redeem', {
      as: otherExecutor,
      json: { ...body, grant: 'eyJhbGciOiJub25lIn0.e30.' },
    })
    expect([foreign.status, await foreign.text()]).toEqual([madeUp.status, await madeUp.text()])
    expect(foreign.status).toBe(403)
    expect(
      (await call(machineApi, 'POST', '/api/v1/grants/redeem', { as: agent, json: { ...body, grant } })).status,
    ).toBe(403)
  })
})
