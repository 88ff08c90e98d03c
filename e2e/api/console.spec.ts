import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, test, vi } from 'vitest'
import { consoleApi } from '@/lib/http/console-api'
import { machineApi } from '@/lib/http/machine-api'
import { call, fromConsole, signIn, useWorld, wishes } from './world'

const world = await useWorld()
const { agent, executor, db } = world
// Support decides on medium refunds; Mei leads payments and owns the workflow; Ana sponsors the agent; Sara is far away.
const [elif, tom, ana, sara, noor] = await Promise.all(
  ['elif', 'tom', 'ana', 'sara', 'noor'].map((name) => signIn(world, name)),
)
if (!elif || !tom || !ana || !sara || !noor) throw new Error('somebody is missing')

type Person = typeof elif
const get = (person: Person, path: string) =>
  call(consoleApi, 'GET', `/api/console${path}`, { headers: { cookie: person.cookie } })
const post = (person: Person, path: string, json: unknown) =>
  call(consoleApi, 'POST', `/api/console${path}`, { headers: { ...fromConsole, cookie: person.cookie }, json })

async function pending(): Promise<string> {
  return (await (await call(machineApi, 'POST', '/api/v1/requests', { as: agent, json: wishes.approve })).json()).id
}

async function approveOf(person: Person, id: string): Promise<Response> {
  const view = await (await get(person, `/requests/${id}`)).json()
  const presentation_digest = view.presentation_digest
  expect((await post(person, `/requests/${id}/opened`, { presentation_digest, expanded: [] })).status).toBe(204)
  return post(person, `/requests/${id}/decisions`, {
    verb: 'approve',
    presentation_digest,
    reason: 'The order was damaged.',
    expanded: [],
  })
}

describe('a person in the console', () => {
  test('sees a new request, approves it, and the agent gets its grant', async () => {
    const id = await pending()
    const inbox = await (await get(elif, '/inbox')).json()
    expect(inbox.items.map((item: { id: string }) => item.id)).toContain(id)
    const decided = await approveOf(elif, id)
    expect(decided.status).toBe(200)
    expect((await decided.json()).request.item).toMatchObject({ id, status: 'approved', mine: 'approve' })
    const seen = await (await call(machineApi, 'GET', `/api/v1/requests/${id}`, { as: agent })).json()
    expect(seen).toMatchObject({ status: 'approved', grant: { status: 'issued', token: expect.any(String) } })
    expect(JSON.stringify(seen)).not.toContain(elif.id)
    const redeem = await call(machineApi, 'POST', '/api/v1/grants/redeem', {
      as: executor,
      json: {
        grant: seen.grant.token,
        action: wishes.approve.action,
        resource: wishes.approve.resource,
        params: wishes.approve.params,
      },
    })
    expect(redeem.status).toBe(200)
  })

  test('revokes a grant and sees it ended', async () => {
    const id = await pending()
    await approveOf(elif, id)
    const grant = (await (await get(elif, '/grants')).json()).items.find(
      (item: { request_id: string }) => item.request_id === id,
    )
    const revoked = await post(elif, `/grants/${grant.id}/revoke`, { reason: 'No longer needed.' })
    expect([revoked.status, (await revoked.json()).grant]).toEqual([
      200,
      expect.objectContaining({ id: grant.id, status: 'revoked' }),
    ])
  })

  test('decides once: the second of two is refused', async () => {
    const id = await pending()
    await approveOf(elif, id)
    const again = await post(elif, `/requests/${id}/decisions`, {
      verb: 'deny',
      presentation_digest: 'x'.repeat(43),
      code: 'other',
      reason: 'No.',
      expanded: [],
    })
    expect([again.status, (await again.json()).code]).toEqual([
      409,
      expect.stringMatching(/^(decision\.already_decided|request\.not_pending)$/),
    ])
  })

  test('who sponsors the agent is told that they may not decide (ATTACKS 26)', async () => {
    const id = await pending()
    const response = await approveOf(ana, id)
    expect([response.status, await response.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'decision.not_eligible' }),
    ])
  })

  test('what a person may not see is not there, whichever route asks (ATTACKS 102)', async () => {
    const id = await pending()
    const absent = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const digest = 'x'.repeat(43)
    const bodies = new Set<string>()
    for (const each of [id, absent]) {
      for (const response of [
        await get(sara, `/requests/${each}`),
        await post(sara, `/requests/${each}/opened`, { presentation_digest: digest, expanded: [] }),
        await post(sara, `/requests/${each}/decisions/challenge`, {
          verb: 'approve',
          presentation_digest: digest,
          reason: 'x',
        }),
        await post(sara, `/requests/${each}/decisions`, {
          verb: 'approve',
          presentation_digest: digest,
          reason: 'x',
          expanded: [],
        }),
      ]) {
        expect([response.url, response.status]).toEqual([response.url, 404])
        bodies.add(await response.text())
      }
    }
    expect(bodies.size).toBe(1)
    expect(JSON.stringify(await (await get(sara, '/requests')).json())).not.toContain(id)
  })

  test('unknown members are refused on every write, with the pointer (ATTACKS 104)', async () => {
    const id = await pending()
    const digest = 'x'.repeat(43)
    for (const [path, body] of [
      [`/requests/${id}/opened`, { presentation_digest: digest, expanded: [] }],
      [`/requests/${id}/decisions/challenge`, { verb: 'approve', presentation_digest: digest, reason: 'x' }],
      [`/requests/${id}/decisions`, { verb: 'approve', presentation_digest: digest, reason: 'x', expanded: [] }],
      [`/requests/${id}/decisions`, { verb: 'deny', presentation_digest: digest, code: 'other', reason: 'x' }],
      [`/requests/${id}/decisions`, { verb: 'abstain', presentation_digest: digest }],
      [`/grants/grt_${'0'.repeat(26)}/revoke`, { reason: 'x' }],
    ] as const) {
      const response = await post(elif, path, { ...body, person_id: tom.id })
      expect([path, response.status, (await response.json()).errors]).toEqual([
        path,
        400,
        [expect.objectContaining({ pointer: '/person_id' })],
      ])
    }
  })
})

