import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { machineApi } from '@/lib/http/machine-api'
import { openWaits } from '@/lib/http/wait'
import { call, useWorld, wishes } from './world'

const { agent, otherAgent } = await useWorld()

async function pending(): Promise<string> {
  return (await (await call(machineApi, 'POST', '/api/v1/requests', { as: agent, json: wishes.approve })).json()).id
}
const read = (id: string, prefer?: string, signal?: AbortSignal) =>
  call(machineApi, 'GET', `/api/v1/requests/${id}`, {
    as: agent,
    ...(prefer && { headers: { prefer } }),
    ...(signal && { signal }),
  })
const cancel = (id: string) => call(machineApi, 'POST', `/api/v1/requests/${id}/cancel`, { as: agent })

async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now()
  const value = await work
  return { value, ms: performance.now() - start }
}

describe('Prefer: wait', () => {
  test('holds the answer back until the request changes, and says so', async () => {
    const id = await pending()
    const waiting = timed(read(id, 'wait=20'))
    await sleep(300)
    expect(openWaits()).toBe(1)
    expect((await cancel(id)).status).toBe(200)
    const { value, ms } = await waiting
    expect(value.headers.get('preference-applied')).toBe('wait=20')
    expect(await value.json()).toMatchObject({ id, status: 'cancelled' })
    expect(ms).toBeLessThan(2_000)
    expect(openWaits()).toBe(0)
  })

  test('answers what there is when the time is over', async () => {
    const id = await pending()
    const { value, ms } = await timed(read(id, 'wait=1'))
    expect(await value.json()).toMatchObject({ status: 'pending' })
    expect(ms).toBeGreaterThan(900)
    expect(ms).toBeLessThan(3_000)
  })

  test('answers at once when the request is decided, when nothing was preferred, and to HEAD', async () => {
    const decided = (
      await (await call(machineApi, 'POST', '/api/v1/requests', { as: agent, json: wishes.deny })).json()
    ).id
    const id = await pending()
    const answers = await timed(
      Promise.all([
        read(decided, 'wait=30'),
        read(id),
        read(id, 'respond-async'),
        call(machineApi, 'HEAD', `/api/v1/requests/${id}`, { as: agent, headers: { prefer: 'wait=30' } }),
      ]),
    )
    expect(answers.ms).toBeLessThan(1_000)
    expect(answers.value.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.value[1]?.headers.get('preference-applied')).toBeNull()
  })

  test('waits for nothing that is not the agent’s own', async () => {
    const id = await pending()
    const { value, ms } = await timed(
      call(machineApi, 'GET', `/api/v1/requests/${id}`, { as: otherAgent, headers: { prefer: 'wait=30' } }),
    )
    expect([value.status, ms < 1_000]).toEqual([404, true])
  })

  test('64 waiters on one request all learn of the change', async () => {
    const id = await pending()
    const waiting = Promise.all(Array.from({ length: 64 }, () => read(id, 'wait=20')))
    await sleep(500)
    await cancel(id)
    const { value, ms } = await timed(waiting)
    expect(new Set(await Promise.all(value.map(async (response) => (await response.json()).status)))).toEqual(
      new Set(['cancelled']),
    )
    expect(ms).toBeLessThan(3_000)
  })

  test('waiters of one agent are bounded: the rest are answered at once, unmarked', async () => {
    const id = await pending()
    const responses = Array.from({ length: 110 }, () => read(id, 'wait=20'))
    await vi.waitFor(() => expect(openWaits()).toBe(100))
    const early = await Promise.race(responses)
    expect([early.status, early.headers.get('preference-applied')]).toEqual([200, null])
    await cancel(id)
    const all = await Promise.all(responses)
    expect(all.filter((response) => response.headers.has('preference-applied'))).toHaveLength(100)
    expect(openWaits()).toBe(0)
  })
})

describe('over a real connection', () => {
  let server: Server
  let base: string
  beforeAll(async () => {
    server = createServer(getRequestListener(machineApi.fetch, { overrideGlobalObjects: false }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    base = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('a client that goes away is forgotten', async () => {
    const id = await pending()
    const leave = new AbortController()
    const waiting = fetch(`${base}/api/v1/requests/${id}`, {
      headers: { authorization: `Bearer ${agent.api_key}`, prefer: 'wait=60' },
      signal: leave.signal,
    }).catch(() => 'gone')
    await vi.waitFor(() => expect(openWaits()).toBe(1))
    leave.abort()
    expect(await waiting).toBe('gone')
    await vi.waitFor(() => expect(openWaits()).toBe(0), { timeout: 3_000 })
  })
})
