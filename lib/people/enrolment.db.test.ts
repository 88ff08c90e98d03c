import { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '@/e2e/support/database'
import { SoftPasskey } from '@/e2e/support/passkey'
import { useSite } from '@/e2e/support/site'
import { Visitor } from '@/e2e/support/visitor'
import { forgetDirectory } from '@/lib/directory/current'
import { handleAuth } from '@/lib/identity/next-auth'
import { newId } from '@/lib/platform/ids'
import { peopleApi, signInApi } from './routes'

const site = await useSite({ COUNTERSIGN_DEMO: '1' })
const db = await useDatabase()

beforeAll(async () => {
  const app = new Hono()
  app.all('/api/auth/*', (c) => handleAuth(c.req.raw))
  app.route('/api/console', signInApi).route('/api/console', peopleApi)
  site.serve(app.fetch)
  await db.asOwner(`INSERT INTO organisations (id, name, slug, is_demo) VALUES (1, 'Example', 'example', true)`)
})

let person: string
let visitor: Visitor

beforeEach(async () => {
  person = newId('usr')
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', $2)`, [person, `${person}@example.org`])
  forgetDirectory()
  visitor = new Visitor(site.origin)
  await visitor.signIn('demo', { person_id: person })
})

const challenge = z.object({ challenge_id: z.string(), options: z.looseObject({ challenge: z.string() }) })
const offered = challenge.extend({ step_up: challenge.nullable() })
const offer = async (by = visitor) => offered.parse((await by.post('/api/console/passkeys/options')).body)

function enrol(given: z.infer<typeof offered>, made: SoftPasskey, confirming?: object, by = visitor) {
  return by.post('/api/console/passkeys', {
    challenge_id: given.challenge_id,
    name: 'Laptop',
    attestation: made.create({ challenge: given.options.challenge, userId: Buffer.from(person).toString('base64url') }),
    ...(confirming && given.step_up
      ? { step_up: { challenge_id: given.step_up.challenge_id, assertion: confirming } }
      : {}),
  })
}

async function withFirstPasskey(): Promise<SoftPasskey> {
  const passkey = new SoftPasskey(site.origin)
  expect(await enrol(await offer(), passkey)).toMatchObject({ status: 201 })
  return passkey
}

const stepUpRequired = { status: 403, body: { code: 'auth.step_up_required' } }
const refused = (why: string) => ({ status: 403, body: { code: 'passkey.refused', why } })
const passkeys = () =>
  db.asOwner(`SELECT * FROM passkeys WHERE person_id = $1 AND revoked_at IS NULL ORDER BY created_at`, [person])

describe('the first passkey', () => {
  it('is made in a fresh session, works for signing in, and is in the log', async () => {
    const passkey = await withFirstPasskey()
    expect(await new Visitor(site.origin).signInWithPasskey(passkey)).toMatchObject({ status: 200 })
    const [entry] = await db.asOwner(
      `SELECT body::jsonb AS body FROM log_entries WHERE type = 'identity.passkey.enrolled' ORDER BY at DESC LIMIT 1`,
    )
    expect(entry?.body).toMatchObject({ actor: { id: person }, facts: { confirmed_by_passkey: false } })
    expect(await visitor.get('/api/console/passkeys')).toMatchObject({
      body: { items: [{ name: 'Laptop', backed_up: false }] },
    })
  })

  it('asks for a discoverable passkey and for the user to be verified, under an opaque handle', async () => {
    expect((await offer()).options).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: Buffer.from(person).toString('base64url') },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })

  it('is not made in a session that is older than ten minutes', async () => {
    const given = await offer()
    await db.asOwner(
      `UPDATE sessions SET authenticated_at = authenticated_at - interval '10 minutes' WHERE person_id = $1`,
      [person],
    )
    expect(await visitor.post('/api/console/passkeys/options')).toMatchObject(stepUpRequired)
    expect(await enrol(given, new SoftPasskey(site.origin))).toMatchObject(stepUpRequired)
    expect(await passkeys()).toHaveLength(0)
  })

  it('is not made in a session that was revoked meanwhile', async () => {
    const given = await offer()
    await db.asOwner(`UPDATE sessions SET revoked_at = clock_timestamp() WHERE person_id = $1`, [person])
    expect(await enrol(given, new SoftPasskey(site.origin))).toMatchObject({ status: 401 })
  })

  it('is made once: of two answers to one challenge at the same time one is stored', async () => {
    const given = await offer()
    const answers = await Promise.all(Array.from({ length: 8 }, () => enrol(given, new SoftPasskey(site.origin))))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await passkeys()).toHaveLength(1)
  })

  it.each([
    ['without the user verified', { userVerified: false }, 'user_verification'],
    ['on another origin', { origin: 'https://evil.example' }, 'origin'],
    ['in a foreign frame', { crossOrigin: true }, 'cross_origin'],
  ])('made %s is refused', async (_, dishonest, why) => {
    const given = await offer()
    const attestation = new SoftPasskey(site.origin).create({ challenge: given.options.challenge, ...dishonest })
    const answer = await visitor.post('/api/console/passkeys', {
      challenge_id: given.challenge_id,
      name: 'x',
      attestation,
    })
    expect(answer).toMatchObject(refused(why))
  })

  it('with the challenge of someone else’s enrolment is refused', async () => {
    const given = await offer()
    const other = newId('usr')
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Eve', $2)`, [other, `${other}@example.org`])
    const eve = new Visitor(site.origin)
    await eve.signIn('demo', { person_id: other })
    expect(await enrol(given, new SoftPasskey(site.origin), undefined, eve)).toMatchObject(refused('challenge_unknown'))
  })
})

