import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '@/e2e/support/database'
import { startOidcProvider } from '@/e2e/support/oidc-provider'
import { revive } from '@/e2e/support/rows'
import { useSite } from '@/e2e/support/site'
import { type Answered, Visitor } from '@/e2e/support/visitor'
import { forgetDirectory } from '@/lib/directory/current'
import { peopleApi, signInApi } from '@/lib/people/routes'
import { newId } from '@/lib/platform/ids'
import { handleAuth } from './next-auth'
import { oidcClaims } from './oidc'

const site = await useSite()
const provider = await startOidcProvider(`${site.origin}/api/auth/callback/oidc`)
Object.assign(process.env, {
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
  OIDC_NAME: 'Example SSO',
})
const db = await useDatabase()
afterAll(() => provider.stop())

beforeAll(async () => {
  const app = new Hono()
  app.all('/api/auth/*', (c) => handleAuth(c.req.raw))
  app.route('/api/console', signInApi).route('/api/console', peopleApi)
  app.get('*', (c) => c.text('a page'))
  site.serve(app.fetch)
  await db.asOwner(`INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example')`)
})

let person: string
let email: string
beforeEach(async () => {
  person = newId('usr')
  email = `${person}@example.org`
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', $2)`, [person, email])
  forgetDirectory()
  provider.account = { sub: `sub-${person}`, email, email_verified: true }
})

/** The browser's way: our sign-in, the provider, back to us; `stop` ends it before an address is asked. */
async function signIn(visitor = new Visitor(site.origin), stop?: (url: URL) => boolean) {
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await visitor.get('/api/auth/csrf')).body)
  const started = await visitor.postForm('/api/auth/signin/oidc', { csrfToken, callbackUrl: '/inbox' })
  return { visitor, ...(await visitor.follow(started, stop)) }
}

const me = (visitor: Visitor): Promise<Answered> => visitor.get('/api/console/me')
const isCallback = (url: URL) => url.pathname === '/api/auth/callback/oidc'

describe('single sign-on', () => {
  it('signs in the active person with the verified address, links the subject, and comes back to the page that was asked for', async () => {
    expect(await new Visitor(site.origin).get('/api/console/sign-in/methods')).toMatchObject({
      body: { oidc: { name: 'Example SSO' }, demo: null },
    })
    const { visitor, url } = await signIn()
    expect(url.href).toBe(`${site.origin}/inbox`)
    expect(await me(visitor)).toMatchObject({
      status: 200,
      body: { person: { id: person }, session: { method: 'oidc' } },
    })
    expect(provider.asked).toMatchObject({
      code_challenge_method: 'S256',
      state: expect.any(String),
      nonce: expect.any(String),
    })
    expect(await db.asOwner(`SELECT issuer, subject FROM person_identities WHERE person_id = $1`, [person])).toEqual([
      { issuer: provider.issuer, subject: `sub-${person}` },
    ])
    const [entry] = await db.asOwner(
      `SELECT body FROM log_entries WHERE type = 'identity.linked' ORDER BY at DESC LIMIT 1`,
    )
    expect(entry?.body).toContain(person)
    expect(entry?.body).not.toContain(email)
  })

  it('goes by the subject from then on: another address at the provider changes nothing, and takes nobody over', async () => {
    await signIn()
    const colleague = newId('usr')
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Bob', $2)`, [
      colleague,
      `${colleague}@example.org`,
    ])
    provider.account = { sub: `sub-${person}`, email: `${colleague}@example.org`, email_verified: true }
    const { visitor } = await signIn()
    expect(await me(visitor)).toMatchObject({ body: { person: { id: person } } })
  })

  it('does not give a linked person to another subject with their address', async () => {
    await signIn()
    provider.account = { sub: 'somebody-new', email, email_verified: true }
    const { visitor, url } = await signIn()
    expect(url.pathname + url.search).toBe('/sign-in?error=unknown_person')
    expect(await me(visitor)).toMatchObject({ status: 401 })
  })

  it.each<[string, (account: typeof provider.account) => typeof provider.account, string]>([
    [
      'an address that the provider does not call verified',
      (a) => ({ ...a, email_verified: false }),
      'email_not_verified',
    ],
    [
      'an address of which it says nothing',
      ({ sub, email }) => ({ sub, ...(email ? { email } : {}) }),
      'email_not_verified',
    ],
    ['an address that is verified by the text "true"', (a) => ({ ...a, email_verified: 'true' }), 'email_not_verified'],
    ['no address', ({ sub }) => ({ sub }), 'unknown_person'],
    ['an address of nobody', (a) => ({ ...a, email: 'nobody@example.org' }), 'unknown_person'],
    [
      'an address that is only alike under folding',
      (a) => ({ ...a, email: (a.email ?? '').replace('s', 'ſ') }),
      'unknown_person',
    ],
  ])('with %s signs nobody in and makes nobody', async (_, change, error) => {
    provider.account = change(provider.account)
    const before = await db.asOwner(`SELECT count(*) FROM people`)
    const { visitor, url } = await signIn()
    expect(url.pathname + url.search).toBe(`/sign-in?error=${error}`)
    expect(await me(visitor)).toMatchObject({ status: 401 })
    expect(await db.asOwner(`SELECT count(*) FROM people`)).toEqual(before)
    const [entry] = await db.asOwner(
      `SELECT body::jsonb AS body FROM log_entries WHERE type = 'identity.sign_in.refused' ORDER BY at DESC LIMIT 1`,
    )
    expect(entry?.body).toMatchObject({ facts: { method: 'oidc', why: error } })
  })

  it('refuses a disabled person, linked or not, and never links one', async () => {
    await db.asOwner(`UPDATE people SET status = 'disabled' WHERE id = $1`, [person])
    expect((await signIn()).url.search).toBe('?error=unknown_person')
    expect(await db.asOwner(`SELECT 1 FROM person_identities WHERE person_id = $1`, [person])).toEqual([])
    await revive(db, 'people', person)
    await signIn()
    await db.asOwner(`UPDATE people SET status = 'disabled' WHERE id = $1`, [person])
    expect((await signIn()).url.search).toBe('?error=disabled')
  })

  it('gives no role: whatever the provider says, an administrator is made elsewhere', async () => {
    const { visitor } = await signIn()
    expect(await me(visitor)).toMatchObject({ body: { person: { roles: [] } } })
  })
})