/** Reads server-sent events as they come. */
async function* eventsOf(
  response: Response,
): AsyncGenerator<{ event: string; id: string; data: Record<string, unknown> }> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      )
      text = text.slice(end + 2)
      if (fields.has('event'))
        yield {
          event: fields.get('event') ?? '',
          id: fields.get('id') ?? '',
          data: JSON.parse(fields.get('data') ?? '{}'),
        }
    }
  }
}

const listen = (person: Person, lastEventId?: string) =>
  call(consoleApi, 'GET', '/api/console/events', {
    headers: { cookie: person.cookie, ...(lastEventId && { 'last-event-id': lastEventId }) },
  })

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'nothing'> {
  return Promise.race([work, sleep(ms, 'nothing' as const)])
}

describe('events', () => {
  test('tell who may see it within moments that a request changed, and nobody else (ATTACKS 122)', async () => {
    const [forElif, forSara, forNoor] = await Promise.all([listen(elif), listen(sara), listen(noor)])
    expect([forElif.headers.get('content-type'), forElif.headers.get('cache-control')]).toEqual([
      'text/event-stream',
      'no-store, no-cache, no-transform',
    ])
    const [toElif, toSara, toNoor] = [eventsOf(forElif), eventsOf(forSara), eventsOf(forNoor)]
    for (const stream of [toElif, toSara, toNoor])
      expect((await stream.next()).value).toMatchObject({ event: 'hello', data: { server_now: expect.any(String) } })
    const started = performance.now()
    const id = await pending()
    expect((await toElif.next()).value).toMatchObject({ event: 'changed', data: { kind: 'request', id } })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect((await toNoor.next()).value).toMatchObject({ data: { kind: 'request', id } })
    expect(await within(300, toSara.next())).toBe('nothing')
    await Promise.all([forElif, forSara, forNoor].map((response) => response.body?.cancel().catch(() => undefined)))
  })

  test('tell nothing more of a team’s requests to who was taken out of it, and nothing of claims to others (ATTACKS 122)', async () => {
    // Sessions of their own: a stream that is still being read is only closed with its session.
    const sessions = await Promise.all(['elif', 'tom', 'sara'].map((name) => signIn(world, name)))
    const [forElif, forTom, forSara] = await Promise.all(sessions.map((person) => listen(person)))
    if (!forElif || !forTom || !forSara) throw new Error('somebody does not listen')
    const [toElif, toTom, toSara] = [eventsOf(forElif), eventsOf(forTom), eventsOf(forSara)]
    for (const stream of [toElif, toTom, toSara]) await stream.next()
    const id = await pending()
    for (const stream of [toElif, toTom]) expect((await stream.next()).value).toMatchObject({ data: { id } })
    const silent = toSara.next()
    expect((await post(elif, `/requests/${id}/claim`, {})).status).toBe(200)
    for (const stream of [toElif, toTom])
      expect((await stream.next()).value).toMatchObject({ data: { kind: 'request', id } })
    const [membership] = await db.asOwner(
      `DELETE FROM team_members m USING teams t WHERE t.id = m.team_id AND m.person_id = $1 AND t.slug LIKE 'payments%' RETURNING m.team_id, m.since`,
      [elif.id],
    )
    // What a process knows of teams is at most half a second old.
    await sleep(600)
    const left = toElif.next()
    const after = await pending()
    expect((await toTom.next()).value).toMatchObject({ data: { id: after } })
    expect(await within(300, left)).toBe('nothing')
    expect(await within(10, silent)).toBe('nothing')
    await db.asOwner('INSERT INTO team_members (team_id, person_id, since) VALUES ($1, $2, $3)', [
      membership?.team_id,
      elif.id,
      membership?.since,
    ])
    await sleep(600)
    for (const person of sessions) expect((await post(person, '/sign-out', {})).status).toBe(204)
    expect(await Promise.all([left, silent, toTom.next()])).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
      { done: true, value: undefined },
    ])
  })

  test('resume where the reader was, or say that they cannot', async () => {
    const first = await listen(elif)
    const stream = eventsOf(first)
    const hello = (await stream.next()).value
    const [a, b] = [await pending(), await pending()]
    const seen = [(await stream.next()).value, (await stream.next()).value]
    expect(seen.map((event) => event?.data.id)).toEqual([a, b])
    const resumed = eventsOf(await listen(elif, hello?.id))
    expect((await resumed.next()).value).toMatchObject({ event: 'hello' })
    expect([(await resumed.next()).value?.data.id, (await resumed.next()).value?.data.id]).toEqual([a, b])
    const partly = eventsOf(await listen(elif, seen[0]?.id))
    await partly.next()
    expect((await partly.next()).value?.data.id).toBe(b)
    const elsewhere = eventsOf(await listen(elif, 'another-process-7'))
    await elsewhere.next()
    expect((await elsewhere.next()).value).toMatchObject({ event: 'reset' })
    for (const each of [stream, resumed, partly, elsewhere]) await each.return(undefined)
  })

  test('end when the session is revoked, with nothing more told', async () => {
    const leaving = await signIn(world, 'jonas')
    const stream = eventsOf(await listen(leaving))
    await stream.next()
    const ended = stream.next()
    expect((await post(leaving, '/sign-out', {})).status).toBe(204)
    const id = await pending()
    const last = await within(5_000, ended)
    expect(last).toEqual({ done: true, value: undefined })
    expect(id).toMatch(/^req_/)
    expect((await listen(leaving)).status).toBe(401)
  })

  test('a reader that leaves is forgotten, and one session has at most twenty streams', async () => {
    const { openStreams } = await import('@/lib/http/events')
    const before = openStreams()
    const many = await Promise.all(Array.from({ length: 22 }, () => listen(tom)))
    expect(many.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2)
    await Promise.all(many.map((response) => response.body?.cancel()))
    for (let i = 0; i < 50 && openStreams() > before; i++) await sleep(50)
    expect(openStreams()).toBe(before)
  })
})