describe('another passkey', () => {
  it('is made only when one that the person has confirms', async () => {
    const first = await withFirstPasskey()
    const given = await offer()
    expect(given.step_up).not.toBeNull()
    const confirming = first.get({ challenge: given.step_up?.options.challenge ?? '' })
    expect(await enrol(given, new SoftPasskey(site.origin), confirming)).toMatchObject({ status: 201 })
    expect(await passkeys()).toHaveLength(2)
  })

  it('is not made by a session alone, however fresh: a stolen session enrols nothing', async () => {
    await withFirstPasskey()
    expect(await enrol(await offer(), new SoftPasskey(site.origin))).toMatchObject(stepUpRequired)
    expect(await passkeys()).toHaveLength(1)
  })

  it('is not made with the new passkey confirming itself', async () => {
    await withFirstPasskey()
    const given = await offer()
    const thief = new SoftPasskey(site.origin)
    const confirming = thief.get({ challenge: given.step_up?.options.challenge ?? '' })
    expect(await enrol(given, thief, confirming)).toMatchObject(refused('passkey_unknown'))
  })

  it('is not made with the confirmation of another enrolment, of a sign-in, or without the user verified', async () => {
    const first = await withFirstPasskey()
    const [one, two] = [await offer(), await offer()]
    const forOne = first.get({ challenge: one.step_up?.options.challenge ?? '' })
    const mixed = { ...two, step_up: one.step_up }
    expect(await enrol(mixed, new SoftPasskey(site.origin), forOne)).toMatchObject(refused('challenge'))

    const signIn = challenge.parse((await visitor.post('/api/console/sign-in/passkey/options')).body)
    const signed = first.get({ challenge: signIn.options.challenge })
    expect(await enrol({ ...(await offer()), step_up: signIn }, new SoftPasskey(site.origin), signed)).toMatchObject(
      refused('challenge_unknown'),
    )

    const given = await offer()
    const unverified = first.get({ challenge: given.step_up?.options.challenge ?? '', userVerified: false })
    expect(await enrol(given, new SoftPasskey(site.origin), unverified)).toMatchObject(refused('user_verification'))
    expect(await passkeys()).toHaveLength(1)
  })

  it('that is known already, whosever it is, is refused', async () => {
    const first = await withFirstPasskey()
    const given = await offer()
    const confirming = first.get({ challenge: given.step_up?.options.challenge ?? '' })
    expect(await enrol(given, first, confirming)).toMatchObject(refused('passkey_known'))
  })
})

describe('removing a passkey', () => {
  it('never removes the last one, also not two of two at the same time', async () => {
    const first = await withFirstPasskey()
    const [only] = await passkeys()
    expect(await visitor.post(`/api/console/passkeys/${only?.id}/revoke`)).toMatchObject(refused('last'))
    const given = await offer()
    await enrol(given, new SoftPasskey(site.origin), first.get({ challenge: given.step_up?.options.challenge ?? '' }))
    const both = await passkeys()
    const answers = await Promise.all(both.map(({ id }) => visitor.post(`/api/console/passkeys/${id}/revoke`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403])
    expect(await passkeys()).toHaveLength(1)
  })

  it('leaves no way round: whose only passkey was held gets no new one by a session', async () => {
    await withFirstPasskey()
    await db.asOwner(
      `UPDATE passkeys SET revoked_at = clock_timestamp(), revoked_why = 'counter' WHERE person_id = $1`,
      [person],
    )
    expect(await visitor.post('/api/console/passkeys/options')).toMatchObject(stepUpRequired)
  })

  it('of someone else is refused as if it were not there', async () => {
    await withFirstPasskey()
    const [mine] = await passkeys()
    const other = newId('usr')
    await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Eve', $2)`, [other, `${other}@example.org`])
    const eve = new Visitor(site.origin)
    await eve.signIn('demo', { person_id: other })
    expect(await eve.post(`/api/console/passkeys/${mine?.id}/revoke`)).toMatchObject({ status: 404 })
  })
})
