import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import * as nextWellKnown from '@/app/.well-known/[...route]/route'
import * as nextConsole from '@/app/api/console/[[...route]]/route'
import * as nextHealth from '@/app/api/health/[...route]/route'
import * as nextMachine from '@/app/api/v1/[[...route]]/route'
import * as nextOAuth from '@/app/oauth/[[...route]]/route'
import { BASE } from '@/e2e/support/demo-template'
import { belongsToFront, createFront } from '@/lib/http/front'
import { absentId, fromConsole, signIn, useWorld, wishes } from './world'

const world = await useWorld()
const { agent, executor } = world
const { cookie } = await signIn(world, 'elif')
const front = createFront()

const mounts = [
  ['/api/v1', nextMachine],
  ['/api/console', nextConsole],
  ['/api/health', nextHealth],
  ['/oauth', nextOAuth],
  ['/.well-known', nextWellKnown],
] as const

const asAgent = { authorization: `Bearer ${agent.api_key}` }
const asExecutor = { authorization: `Bearer ${executor.api_key}` }
const asPerson = { ...fromConsole, cookie }
const json = { 'content-type': 'application/json' }
const wish = JSON.stringify(wishes.approve)

type Sent = { method: string; path: string; headers?: Record<string, string>; body?: string }
const sent: Sent[] = [
  { method: 'GET', path: '/api/v1/openapi.json' },
  { method: 'GET', path: '/api/v1/catalogue', headers: asAgent },
  { method: 'GET', path: '/api/v1/catalogue' },
  { method: 'GET', path: '/api/v1/catalogue', headers: asExecutor },
  { method: 'GET', path: '/api/v1/catalogue', headers: asPerson },
  { method: 'GET', path: '/api/v1/requests?limit=5', headers: asAgent },
  { method: 'GET', path: '/api/v1/requests?limit=5&limit=6', headers: asAgent },
  { method: 'GET', path: '/api/v1/requests/%72eq_nothing', headers: asAgent },
  { method: 'GET', path: `/api/v1/requests/${absentId('req')}`, headers: { ...asAgent, prefer: 'wait=1' } },
  { method: 'HEAD', path: '/api/v1/catalogue', headers: asAgent },
  { method: 'OPTIONS', path: '/api/v1/requests', headers: asAgent },
  { method: 'PUT', path: '/api/v1/requests', headers: { ...asAgent, ...json }, body: wish },
  {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { ...asAgent, ...json, 'idempotency-key': 'parity' },
    body: wish,
  },
  {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { ...asAgent, ...json, 'idempotency-key': 'parity' },
    body: '{"workflow":"other"}',
  },
  {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { ...asAgent, ...json },
    body: '{"workflow":"a","workflow":"b"}',
  },
  { method: 'POST', path: '/api/v1/requests', headers: { ...asAgent, ...json }, body: `"${'x'.repeat(70_000)}"` },
  { method: 'POST', path: '/api/v1/requests', headers: { ...asAgent, 'content-type': 'text/plain' }, body: wish },
  { method: 'POST', path: '/api/v1/evaluate', headers: { ...asAgent, ...json }, body: wish },
  {
    method: 'POST',
    path: '/api/v1/grants/redeem',
    headers: { ...asExecutor, ...json },
    body: '{"grant":"x","action":"a","resource":"b:c","params":{}}',
  },
  { method: 'GET', path: '/api/v1/' },
  { method: 'GET', path: '/api/v1/requests/', headers: asAgent },
  { method: 'GET', path: '/api/console/sessions', headers: asPerson },
  { method: 'GET', path: '/api/console/grants', headers: asPerson },
  { method: 'GET', path: '/api/console/inbox' },
  { method: 'GET', path: '/api/console/inbox', headers: asAgent },
  { method: 'POST', path: '/api/console/requests/x/decisions', headers: { ...json, cookie }, body: '{}' },
  {
    method: 'POST',
    path: `/api/console/requests/${absentId('req')}/opened`,
    headers: asPerson,
    body: `{"presentation_digest":"${'x'.repeat(43)}","expanded":[]}`,
  },
  { method: 'DELETE', path: '/api/console/sessions', headers: asPerson },
  { method: 'GET', path: '/api/health/live' },
  {
    method: 'POST',
    path: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  },
  { method: 'GET', path: '/oauth/token' },
  { method: 'GET', path: '/.well-known/jwks.json' },
  { method: 'GET', path: '/.well-known/oauth-authorization-server' },
  { method: 'GET', path: '/.well-known/nothing' },
]

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

function throughNext({ method, path, headers, body }: Sent): Promise<Response> {
  const mount = mounts.find(([prefix]) => path.startsWith(prefix))?.[1]
  const verb = VERBS.find((name) => name === method)
  if (!mount || !verb) throw new Error(`no handler for ${method} ${path}`)
  return mount[verb](
    new NextRequest(`${BASE}${path}`, { method, ...(headers && { headers }), ...(body !== undefined && { body }) }),
  )
}

async function throughFront({ method, path, headers, body }: Sent): Promise<Response> {
  return front.fetch(
    new Request(`${BASE}${path}`, { method, ...(headers && { headers }), ...(body !== undefined && { body }) }),
  )
}

/** What must be equal: everything but clocks, which run. */
async function told(response: Response): Promise<unknown> {
  const text = await response.text()
  const headers = Object.fromEntries(response.headers)
  return { status: response.status, headers, body: text.replace(/"(server_now|last_seen_at)":"[^"]*"/g, '"$1":"…"') }
}

describe('both mounts are one application', () => {
  test.each(sent.map((each) => [`${each.method} ${each.path}`, each] as const))('%s', async (_, each) => {
    // A first write under a key makes what both then give again.
    if (each.headers && 'idempotency-key' in each.headers) await throughFront(each)
    expect(await told(await throughNext(each))).toEqual(await told(await throughFront(each)))
  })

  test('an event stream opens through either', async () => {
    for (const through of [throughNext, throughFront]) {
      const response = await through({ method: 'GET', path: '/api/console/events', headers: { cookie } })
      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
        200,
        'text/event-stream',
        'no-store, no-cache, no-transform',
      ])
      const reader = response.body?.getReader()
      const first = await reader?.read()
      expect(new TextDecoder().decode(first?.value)).toContain('event: hello')
      await reader?.cancel()
    }
  })

  test('every mounted prefix is answered by the front too, so that Next never answers it in our own server', () => {
    for (const [prefix] of mounts) expect(belongsToFront(`${prefix}/x`)).toBe(true)
  })
})
