import { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '@/e2e/support/database'
import { SoftPasskey } from '@/e2e/support/passkey'
import { revive } from '@/e2e/support/rows'
import { useSite } from '@/e2e/support/site'
import { Visitor } from '@/e2e/support/visitor'
import { forgetDirectory } from '@/lib/directory/current'
import { handleAuth } from '@/lib/identity/next-auth'
import { authenticatePerson } from '@/lib/identity/person'
import { newId, randomToken } from '@/lib/platform/ids'
import { peopleApi, signInApi } from './routes'

const site = await useSite({ COUNTERSIGN_DEMO: '1' })
const db = await useDatabase()

const ada = { id: newId('usr'), passkey: new SoftPasskey(site.origin) }

async function addPasskey(personId: string, passkey: SoftPasskey): Promise<string> {
  const id = newId('pky')
  await db.asOwner(
    `INSERT INTO passkeys (id, person_id, credential_id, public_key, transports, name) VALUES ($1, $2, $3, $4, '{}', 'Test')`,
    [id, personId, passkey.credentialId, Buffer.from(passkey.publicKey)],
  )
  return id
}

beforeAll(async () => {
  const app = new Hono()
  app.all('/api/auth/*', (c) => handleAuth(c.req.raw))
  app.route('/api/console', signInApi).route('/api/console', peopleApi)
  site.serve(app.fetch)
  await db.asOwner(`INSERT INTO organisations (id, name, slug, is_demo) VALUES (1, 'Example', 'example', true)`)
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', 'ada@example.org')`, [ada.id])
  await addPasskey(ada.id, ada.passkey)
})

beforeEach(async () => {
  ada.passkey = new SoftPasskey(site.origin)
  await revive(db, 'people', ada.id)
  await db.asOwner(`UPDATE passkeys SET revoked_at = clock_timestamp() WHERE person_id = $1 AND revoked_at IS NULL`, [
    ada.id,
  ])
  await addPasskey(ada.id, ada.passkey)
  forgetDirectory()
})

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor(site.origin)
  expect(await visitor.signInWithPasskey(ada.passkey)).toMatchObject({ status: 200 })
  return visitor
}

const offer = z.object({ challenge_id: z.string(), options: z.looseObject({ challenge: z.string() }) })
const sessionsOf = (personId: string) =>
  db.asOwner(`SELECT * FROM sessions WHERE person_id = $1 ORDER BY created_at DESC`, [personId])
const entries = (type: string) =>
  db.asOwner(`SELECT body::jsonb AS body FROM log_entries WHERE type = $1 ORDER BY at DESC, id DESC`, [type])
const refusedSignIn = { status: 401, body: { url: expect.stringContaining('error=CredentialsSignin') } }

