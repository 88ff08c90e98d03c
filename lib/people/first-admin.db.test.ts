import { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '@/e2e/support/database'
import { SoftPasskey } from '@/e2e/support/passkey'
import { useSite } from '@/e2e/support/site'
import { Visitor } from '@/e2e/support/visitor'
import type { PersonActor } from '@/lib/core/actor'
import { forgetDirectory } from '@/lib/directory/current'
import { handleAuth } from '@/lib/identity/next-auth'
import { newId, randomToken } from '@/lib/platform/ids'
import { invitePerson } from './invite-person'
import { ensureFirstAdminLink } from './offer-first-admin'
import { peopleApi, signInApi } from './routes'

const site = await useSite()
const db = await useDatabase()

beforeAll(() => {
  const app = new Hono()
  app.all('/api/auth/*', (c) => handleAuth(c.req.raw))
  app.route('/api/console', signInApi).route('/api/console', peopleApi)
  site.serve(app.fetch)
})

beforeEach(async () => {
  await db.asOwner(`DELETE FROM person_roles`)
  forgetDirectory()
})

const visitor = new Visitor(site.origin)
const offered = z.looseObject({
  challenge_id: z.string(),
  kind: z.string(),
  options: z.looseObject({ challenge: z.string() }),
})

/** The token behind the `#` of a link. */
function tokenOf(link: string | null): string {
  const url = new URL(link ?? 'none:')
  expect(url.origin + url.pathname).toBe(`${site.origin}/welcome`)
  expect(url.search).toBe('')
  return new URLSearchParams(url.hash.slice(1)).get('token') ?? ''
}

const who = (email = `${newId('usr')}@example.org`) => ({ name: 'Grace', email, organisation: 'Example Ltd' })
const begin = async (token: string, person: object = who()) =>
  offered.parse((await visitor.post('/api/console/welcome/options', { token, ...person })).body)

function accept(token: string, given: z.infer<typeof offered>, passkey = new SoftPasskey(site.origin)) {
  const attestation = passkey.create({ challenge: given.options.challenge })
  return visitor.post('/api/console/welcome', {
    token,
    challenge_id: given.challenge_id,
    attestation,
    passkey_name: 'Key',
  })
}

const unusable = { status: 410, body: { code: 'link.unusable' } }
const admins = async () => (await db.asOwner(`SELECT person_id FROM person_roles WHERE role = 'admin'`)).length

describe('the first administrator', () => {
  it('is made by the link that the server prints: a person, a passkey, the organisation’s name, all in the log', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    expect(await visitor.get('/api/console/sign-in/methods')).toMatchObject({ body: { needs_first_admin: true } })
    const passkey = new SoftPasskey(site.origin)
    const accepted = await accept(token, await begin(token), passkey)
    expect(accepted).toMatchObject({ status: 201, body: { person: { id: expect.stringMatching(/^usr_/) } } })
    forgetDirectory()
    const admin = new Visitor(site.origin)
    expect(await admin.signInWithPasskey(passkey)).toMatchObject({ status: 200 })
    expect(await admin.get('/api/console/me')).toMatchObject({
      body: {
        person: { name: 'Grace', roles: ['admin'], passkeys: 1 },
        organisation: { name: 'Example Ltd', is_demo: false },
      },
    })
    expect(await ensureFirstAdminLink()).toBeNull()
    const types = (await db.asOwner(`SELECT type FROM log_entries`)).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['setup.first_admin', 'identity.passkey.enrolled']))
  })

  it('leaves neither the secret nor a name or address in the database’s tables of proof', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    await accept(token, await begin(token, who('secret-address@example.org')))
    const [{ text } = {}] = await db.asOwner(
      `SELECT (SELECT string_agg(i::text, '') FROM invitations i) || (SELECT string_agg(l::text, '') FROM log_entries l) AS text`,
    )
    expect(text).not.toContain(token)
    expect(text).not.toContain('secret-address')
  })

  it('is one: of eight who use one link at the same time one becomes it', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    const begun = await Promise.all(Array.from({ length: 8 }, () => begin(token)))
    const answers = await Promise.all(begun.map((given) => accept(token, given)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 410)])
    expect(await admins()).toBe(1)
  })

  it('is one: of two who use two links at the same time one becomes it', async () => {
    const tokens = [tokenOf(await ensureFirstAdminLink()), tokenOf(await ensureFirstAdminLink())]
    const begun = await Promise.all(tokens.map((token) => begin(token)))
    const answers = await Promise.all(begun.map((given, i) => accept(tokens[i] ?? '', given)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
    expect(await admins()).toBe(1)
  })

  it('is made by no link that was used, is older than a day, or is made up', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    expect(await accept(token, await begin(token))).toMatchObject({ status: 201 })
    expect(await visitor.post('/api/console/welcome/options', { token, ...who() })).toMatchObject(unusable)
    await db.asOwner(`DELETE FROM person_roles`)
    expect(await visitor.post('/api/console/welcome/options', { token, ...who() })).toMatchObject(unusable)
    const old = tokenOf(await ensureFirstAdminLink())
    const given = await begin(old)
    await db.asOwner(`UPDATE invitations SET expires_at = clock_timestamp() WHERE accepted_at IS NULL`)
    expect(await accept(old, given)).toMatchObject(unusable)
    expect(await visitor.post('/api/console/welcome/options', { token: 'made-up', ...who() })).toMatchObject(unusable)
    expect(await admins()).toBe(0)
  })

  it('a refused passkey does not use the link up', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    const given = await begin(token)
    const attestation = new SoftPasskey(site.origin).create({ challenge: given.options.challenge, userVerified: false })
    const answer = await visitor.post('/api/console/welcome', {
      token,
      challenge_id: given.challenge_id,
      attestation,
      passkey_name: 'Key',
    })
    expect(answer).toMatchObject({ status: 403, body: { code: 'passkey.refused', why: 'user_verification' } })
    expect(await accept(token, await begin(token))).toMatchObject({ status: 201 })
  })

  it('must say who they are, and cannot take the address of somebody', async () => {
    const token = tokenOf(await ensureFirstAdminLink())
    expect(await visitor.post('/api/console/welcome/options', { token })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/name' }, { pointer: '/email' }, { pointer: '/organisation' }] },
    })
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', 'taken@example.org')`, [newId('usr')])
    expect(await visitor.post('/api/console/welcome/options', { token, ...who('Taken@Example.org') })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/email' }] },
    })
  })

  it('an enrolment challenge of one link does not fit another', async () => {
    const [one, two] = [tokenOf(await ensureFirstAdminLink()), tokenOf(await ensureFirstAdminLink())]
    expect(await accept(two, await begin(one))).toMatchObject(unusable)
  })
})