describe('the answer of the provider', () => {
  it('given to another browser signs nobody in there (state)', async () => {
    const { url } = await signIn(new Visitor(site.origin), isCallback)
    const victim = new Visitor(site.origin)
    await victim.follow(await victim.get(url.href))
    expect(await me(victim)).toMatchObject({ status: 401 })
  })

  it('with another state, a made-up code or a code that was used is refused', async () => {
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'made-up'),
      (url: URL) => url.searchParams.set('code', 'made-up'),
      (url: URL) => url.searchParams.delete('state'),
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
    ]) {
      const { visitor, url } = await signIn(new Visitor(site.origin), isCallback)
      change(url)
      const { url: end } = await visitor.follow(await visitor.get(url.href))
      expect(end.pathname).toBe('/sign-in')
      expect(end.searchParams.get('error')).toBe('OAuthCallback')
      expect(await me(visitor)).toMatchObject({ status: 401 })
    }
    const { visitor, url } = await signIn(new Visitor(site.origin), isCallback)
    const cookies = new Map(visitor.cookies.get(site.origin))
    await visitor.get(url.href)
    expect(await me(visitor)).toMatchObject({ status: 200 })
    const again = new Visitor(site.origin)
    again.cookies.set(site.origin, cookies)
    await again.get(url.href)
    expect(await me(again)).toMatchObject({ status: 401 })
  })

  it('of one browser’s sign-in under the cookies of another is refused (PKCE and nonce)', async () => {
    const attacker = await signIn(new Visitor(site.origin), isCallback)
    const victim = await signIn(new Visitor(site.origin), isCallback)
    // The attacker's code under the victim's own state.
    const url = new URL(attacker.url)
    url.searchParams.set('state', victim.url.searchParams.get('state') ?? '')
    await victim.visitor.get(url.href)
    expect(await me(victim.visitor)).toMatchObject({ status: 401 })
  })

  it('is not asked for with parameters of somebody’s making', async () => {
    const visitor = new Visitor(site.origin)
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await visitor.get('/api/auth/csrf')).body)
    const started = await visitor.postForm(
      '/api/auth/signin/oidc?redirect_uri=https://evil.example&scope=admin&prompt=none',
      { csrfToken },
    )
    const asked = new URL(started.headers.get('location') ?? '').searchParams
    expect(asked.get('redirect_uri')).toBe(`${site.origin}/api/auth/callback/oidc`)
    expect(asked.get('scope')).toBe('openid email profile')
    expect(asked.has('prompt')).toBe(false)
  })

  it('a GET does not begin a sign-in', async () => {
    const answer = await new Visitor(site.origin).get('/api/auth/signin/oidc')
    expect(answer.status).toBe(404)
  })
})

describe('claims', () => {
  it('of another issuer are nobody’s', () => {
    const claims = { iss: 'https://id.example', sub: '1', email: 'a@example.org', email_verified: true }
    expect(oidcClaims(claims, 'https://id.example')).toMatchObject({ subject: '1', emailVerified: true })
    expect(oidcClaims(claims, 'https://id.example/')).toMatchObject({ subject: '1' })
    expect(oidcClaims(claims, 'https://other.example')).toBeNull()
    expect(oidcClaims({ ...claims, sub: undefined }, 'https://id.example')).toBeNull()
    expect(oidcClaims({ ...claims, sub: '' }, 'https://id.example')).toBeNull()
    expect(oidcClaims(undefined, 'https://id.example')).toBeNull()
  })
})