describe('signing in with a passkey', () => {
  it('opens a session of twelve hours whose cookie carries nothing but its id, and says so in the log', async () => {
    const visitor = await signedIn()
    expect(await visitor.get('/api/console/me')).toMatchObject({
      status: 200,
      body: { person: { id: ada.id, name: 'Ada', passkeys: 1 }, session: { method: 'passkey' } },
    })
    const [session] = await sessionsOf(ada.id)
    expect(session?.id).toMatch(/^ses_[A-Za-z0-9_-]{43}$/)
    expect(Number(session?.expires_at) - Number(session?.authenticated_at)).toBe(12 * 3_600_000)
    expect(visitor.sessionCookie()).not.toContain(String(session?.id))
    expect((await entries('identity.session.created'))[0]?.body).toMatchObject({
      actor: { kind: 'person', id: ada.id },
      facts: { method: 'passkey' },
    })
  })

  it('the cookie is out of reach of scripts and other sites', async () => {
    const visitor = new Visitor(site.origin)
    const { headers } = await visitor.signInWithPasskey(ada.passkey)
    const line = headers.getSetCookie().find((cookie) => cookie.startsWith('next-auth.session-token='))
    expect(line).toMatch(/HttpOnly/)
    expect(line).toMatch(/SameSite=Lax/)
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  it('one challenge signs in once, of 32 at the same time', async () => {
    const visitor = new Visitor(site.origin)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const assertion = JSON.stringify(ada.passkey.get({ challenge: options.challenge }))
    const before = (await sessionsOf(ada.id)).length
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => new Visitor(site.origin).signIn('passkey', { challenge_id, assertion })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(ada.id)).toHaveLength(before + 1)
  })

  it.each([
    ['without the user verified', { userVerified: false }, 'user_verification'],
    ['on another origin', { origin: 'https://evil.example' }, 'origin'],
    ['in a foreign frame', { crossOrigin: true }, 'cross_origin'],
    ['over another challenge', { challenge: randomToken() }, 'challenge'],
    [
      'for another person by its user handle',
      { userHandle: Buffer.from(newId('usr')).toString('base64url') },
      'passkey_unknown',
    ],
  ])('%s is refused and logged', async (_, dishonest, why) => {
    const visitor = new Visitor(site.origin)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const assertion = JSON.stringify(ada.passkey.get({ challenge: options.challenge, ...dishonest }))
    expect(await visitor.signIn('passkey', { challenge_id, assertion })).toMatchObject(refusedSignIn)
    expect(visitor.sessionCookie()).toBeUndefined()
    expect((await entries('identity.sign_in.refused'))[0]?.body).toMatchObject({ facts: { method: 'passkey', why } })
    // The refused answer used the challenge up.
    const honest = JSON.stringify(ada.passkey.get({ challenge: options.challenge }))
    expect(await visitor.signIn('passkey', { challenge_id, assertion: honest })).toMatchObject(refusedSignIn)
  })

  it('with a challenge that was made for an enrolment or a decision is refused', async () => {
    for (const [kind, personId, requestId] of [
      ['enrol', ada.id, null],
      ['decision', ada.id, 'req_1'],
    ]) {
      const challenge = randomToken()
      const id = newId('cha')
      await db.asOwner(
        `INSERT INTO webauthn_challenges (id, kind, challenge, person_id, request_id, statement, expires_at) VALUES ($1, $2, $3, $4, $5, '{}', clock_timestamp() + interval '1 minute')`,
        [id, kind, challenge, personId, requestId],
      )
      const visitor = new Visitor(site.origin)
      const assertion = JSON.stringify(ada.passkey.get({ challenge }))
      expect(await visitor.signIn('passkey', { challenge_id: id, assertion })).toMatchObject(refusedSignIn)
    }
  })

  it('after three minutes by the database clock is refused', async () => {
    const visitor = new Visitor(site.origin)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    await db.asOwner(`UPDATE webauthn_challenges SET expires_at = clock_timestamp() WHERE id = $1`, [challenge_id])
    const assertion = JSON.stringify(ada.passkey.get({ challenge: options.challenge }))
    expect(await visitor.signIn('passkey', { challenge_id, assertion })).toMatchObject(refusedSignIn)
  })

  it('a counter that goes back holds the passkey, once its signature is good', async () => {
    ada.passkey.counter = 40
    await signedIn()
    ada.passkey.counter = 11
    const visitor = new Visitor(site.origin)
    expect(await visitor.signInWithPasskey(ada.passkey)).toMatchObject(refusedSignIn)
    expect((await entries('identity.passkey.held'))[0]?.body).toMatchObject({
      subject: { person_id: ada.id },
      facts: { why: 'counter', counter: 12 },
    })
    // Held: the honest holder is refused too, until an administrator has looked.
    ada.passkey.counter = 100
    expect(await visitor.signInWithPasskey(ada.passkey)).toMatchObject(refusedSignIn)
  })

  it('a made-up counter under a bad signature holds nobody up', async () => {
    ada.passkey.counter = 40
    await signedIn()
    const forger = new SoftPasskey(site.origin)
    const visitor = new Visitor(site.origin)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const forged = {
      ...forger.get({ challenge: options.challenge, counter: 1 }),
      id: ada.passkey.credentialId,
      rawId: ada.passkey.credentialId,
    }
    expect(await visitor.signIn('passkey', { challenge_id, assertion: JSON.stringify(forged) })).toMatchObject(
      refusedSignIn,
    )
    await signedIn()
  })

  it('a disabled person is refused', async () => {
    await db.asOwner(`UPDATE people SET status = 'disabled' WHERE id = $1`, [ada.id])
    expect(await new Visitor(site.origin).signInWithPasskey(ada.passkey)).toMatchObject(refusedSignIn)
  })
})

describe('a session', () => {
  it('is a new one at every sign-in, and the browser’s earlier one ends (fixation)', async () => {
    const visitor = await signedIn()
    const [first] = await sessionsOf(ada.id)
    const thief = new Visitor(site.origin)
    thief.cookies.set(site.origin, new Map(visitor.cookies.get(site.origin)))
    expect(await visitor.signInWithPasskey(ada.passkey)).toMatchObject({ status: 200 })
    const [second] = await sessionsOf(ada.id)
    expect(second?.id).not.toBe(first?.id)
    expect(await visitor.get('/api/console/me')).toMatchObject({ status: 200 })
    expect(await thief.get('/api/console/me')).toMatchObject({ status: 401 })
  })

  it('that was revoked, has expired, or whose person was disabled opens nothing from that moment', async () => {
    for (const end of [
      `UPDATE sessions SET revoked_at = clock_timestamp() WHERE person_id = $1`,
      `UPDATE sessions SET expires_at = clock_timestamp() WHERE person_id = $1`,
      `UPDATE people SET status = 'disabled' WHERE id = $1`,
    ]) {
      await revive(db, 'people', ada.id)
      const visitor = await signedIn()
      expect(await visitor.get('/api/console/me')).toMatchObject({ status: 200 })
      await db.asOwner(end, [ada.id])
      expect(await visitor.get('/api/console/me')).toMatchObject({ status: 401, body: { code: 'auth.invalid' } })
    }
  })

  it('ends with sign-out: the cookie of before is worthless, and the log says who', async () => {
    const visitor = await signedIn()
    const copy = new Visitor(site.origin)
    copy.cookies.set(site.origin, new Map(visitor.cookies.get(site.origin)))
    expect(await visitor.post('/api/console/sign-out')).toMatchObject({ status: 204 })
    expect(visitor.sessionCookie()).toBeUndefined()
    expect(await copy.get('/api/console/me')).toMatchObject({ status: 401 })
    expect((await entries('identity.session.revoked'))[0]?.body).toMatchObject({
      actor: { id: ada.id },
      facts: { why: 'signed_out' },
    })
  })

  it('can be ended from another one of the same person, and by nobody else', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const list = z.object({ items: z.array(z.object({ id: z.string(), is_current: z.boolean() })) })
    const { items } = list.parse((await one.get('/api/console/sessions')).body)
    const current = list.parse((await two.get('/api/console/sessions')).body).items.find(({ is_current }) => is_current)
    expect(items.map(({ id }) => id)).toContain(current?.id)
    const eve = { id: newId('usr'), passkey: new SoftPasskey(site.origin) }
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Eve', $2)`, [eve.id, `${eve.id}@example.org`])
    await addPasskey(eve.id, eve.passkey)
    const stranger = new Visitor(site.origin)
    await stranger.signInWithPasskey(eve.passkey)
    expect(await stranger.post(`/api/console/sessions/${current?.id}/revoke`)).toMatchObject({ status: 404 })
    expect(await one.post(`/api/console/sessions/${current?.id}/revoke`)).toMatchObject({ status: 204 })
    expect(await two.get('/api/console/me')).toMatchObject({ status: 401 })
  })

  it('is not made by a cookie that we did not seal, and a machine’s credential is none', async () => {
    const forged = new Headers({ cookie: 'next-auth.session-token=eyJhbGciOiJkaXIifQ..a.b.c' })
    expect(await authenticatePerson(forged)).toMatchObject({ ok: false, refusal: { code: 'auth.invalid' } })
    expect(await authenticatePerson(new Headers())).toMatchObject({ ok: false, refusal: { code: 'auth.missing' } })
    const visitor = await signedIn()
    expect(await visitor.get('/api/console/me', { authorization: 'Bearer csk_agt_x' })).toMatchObject({
      status: 403,
      body: { code: 'auth.wrong_kind' },
    })
    expect(await new Visitor(site.origin).get('/api/console/me')).toMatchObject({
      status: 401,
      body: { code: 'auth.missing' },
    })
  })

  it('its last use is noted, at most once a minute', async () => {
    const visitor = await signedIn()
    const seen = async () => Number((await sessionsOf(ada.id))[0]?.last_seen_at)
    const first = await seen()
    await visitor.get('/api/console/me')
    expect(await seen()).toBe(first)
    await db.asOwner(`UPDATE sessions SET last_seen_at = last_seen_at - interval '2 minutes' WHERE person_id = $1`, [
      ada.id,
    ])
    await visitor.get('/api/console/me')
    expect(await seen()).toBeGreaterThanOrEqual(first)
  })
})

