import { describe, expect, test } from 'vitest'
import { machineApi } from '@/lib/http/machine-api'
import { absentId, call, useWorld, wishes } from './world'

const world = await useWorld()
const { agent, otherAgent, db } = world
const submit = (json: unknown, headers: Record<string, string> = {}) =>
  call(machineApi, 'POST', '/api/v1/requests', { as: agent, json, headers })
const countRequests = async () => Number((await db.asOwner('SELECT count(*) AS n FROM requests'))[0]?.n)

describe('an agent asks', () => {
  test('policy alone consents: 201, a grant, and Location leads to the request', async () => {
    const response = await submit(wishes.allow)
    const body = await response.json()
    expect([response.status, body.status, body.tier]).toEqual([201, 'approved', 'allow'])
    expect(body.grant).toMatchObject({ audience: 'refund-runner', token: expect.stringMatching(/^eyJ/) })
    const again = await call(machineApi, 'GET', response.headers.get('location') ?? '', { as: agent })
    expect([again.status, (await again.json()).id]).toEqual([200, body.id])
  })

  test('people are asked: 202, pending, no grant, and nothing about who decides', async () => {
    const response = await submit(wishes.approve)
    const text = await response.text()
    const body = JSON.parse(text)
    expect([response.status, body.status, body.grant, body.next_action]).toEqual([202, 'pending', null, 'wait'])
    expect(text).not.toMatch(/usr_|team|payments-support|\/inbox/)
  })

  test('policy denies: 201 with reasons', async () => {
    const response = await submit(wishes.deny)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      status: 'denied',
      grant: null,
      reasons: [expect.objectContaining({ rule: 'refund-too-large' })],
    })
  })

  test('the same key and body gives the stored answer, another body is 422', async () => {
    const before = await countRequests()
    const first = await submit(wishes.approve, { 'idempotency-key': '"a key"' })
    const again = await submit({ ...wishes.approve }, { 'idempotency-key': '"a key"' })
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.headers.get('location'), await again.json()]).toEqual([
      first.status,
      first.headers.get('location'),
      await first.json(),
    ])
    const other = await submit({ ...wishes.approve, justification: 'other' }, { 'idempotency-key': '"a key"' })
    expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency.mismatch'])
    expect(await countRequests()).toBe(before + 1)
  })

  test('quoted and bare spell the same key', async () => {
    const first = await submit(wishes.approve, { 'idempotency-key': 'k-1' })
    const again = await submit(wishes.approve, { 'idempotency-key': '"k-1"' })
    expect((await again.json()).id).toBe((await first.json()).id)
  })

  test('a key belongs to its client: another agent with the same key asks anew (ATTACKS 109)', async () => {
    const mine = await submit(wishes.approve, { 'idempotency-key': 'shared' })
    const theirs = await call(machineApi, 'POST', '/api/v1/requests', {
      as: otherAgent,
      json: wishes.approve,
      headers: { 'idempotency-key': 'shared' },
    })
    expect(theirs.headers.get('idempotency-replayed')).toBeNull()
    expect((await theirs.json()).id).not.toBe((await mine.json()).id)
  })

  test('32 at once with one key are one request (ATTACKS 110)', async () => {
    const before = await countRequests()
    const responses = await Promise.all(
      Array.from({ length: 32 }, () => submit(wishes.approve, { 'idempotency-key': 'race' })),
    )
    const statuses = new Set(responses.map(({ status }) => status))
    expect([...statuses].every((status) => status === 202 || status === 409)).toBe(true)
    expect(await countRequests()).toBe(before + 1)
  })

  test('one key for two requests is a mistake, and for the same one a repetition', async () => {
    const [a, b] = await Promise.all([submit(wishes.approve), submit(wishes.approve)])
    const [first, second] = [(await a.json()).id, (await b.json()).id]
    const cancel = (id: string) =>
      call(machineApi, 'POST', `/api/v1/requests/${id}/cancel`, {
        as: agent,
        headers: { 'idempotency-key': 'cancel-1' },
      })
    const [done, again, other] = [await cancel(first), await cancel(first), await cancel(second)]
    expect([done.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true'])
    expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency.mismatch'])
    const untouched = await call(machineApi, 'GET', `/api/v1/requests/${second}`, { as: agent })
    expect((await untouched.json()).status).toBe('pending')
  })

  test('a request is immutable: PUT, PATCH and DELETE are 405 with Allow (ATTACKS 2)', async () => {
    const { id } = await (await submit(wishes.approve)).json()
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      const response = await call(machineApi, method, `/api/v1/requests/${id}`, {
        as: agent,
        json: { params: { amount: 1 } },
      })
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
      expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
    }
  })

  test('a change is a new request with no consent of the old one', async () => {
    const old = await (await submit(wishes.approve)).json()
    const next = await (
      await submit({ ...wishes.approve, params: { ...wishes.approve.params, amount: 12_001 }, supersedes: old.id })
    ).json()
    expect(next).toMatchObject({ supersedes: old.id, progress: { given: 0 } })
    expect(next.digest).not.toBe(old.digest)
  })

  test('no key is forever free: a malformed one is refused before anything happens', async () => {
    const before = await countRequests()
    const response = await submit(wishes.approve, { 'idempotency-key': '"a", "b"' })
    expect([response.status, (await response.json()).code]).toEqual([400, 'idempotency.key_invalid'])
    expect(await countRequests()).toBe(before)
  })
})

describe('what is not yours is not there (ATTACKS 102)', () => {
  test('unknown, foreign and malformed ids get the same 404, byte for byte, on every route with an id (ATTACKS 102, 103)', async () => {
    const { id } = await (await submit(wishes.approve)).json()
    const grant = (await (await submit(wishes.allow)).json()).grant.id
    const routes = [
      ['GET', '/requests/', id, absentId('req')],
      ['POST', '/requests/cancel/', id, absentId('req')],
      ['POST', '/requests/grant/', id, absentId('req')],
      ['POST', '/grants/revoke/', grant, absentId('grt')],
    ] as const
    const bodies = new Set<string>()
    for (const [method, template, foreign, absent] of routes) {
      const [, noun, verb] = template.split('/')
      for (const each of [foreign, absent, 'nonsense', '..%2f..', `${absent}x`]) {
        const path = `/api/v1/${noun}/${each}${verb ? `/${verb}` : ''}`
        const response = await call(machineApi, method, path, {
          as: otherAgent,
          ...(method === 'POST' && { json: {} }),
        })
        expect([path, response.status]).toEqual([path, 404])
        bodies.add(await response.text())
      }
    }
    expect(bodies.size).toBe(1)
  })
})