describe('an invitation', () => {
  async function administrator(): Promise<PersonActor> {
    const id = newId('usr')
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Admin', $2)`, [id, `${id}@example.org`])
    await db.asOwner(`INSERT INTO person_roles (person_id, role) VALUES ($1, 'admin')`, [id])
    const sessionId = `ses_${randomToken(32)}`
    await db.asOwner(
      `INSERT INTO sessions (id, person_id, method, authenticated_at, last_seen_at, expires_at) VALUES ($1, $2, 'passkey', now(), now(), now() + interval '1 hour')`,
      [sessionId, id],
    )
    return { kind: 'person', id, name: 'Admin', sessionId, method: 'passkey', authenticatedAt: new Date() }
  }

  it('by an administrator adds a person, who makes a passkey by the link, once, and has no role from it', async () => {
    const actor = await administrator()
    const invited = await invitePerson({ actor }, { name: 'Bob', email: `${newId('usr')}@example.org`, title: '' })
    if (!invited.ok) throw new Error(invited.refusal.code)
    const token = tokenOf(invited.value.link)
    const given = await begin(token, {})
    expect(given).toMatchObject({ kind: 'enrol', name: 'Bob' })
    const passkey = new SoftPasskey(site.origin)
    expect(await accept(token, given, passkey)).toMatchObject({
      status: 201,
      body: { person: { id: invited.value.personId } },
    })
    forgetDirectory()
    const bob = new Visitor(site.origin)
    await bob.signInWithPasskey(passkey)
    expect(await bob.get('/api/console/me')).toMatchObject({ body: { person: { name: 'Bob', roles: [] } } })
    expect(await visitor.post('/api/console/welcome/options', { token })).toMatchObject(unusable)
  })

  it('is not to be had for a person who has a passkey: nobody is made a key to someone else’s consents', async () => {
    const actor = await administrator()
    const invited = await invitePerson({ actor }, { name: 'Bob', email: `${newId('usr')}@example.org`, title: '' })
    if (!invited.ok) throw new Error(invited.refusal.code)
    const { personId, link } = invited.value
    const waiting = await begin(tokenOf(link), {})
    const again = await invitePerson({ actor }, { personId })
    if (!again.ok) throw new Error(again.refusal.code)
    // The newest link counts; the older one ended with it.
    expect(await accept(tokenOf(link), waiting)).toMatchObject(unusable)
    const token = tokenOf(again.value.link)
    expect(await accept(token, await begin(token, {}))).toMatchObject({ status: 201 })
    expect(await invitePerson({ actor }, { personId })).toMatchObject({
      ok: false,
      refusal: { code: 'passkey.refused' },
    })
  })

  it('is refused to everybody who is not an administrator now', async () => {
    const actor = await administrator()
    await db.asOwner(`DELETE FROM person_roles`)
    expect(await invitePerson({ actor }, { personId: actor.id })).toMatchObject({
      ok: false,
      refusal: { code: 'auth.forbidden' },
    })
  })
})
