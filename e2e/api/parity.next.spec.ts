import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BASE } from '@/e2e/support/demo-template'
import { freePort } from '@/e2e/support/server'
import { createFront } from '@/lib/http/front'
import { absentId, fromConsole, signIn, useWorld, wishes } from './world'

const world = await useWorld()
const { agent, executor, db } = world
const { cookie } = await signIn(world, 'elif')
const front = createFront()

let next: ChildProcess
let origin = ''
let output = ''

/** The built pages under Next's own server, as any other host would run them: no front, no server.ts. */
beforeAll(async () => {
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  next = spawn(
    process.execPath,
    [resolve('node_modules/next/dist/bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        DATABASE_URL: db.ownerUrl,
        DATABASE_APP_URL: db.appUrl,
      },
    },
  )
  for (const stream of [next.stdout, next.stderr])
    stream?.on('data', (chunk) => {
      output += String(chunk)
    })
  for (let i = 0; i < 150; i++) {
    const live = await fetch(`${origin}/api/health/live`).catch(() => null)
    if (live?.ok) return
    if (next.exitCode !== null) break
    await new Promise((again) => setTimeout(again, 200))
  }
  throw new Error(`Next did not serve:\n${output}`)
})

afterAll(async () => {
  const ended = new Promise((done) => next.once('close', done))
  next.kill('SIGTERM')
  await ended
})

const asAgent = { authorization: `Bearer ${agent.api_key}` }
const asPerson = { ...fromConsole, cookie }
const json = { 'content-type': 'application/json' }

type Sent = { method: string; path: string; headers?: Record<string, string>; body?: string }
const sent: Sent[] = [
  { method: 'GET', path: '/api/v1/openapi.json' },
  { method: 'GET', path: '/api/v1/catalogue', headers: asAgent },
  { method: 'GET', path: '/api/v1/catalogue' },
  { method: 'GET', path: '/api/v1/catalogue', headers: { authorization: `Bearer ${executor.api_key}` } },
  { method: 'GET', path: `/api/v1/requests/${absentId('req')}`, headers: { ...asAgent, prefer: 'wait=1' } },
  { method: 'DELETE', path: '/api/v1/requests', headers: asAgent },
  {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { ...asAgent, ...json, 'idempotency-key': 'parity' },
    body: JSON.stringify(wishes.approve),
  },
  {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { ...asAgent, ...json },
    body: '{"workflow":"a","workflow":"b"}',
  },
  { method: 'POST', path: '/api/v1/requests', headers: { ...asAgent, ...json }, body: `"${'x'.repeat(70_000)}"` },
  { method: 'GET', path: '/api/console/grants', headers: asPerson },
  { method: 'GET', path: '/api/console/inbox' },
  { method: 'GET', path: '/api/console/inbox', headers: asAgent },
  {
    method: 'POST',
    path: '/api/console/sign-out',
    headers: { ...json, cookie, origin: 'https://evil.example' },
    body: '{}',
  },
  {
    method: 'POST',
    path: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  },
  { method: 'GET', path: '/.well-known/jwks.json' },
]

/** Set by the server that carries the answer, not by the application; the rest must be equal. */
const CARRIERS = [
  'connection',
  'date',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'vary',
  'accept-encoding',
  'content-encoding',
  'etag',
]

async function told(response: Response): Promise<unknown> {
  const text = await response.text()
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !CARRIERS.includes(name)))
  return { status: response.status, headers, body: text.replace(/"server_now":"[^"]*"/g, '"server_now":"…"') }
}

describe('under Next’s own server the answers are those of the front', () => {
  test.each(sent.map((each) => [`${each.method} ${each.path}`, each] as const))(
    '%s',
    async (_, { method, path, headers, body }) => {
      const init = { method, ...(headers && { headers }), ...(body !== undefined && { body }) }
      if (headers && 'idempotency-key' in headers) await front.fetch(new Request(`${BASE}${path}`, init))
      const [throughNext, throughFront] = [
        await fetch(`${origin}${path}`, init),
        await front.fetch(new Request(`${BASE}${path}`, init)),
      ]
      expect(await told(throughNext)).toEqual(await told(throughFront))
    },
  )

  test('an event stream arrives as it happens', async () => {
    const leave = new AbortController()
    const response = await fetch(`${origin}/api/console/events`, { headers: { cookie }, signal: leave.signal })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: hello')
    const submitted = await front.fetch(
      new Request(`${BASE}/api/v1/requests`, {
        method: 'POST',
        headers: { ...asAgent, ...json },
        body: JSON.stringify(wishes.approve),
      }),
    )
    const { id } = await submitted.json()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain(id)
    leave.abort()
  })

  test('headers, parameters and paths that bypassed Next’s proxy let nobody in (ATTACKS 114)', async () => {
    const tries: Record<string, string>[] = [
      { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
      { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware' },
      { rsc: '1', 'next-router-prefetch': '1' },
      { 'next-router-segment-prefetch': '/_tree' },
      { 'x-nextjs-data': '1' },
      { 'x-matched-path': '/api/health/live' },
      { 'x-invoke-path': '/api/health/live' },
    ]
    for (const headers of tries) {
      for (const path of [
        '/api/console/inbox',
        '/api/console/me?_rsc=1',
        '/api/console/me.rsc',
        '/api/v1/requests',
        '/en/api/console/me',
        '/api/console/me?nxtProute=sign-in',
        '/_next/data/x/api/console/me.json',
      ]) {
        const response = await fetch(`${origin}${path}`, { headers, redirect: 'manual' })
        const text = await response.text()
        // 307: Next sends a flight request on to the address that names its hash, which is asked the same way again.
        expect([400, 401, 404, 307], `${path} ${JSON.stringify(headers)}`).toContain(response.status)
        expect(text).not.toContain('kestrel.example')
      }
    }
  })
})