describe('signing in', () => {
  it('needs the form token and our own origin: a form on another site signs nobody in', async () => {
    const visitor = new Visitor(site.origin)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const fields = {
      challenge_id,
      assertion: JSON.stringify(ada.passkey.get({ challenge: options.challenge })),
      json: 'true',
    }
    await visitor.get('/api/auth/csrf')
    const senders: Record<string, string>[] = [{}, { origin: 'https://evil.example' }, { origin: 'null' }]
    for (const headers of senders) {
      const answer = await visitor.postForm('/api/auth/callback/passkey', { ...fields, csrfToken: 'guessed' }, headers)
      expect(visitor.sessionCookie()).toBeUndefined()
      expect([200, 302, 403]).toContain(answer.status)
    }
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('afterwards leads to this site only, whatever was asked: %j', async (callbackUrl) => {
    const visitor = new Visitor(site.origin)
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await visitor.get('/api/auth/csrf')).body)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const assertion = JSON.stringify(ada.passkey.get({ challenge: options.challenge }))
    const form = { challenge_id, assertion, csrfToken, callbackUrl }
    const { headers } = await visitor.postForm('/api/auth/callback/passkey', form)
    expect(headers.get('location')).toBe(`${site.origin}/`)
  })

  it('keeps a path of this site', async () => {
    const visitor = new Visitor(site.origin)
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await visitor.get('/api/auth/csrf')).body)
    const { challenge_id, options } = offer.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const assertion = JSON.stringify(ada.passkey.get({ challenge: options.challenge }))
    const { headers } = await visitor.postForm('/api/auth/callback/passkey', {
      challenge_id,
      assertion,
      csrfToken,
      callbackUrl: '/inbox/req_1?a=b',
    })
    expect(headers.get('location')).toBe(`${site.origin}/inbox/req_1?a=b`)
  })

  it('has no other routes: what next-auth could do besides answers 404', async () => {
    const visitor = await signedIn()
    for (const path of [
      'session',
      'signout',
      'verify-request',
      '_log',
      'callback/email',
      'callback/passkey',
      'signin/email',
      '',
      '../console/me',
      'csrf/x/y',
    ]) {
      expect((await visitor.get(`/api/auth/${path}`)).status, path).not.toBe(500)
    }
    for (const path of ['session', 'signout', '_log', 'callback/email', 'signin/email', 'callback/oidc']) {
      expect((await visitor.postForm(`/api/auth/${path}`, {})).status, path).toBe(404)
    }
    expect(await visitor.get('/api/console/me')).toMatchObject({ status: 200 })
  })
})

