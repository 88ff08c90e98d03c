import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { consoleApi } from '@/lib/http/console-api'
import { consoleRoutes } from '@/lib/http/console-routes'
import { machineApi, machineRoutes } from '@/lib/http/machine-api'
import { peopleApi, signInApi } from '@/lib/people/routes'
import { absentId, call, fromConsole, signIn, useWorld } from './world'

const world = await useWorld()
const { agent, executor, auditor, pipeline } = world
// Somebody who may read about members, so that what is refused to others is let in here.
const { cookie } = await signIn(world, 'noor.haddad')

/** Every kind of caller that there is. Law 3: the consent path cannot be satisfied by a machine, and the other way round. */
const callers = {
  nobody: {},
  agent: { authorization: `Bearer ${agent.api_key}` },
  executor: { authorization: `Bearer ${executor.api_key}` },
  auditor: { authorization: `Bearer ${auditor.api_key}` },
  pipeline: { authorization: `Bearer ${pipeline.api_key}` },
  person: { cookie },
  'person and agent at once': { cookie, authorization: `Bearer ${agent.api_key}` },
  'a made-up key': { authorization: `Bearer csk_agt_${'x'.repeat(43)}` },
  'a made-up cookie': { cookie: 'next-auth.session-token=eyJhbGciOiJkaXIifQ..x.y.z' },
} as const
type Caller = keyof typeof callers

function pathOf(template: string): string {
  const prefix = template.startsWith('/grants') ? 'grt' : template.startsWith('/executions') ? 'exe' : 'req'
  return template.replace(/\{\w+\}/g, absentId(prefix))
}

/** What a caller that is let in may get for an empty body, an id that nobody has or a log not signed yet; never 401 or 403. */
const letIn = [200, 201, 204, 400, 404, 405, 409, 422, 429, 503]

async function statusOn(app: typeof machineApi | typeof consoleApi, method: string, path: string, caller: Caller) {
  const leave = new AbortController()
  const response = await call(app, method, path, {
    headers: { ...fromConsole, ...callers[caller] },
    ...(method === 'POST' && { text: '{}' }),
    signal: leave.signal,
  })
  if (response.headers.get('content-type') === 'text/event-stream') await response.body?.cancel()
  leave.abort()
  return response
}

describe('machine routes', () => {
  test.each(machineRoutes.map(({ method, path, who }) => [method, path, who] as const))(
    '%s %s is open to %j only',
    async (method, path, who) => {
      for (const caller of Object.keys(callers) as Caller[]) {
        const response = await statusOn(machineApi, method, `/api/v1${pathOf(path)}`, caller)
        const { status } = response
        const kind = caller === 'person and agent at once' ? 'agent' : caller
        const open = who.some((each) => each === kind)
        const expected = open
          ? letIn
          : kind === 'agent' || kind === 'executor' || kind === 'auditor' || kind === 'pipeline'
            ? [403]
            : [401]
        expect(expected, `${caller} got ${status}`).toContain(status)
        if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      }
    },
  )

  test('a suspended agent is refused everywhere, at once', async () => {
    const suspended = world.otherAgent
    await world.db.asOwner(`UPDATE agents SET status = 'suspended', suspended_at = now() WHERE id = $1`, [suspended.id])
    // The directory of a process is at most half a second old; what changes something asks for the newest.
    await new Promise((resolve) => setTimeout(resolve, 600))
    for (const { method, path, who } of machineRoutes.filter((route) => route.who.includes('agent'))) {
      const response = await call(machineApi, method, `/api/v1${pathOf(path)}`, {
        as: suspended,
        ...(method === 'POST' && { text: '{}' }),
      })
      expect([path, who, response.status, (await response.json()).code]).toEqual([path, who, 403, 'auth.suspended'])
    }
  })
})

describe('human routes', () => {
  // Signing out ends the session that the other rows are tried with, so it comes last.
  const rows = [...consoleRoutes].sort((a, b) => Number(a.path === '/sign-out') - Number(b.path === '/sign-out'))

  test.each(rows.map(({ method, path, who }) => [method, path, who] as const))(
    '%s %s is open to: %s, and to no machine',
    async (method, path, who) => {
      for (const caller of Object.keys(callers) as Caller[]) {
        if (path === '/sign-out' && caller === 'person') continue
        const { status } = await statusOn(consoleApi, method, `/api/console${pathOf(path)}`, caller)
        const machine = 'authorization' in callers[caller]
        const expected = machine ? [403] : who === 'public' || caller === 'person' ? [...letIn, 410] : [401]
        expect(expected, `${caller} got ${status}`).toContain(status)
      }
    },
  )

  test.each(rows.filter(({ method }) => method === 'POST').map(({ path }) => path))(
    'POST %s is refused from another site (ATTACKS 100)',
    async (path) => {
      const tries: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'http://localhost:3001' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
        {},
      ]
      for (const headers of tries) {
        const response = await call(consoleApi, 'POST', `/api/console${pathOf(path)}`, {
          headers: { cookie, 'content-type': 'application/json', ...headers },
          text: '{}',
        })
        expect([headers, response.status, (await response.json()).code]).toEqual([headers, 403, 'auth.origin'])
      }
    },
  )

  test.each(rows.flatMap(({ method, path, body }) => (method === 'POST' && body ? [[path, body] as const] : [])))(
    'POST %s takes no member that it does not know (ATTACKS 104)',
    (_, body) => {
      const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })
      const shapes = schema.anyOf ?? schema.oneOf ?? [schema]
      expect(shapes.length).toBeGreaterThan(0)
      for (const shape of shapes) expect(shape).toMatchObject({ type: 'object', additionalProperties: false })
    },
  )

  test.each(rows.filter(({ method }) => method === 'POST').map(({ path }) => path))(
    'POST %s takes nothing that a form can send',
    async (path) => {
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
        const response = await call(consoleApi, 'POST', `/api/console${pathOf(path)}`, {
          headers: { cookie, origin: 'http://localhost:3000', 'content-type': type },
          text: '{}',
        })
        expect([type, response.status]).toEqual([type, 415])
      }
    },
  )

  test('nothing changes by GET: every address that takes a POST refuses GET or has a read of its own', async () => {
    const reads = new Set(rows.filter(({ method }) => method === 'GET').map(({ path }) => path))
    for (const { path } of rows.filter((row) => row.method === 'POST' && !reads.has(row.path))) {
      for (const method of ['GET', 'HEAD']) {
        const response = await call(consoleApi, method, `/api/console${pathOf(path)}`, { headers: { cookie } })
        expect([path, method, response.status, response.headers.get('allow')]).toEqual([path, method, 405, 'POST'])
      }
    }
  })
})

describe('the tables are complete', () => {
  const served = (app: { routes: readonly { method: string; path: string }[] }, base: string) =>
    new Set(
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path.slice(base.length).replace(/:(\w+)/g, '{$1}')}`),
    )

  test('every row that a mounted application serves is one of its routes', () => {
    const mounted = new Set([...served(signInApi, ''), ...served(peopleApi, ''), 'GET /events'])
    for (const { method, path } of consoleRoutes.filter(({ serve }) => serve === null))
      expect(mounted).toContain(`${method} ${path}`)
  })

  test('what the console serves is in its table, and what is in its table is served', () => {
    expect([...served(consoleApi, '/api/console')].sort()).toEqual(
      consoleRoutes.map(({ method, path }) => `${method} ${path}`).sort(),
    )
  })
})