describe('over a real connection', () => {
  test('a browser that goes away is forgotten, and HEAD opens no stream', async () => {
    const { openStreams } = await import('@/lib/http/events')
    const server = createServer(getRequestListener(consoleApi.fetch, { overrideGlobalObjects: false }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/console/events`
    const before = openStreams()
    const leave = new AbortController()
    const response = await fetch(url, { headers: { cookie: tom.cookie }, signal: leave.signal })
    expect((await eventsOf(response).next()).value).toMatchObject({ event: 'hello' })
    await vi.waitFor(() => expect(openStreams()).toBe(before + 1))
    leave.abort()
    await vi.waitFor(() => expect(openStreams()).toBe(before), { timeout: 3_000 })
    expect((await fetch(url, { method: 'HEAD', headers: { cookie: tom.cookie } })).status).toBe(200)
    expect(openStreams()).toBe(before)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('a session', () => {
  test('opens nothing once its row is revoked, its person disabled or its time over', async () => {
    const person = await signIn(world, 'rotimi')
    expect((await get(person, '/me')).status).toBe(200)
    await db.asOwner(`UPDATE sessions SET revoked_at = now() WHERE person_id = $1`, [person.id])
    for (const path of ['/me', '/inbox', '/grants', '/events'])
      expect([path, (await get(person, path)).status]).toEqual([path, 401])
  })
})