describe('demo sign-in', () => {
  it('works in the demo, on a loopback address', async () => {
    const visitor = new Visitor(site.origin)
    expect(await visitor.get('/api/console/sign-in/methods')).toMatchObject({
      body: {
        organisation: 'Example',
        passkey: true,
        demo: expect.arrayContaining([expect.objectContaining({ id: ada.id })]),
        needs_first_admin: true,
      },
    })
    expect(await visitor.signIn('demo', { person_id: ada.id })).toMatchObject({ status: 200 })
    expect(await visitor.get('/api/console/me')).toMatchObject({
      body: { person: { id: ada.id }, session: { method: 'demo' } },
    })
  })

  /** A whole demo sign-in whose request carries these headers. */
  async function demoSignInWith(headers: Record<string, string>): Promise<boolean> {
    const visitor = new Visitor(site.origin)
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await visitor.get('/api/auth/csrf')).body)
    const cookie = [...(visitor.cookies.get(site.origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await handleAuth(
      new Request(`${site.origin}/api/auth/callback/demo`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: site.origin,
          host: new URL(site.origin).host,
          cookie,
          ...headers,
        },
        body: new URLSearchParams({ person_id: ada.id, csrfToken }),
      }),
    )
    return answer.headers.getSetCookie().some((line) => /^next-auth\.session-token=./.test(line))
  }

  it('asks who calls: this machine by name gets in', async () => {
    expect(await demoSignInWith({})).toBe(true)
    expect(await demoSignInWith({ host: '127.0.0.1:3000' })).toBe(true)
  })

  it.each([
    ['another name that resolves here', { host: 'evil.example' }],
    ['a tunnel in front', { 'x-forwarded-host': 'tunnel.example' }],
    ['a name that begins like ours', { host: 'localhost.evil.example' }],
  ])('is not there under %s', async (_, headers: Record<string, string>) => {
    expect(await demoSignInWith(headers)).toBe(false)
    const methods = await signInApi.request('/sign-in/methods', { headers: { host: 'localhost', ...headers } })
    expect(await methods.json()).toMatchObject({ demo: null })
  })

  it('opens no organisation that is not the demo’s, whatever the environment says', async () => {
    await db.asOwner(`UPDATE organisations SET is_demo = false`)
    forgetDirectory()
    expect(await new Visitor(site.origin).signIn('demo', { person_id: ada.id })).toMatchObject(refusedSignIn)
    await db.asOwner(`UPDATE organisations SET is_demo = true`)
  })
})
