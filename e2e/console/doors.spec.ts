import { readFileSync } from 'node:fs'
import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

const PAGES = ['/', '/inbox', '/requests', '/grants', '/audit', '/account']
const CALLS = ['/me', '/inbox', '/requests', '/grants', '/audit', '/passkeys', '/sessions', '/events']
/** What Next sends to itself, once or now, and what was used to walk past its proxy. */
const HEADERS: Record<string, string>[] = [
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-prefetch': '1' },
  { 'x-middleware-rewrite': '/inbox' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-segment-prefetch': '/_index' },
  { 'next-action': '00000000000000000000000000000000000000000' },
  { 'x-invoke-path': '/inbox', 'x-invoke-status': '200' },
  { 'x-matched-path': '/inbox', 'x-now-route-matches': '1' },
  { 'x-nextjs-data': '1' },
  { purpose: 'prefetch' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
]
/** The page, and the same as data for Next's own router. */
const FORMS: Record<string, string>[] = [{}, { rsc: '1' }]
const QUERIES = ['', '?_rsc=1abc', '?nxtPrequestId=x', '?__nextLocale=en', '?__flight__=1']

test('without a session no page and no call gives data, in any form that Next knows (ATTACKS 114)', async ({
  console,
  machines,
}) => {
  const mark = `MARK${Date.now()}`
  const asked = await machines.ask('support-agent', refund(12_000, { memo: mark }))
  const secrets = [mark, asked.id.slice(4), asked.binding_code, 'Mei Lin', 'Kestrel', 'support-agent']
  const pages = [...PAGES, `/inbox/${asked.id}`]
  const forms = (path: string) => [
    ...QUERIES.map((query) => path + query),
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}/`,
    `/_next/data/build${path}.json`,
    `/en${path}`,
  ]
  for (const path of pages) {
    const sent = forms(path).flatMap((address) =>
      [{}, ...(address === path ? HEADERS : [])].map((headers) => ({ address, headers })),
    )
    const bodies = await Promise.all(
      sent.map(async ({ address, headers }) => {
        const answer = await fetch(console.baseUrl + address, { headers, redirect: 'manual' })
        return {
          address,
          headers,
          status: answer.status,
          text: `${await answer.text()} ${answer.headers.get('location')}`,
        }
      }),
    )
    for (const { address, headers, status, text } of bodies) {
      const what = `${address} ${JSON.stringify(headers)}`
      expect(status, what).toBeLessThan(500)
      expect(text, what).not.toContain('evil.example')
      // The id is in the address that was asked for, so only there it may come back.
      for (const secret of secrets) if (!address.includes(secret)) expect(text, what).not.toContain(secret)
    }
  }
  for (const path of [...CALLS, `/requests/${asked.id}`, `/audit/${asked.id}/proof`]) {
    for (const headers of [{}, ...HEADERS]) {
      const answer = await fetch(`${console.baseUrl}/api/console${path}`, { headers, redirect: 'manual' })
      expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(401)
      expect(await answer.text()).not.toContain(mark)
    }
  }
})

test('without a session every page of the console leads to sign-in, and back', async ({ people }) => {
  const { context, page } = await people.stranger()
  for (const path of [
    '/inbox',
    '/requests',
    '/grants',
    '/audit',
    '/account',
    '/inbox/req_00000000000000000000000000',
  ]) {
    await page.goto(path)
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=${encodeURIComponent(path)}$`))
    await expect(page.getByTestId('passkey-sign-in')).toBeVisible()
  }
  await context.close()
})

