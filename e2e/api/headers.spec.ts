import { describe, expect, test } from 'vitest'
import { consoleRoutes } from '@/lib/http/console-routes'
import { createFront } from '@/lib/http/front'
import { machineRoutes } from '@/lib/http/machine-api'
import { absentId, call, fromConsole, signIn, useWorld, wishes } from './world'

const world = await useWorld()
const { agent } = world
const { cookie } = await signIn(world, 'mei.lin')
const front = createFront()

/** Headers of one call; a type of its own, because the calls of one loop send different ones. */
type Sent = Record<string, string>

const pathOf = (template: string) =>
  template.replace(/\{\w+\}/g, absentId(template.startsWith('/grants') ? 'grt' : 'req'))

const all = [
  ...machineRoutes.map(({ method, path }) => [method, `/api/v1${pathOf(path)}`] as const),
  ...consoleRoutes.map(({ method, path }) => [method, `/api/console${pathOf(path)}`] as const),
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/api/v1/nowhere'],
  ['GET', '/api/v1'],
  ['GET', '/api/console/nowhere'],
  ['PUT', '/api/v1/requests'],
  ['DELETE', '/api/console/me'],
  ['POST', '/oauth/token'],
  ['GET', '/oauth/nowhere'],
] as const

describe('no answer is kept, sniffed, framed or shared (ATTACKS 101, 113)', () => {
  test.each(all)('%s %s', async (method, path) => {
    const tries: Sent[] = [{}, { authorization: `Bearer ${agent.api_key}` }, { ...fromConsole, cookie }]
    for (const headers of tries) {
      const response = await call(front, method, path, { headers, ...(method === 'POST' && { text: '{}' }) })
      await response.body?.cancel()
      expect(response.headers.get('cache-control')).toContain('no-store')
      expect(response.headers.get('cache-control')).not.toContain('public')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('answers with a grant token are not kept either', async () => {
    const response = await call(front, 'POST', '/api/v1/requests', { as: agent, json: wishes.allow })
    expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store'])
  })

  test('every refusal is problem+json with a code that is also in its type', async () => {
    for (const [method, path] of all) {
      const response = await call(front, method, path, { ...(method === 'POST' && { text: '{}' }) })
      if (response.status < 400 || path === '/oauth/token') continue
      expect([path, response.headers.get('content-type')]).toEqual([path, 'application/problem+json'])
      const body = await response.json()
      expect(body.type).toBe(`http://localhost:3000/problems/${body.code}`)
      expect(body.status).toBe(response.status)
    }
  })

  test('Host is never believed: addresses in answers are those of the configuration (ATTACKS 121)', async () => {
    const response = await front.fetch(
      new Request('http://evil.example/api/v1/openapi.json', {
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      }),
    )
    expect(await response.text()).not.toContain('evil.example')
  })

  test('another spelling of an address is another address, and is counted as the same caller', async () => {
    for (const path of [
      '/api/v1/Requests',
      '/api/v1/requests/',
      '/api/v1//requests',
      '/API/V1/requests',
      '/api/v1/requests%2f',
      '/api/v1/./catalogue/',
      '/api/v1/catalogue;x=1',
    ]) {
      const response = await call(front, 'GET', path, { as: agent })
      expect([path, response.status]).toEqual([path, 404])
    }
  })

  test('headers that Next once trusted change nothing (ATTACKS 114)', async () => {
    const tries: Sent[] = [
      { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
      { rsc: '1' },
      { 'next-router-prefetch': '1' },
      { 'x-middleware-prefetch': '1' },
    ]
    for (const headers of tries) {
      for (const path of ['/api/console/inbox', '/api/console/me?_rsc=1', '/api/v1/requests']) {
        const response = await call(front, 'GET', path, { headers })
        expect([path, response.status]).toEqual([path, 401])
      }
    }
  })
})