test('every page and call says who may frame it, forbids inline script, and is kept by no cache (ATTACKS 101, 113)', async ({
  people,
}) => {
  const { context } = await people.arrive('Mei Lin', { bare: true })
  const stranger = await people.stranger()
  for (const visitor of [context, stranger.context]) {
    for (const path of [
      ...PAGES,
      '/sign-in',
      '/welcome',
      '/nowhere',
      '/inbox/req_00000000000000000000000000',
      '/inbox?_rsc=1',
    ]) {
      for (const headers of FORMS) {
        const answer = await visitor.request.get(path, { headers, maxRedirects: 0 })
        const said = answer.headers()
        const policy = said['content-security-policy'] ?? ''
        expect(policy, path).toContain("frame-ancestors 'none'")
        expect(policy, path).toContain("default-src 'none'")
        expect(/script-src [^;]*/.exec(policy)?.[0] ?? '', path).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
        expect(said['cache-control'], path).toContain('no-store')
        expect(said['x-content-type-options'], path).toBe('nosniff')
        expect(said, path).not.toHaveProperty('x-powered-by')
      }
    }
    for (const path of CALLS.filter((call) => call !== '/events')) {
      const said = (await visitor.request.get(`/api/console${path}`)).headers()
      expect(said['cache-control'], path).toContain('no-store')
      expect(said['content-security-policy'], path).toContain("default-src 'none'")
    }
  }
  // A nonce is for one answer.
  const nonces = await Promise.all(
    [1, 2].map(
      async () =>
        /'nonce-([^']+)'/.exec((await context.request.get('/inbox')).headers()['content-security-policy'] ?? '')?.[1],
    ),
  )
  expect(nonces[0]).toBeTruthy()
  expect(nonces[0]).not.toBe(nonces[1])
  await stranger.context.close()
})

const ELSEWHERE = [
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://evil.example/inbox',
  '/\t/evil.example',
  'javascript:alert(1)',
  '\\\\evil.example',
  '/%09/evil.example',
  '///evil.example',
  '/.//evil.example',
  'http://localhost@evil.example',
  'http://localhost.evil.example',
  'data:text/html,<script>alert(1)</script>',
]

test('sign-in never leads to another site, however the address is spelt (ATTACKS 116)', async ({ console, people }) => {
  const { context } = await people.stranger()
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  // One of each kind by hand; below, all of them.
  for (const target of ELSEWHERE.slice(0, 6)) {
    const page = await context.newPage()
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(target)}`)
    await page.getByTestId(`demo-person-${people.idOf('Noor Haddad')}`).click()
    await expect(page).toHaveURL((url) => url.origin === console.baseUrl && !url.pathname.startsWith('/sign-in'))
    expect((await context.request.get('/api/console/me')).status()).toBe(200)
    await page.close()
    await context.clearCookies()
  }
  for (const target of ELSEWHERE) {
    for (const path of ['/api/auth/signin', '/api/auth/signout', '/api/auth/callback/demo', '/api/auth/error']) {
      const answer = await context.request.get(`${path}?callbackUrl=${encodeURIComponent(target)}`, { maxRedirects: 0 })
      const location = answer.headers().location
      if (location) expect(new URL(location, console.baseUrl).origin, `${path} ${target}`).toBe(console.baseUrl)
    }
  }
  expect(asked.filter((url) => !url.startsWith(`${console.baseUrl}/`))).toEqual([])
  await context.close()
})

test('following a link decides nothing, by whatever method, prefetched or with a body (ATTACKS 88)', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(12_000))
  const { context } = await people.arrive('Elif Demir', { bare: true })
  const api = `/api/console/requests/${asked.id}`
  for (const path of [`/inbox/${asked.id}`, `/inbox/${asked.id}?verb=approve`, `${api}/decisions?verb=approve`, api]) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
      const answer = await context.request.fetch(path, {
        method,
        maxRedirects: 0,
        headers: { purpose: 'prefetch', 'sec-fetch-site': 'cross-site', origin: 'https://mail.example' },
        ...(method.startsWith('P') ? { form: { verb: 'approve' } } : {}),
      })
      expect(answer.status(), `${method} ${path}`).toBeLessThan(500)
      if (method.startsWith('P') && path.startsWith('/api')) expect(answer.status()).toBeGreaterThanOrEqual(400)
    }
  }
  expect(await machines.look('support-agent', asked.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })
  expect(console.output()).not.toContain('an answer failed')
})

test('there are no server actions to call (ATTACKS 115)', () => {
  const manifest: Record<string, unknown> = JSON.parse(
    readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
  )
  expect(manifest).toMatchObject({ node: {}, edge: {} })
  expect([Object.keys(Object(manifest.node)), Object.keys(Object(manifest.edge))]).toEqual([[], []])
})
