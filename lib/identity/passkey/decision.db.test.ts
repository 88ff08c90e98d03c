import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { SoftPasskey } from '@/e2e/support/passkey'
import { useSite } from '@/e2e/support/site'
import { newId, randomToken } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { createDecisionChallenge, verifyDecisionAssertion } from './decision'
import { insertChallenge } from './store'

const site = await useSite()
const db = await useDatabase()

const request = newId('req')
let person: string
let other: string
let passkey: SoftPasskey
let othersPasskey: SoftPasskey

async function addPerson(held: SoftPasskey | null): Promise<string> {
  const id = newId('usr')
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', $2)`, [id, `${id}@example.org`])
  if (held) {
    await db.asOwner(
      `INSERT INTO passkeys (id, person_id, credential_id, public_key, transports, name) VALUES ($1, $2, $3, $4, '{usb}', 'Key')`,
      [newId('pky'), id, held.credentialId, Buffer.from(held.publicKey)],
    )
  }
  return id
}

beforeAll(() => site.serve(() => new Response(null, { status: 404 })))
beforeEach(async () => {
  passkey = new SoftPasskey(site.origin)
  othersPasskey = new SoftPasskey(site.origin)
  person = await addPerson(passkey)
  other = await addPerson(othersPasskey)
})

/** What core computes from the statement; here any 32 bytes, because the binding is to the value. */
async function challenged(to = { personId: person, requestId: request }) {
  const challenge = randomToken(32)
  const made = await inTransaction((tx) =>
    createDecisionChallenge(tx, { ...to, statement: { verb: 'approve', nonce: 'n' }, challenge }),
  )
  if (!made.ok) throw new Error(made.refusal.code)
  return { ...made.value, challenge }
}

interface Change {
  challengeId?: string
  assertion?: unknown
  personId?: string
  requestId?: string
  expectedChallenge?: string
}

function verify(given: { challengeId: string; challenge: string }, change: Change = {}) {
  const honest = {
    challengeId: given.challengeId,
    personId: person,
    requestId: request,
    expectedChallenge: given.challenge,
  }
  const assertion = change.assertion ?? passkey.get({ challenge: given.challenge })
  return inTransaction((tx) => verifyDecisionAssertion(tx, { ...honest, assertion, ...change }))
}

const refused = (why: string) => ({ ok: false, refusal: { code: 'decision.passkey_refused', why } })

describe('a decision’s signature', () => {
  it('by the person’s own passkey over this very challenge is accepted, with all that is needed to check it again', async () => {
    const given = await challenged()
    expect(given.options).toMatchObject({
      challenge: given.challenge,
      rpId: 'localhost',
      userVerification: 'required',
      allowCredentials: [{ id: passkey.credentialId, transports: ['usb'] }],
    })
    const proof = await verify(given)
    expect(proof).toMatchObject({
      ok: true,
      value: {
        passkeyId: expect.stringMatching(/^pky_/),
        statement: { verb: 'approve', nonce: 'n' },
        evidence: {
          credential_id: passkey.credentialId,
          public_key: Buffer.from(passkey.publicKey).toString('base64url'),
          rp_id: 'localhost',
          origin: site.origin,
        },
      },
    })
  })

  it('counts once: of 32 answers to one challenge at the same time one is accepted', async () => {
    const given = await challenged()
    const assertion = passkey.get({ challenge: given.challenge })
    const answers = await Promise.all(Array.from({ length: 32 }, () => verify(given, { assertion })))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 31 }, () => refused('challenge_unknown')))
  })

  it('made for one request does not count for another, nor for another person', async () => {
    const given = await challenged()
    expect(await verify(given, { requestId: newId('req') })).toEqual(refused('challenge_unknown'))
    const assertion = othersPasskey.get({ challenge: given.challenge })
    expect(await verify(given, { personId: other, assertion })).toEqual(refused('challenge_unknown'))
    // Nothing of that used it up for the one it was made for.
    expect(await verify(given)).toMatchObject({ ok: true })
  })

  it('by somebody else’s passkey is refused', async () => {
    const given = await challenged()
    expect(await verify(given, { assertion: othersPasskey.get({ challenge: given.challenge }) })).toEqual(
      refused('passkey_unknown'),
    )
  })

  it('over what was shown does not count for what is decided now, when that differs', async () => {
    const given = await challenged()
    expect(await verify(given, { expectedChallenge: randomToken(32) })).toEqual(refused('challenge'))
  })

  it('over another challenge than the stored one is refused', async () => {
    const given = await challenged()
    expect(await verify(given, { assertion: passkey.get({ challenge: randomToken(32) }) })).toEqual(
      refused('challenge'),
    )
  })

  it.each(['sign_in', 'enrol'] as const)('made with a challenge for %s counts for no decision', async (kind) => {
    const challenge = randomToken(32)
    for (const owner of [
      { kind, personId: null, requestId: null },
      { kind, personId: person, requestId: request },
    ] as const) {
      const { id } = await inTransaction((tx) =>
        insertChallenge(tx, owner, `${challenge}${owner.personId ?? ''}`.slice(-43)),
      )
      const stored = `${challenge}${owner.personId ?? ''}`.slice(-43)
      expect(await verify({ challengeId: id, challenge: stored })).toEqual(refused('challenge_unknown'))
    }
  })

  it.each([
    ['without the user verified', { userVerified: false }, 'user_verification'],
    ['on another origin', { origin: 'https://evil.example' }, 'origin'],
    ['in a foreign frame', { crossOrigin: true, topOrigin: 'https://evil.example' }, 'cross_origin'],
    ['for another relying party', { rpId: 'evil.example' }, 'rp_id'],
  ])('made %s is refused, and the challenge is used up', async (_, dishonest, why) => {
    const given = await challenged()
    expect(await verify(given, { assertion: passkey.get({ challenge: given.challenge, ...dishonest }) })).toEqual(
      refused(why),
    )
    expect(await verify(given)).toEqual(refused('challenge_unknown'))
  })

  it('whose counter went back is refused, logged with its request, and the passkey is held for everything after', async () => {
    passkey.counter = 9
    expect(await verify(await challenged())).toMatchObject({ ok: true })
    const given = await challenged()
    expect(await verify(given, { assertion: passkey.get({ challenge: given.challenge, counter: 10 }) })).toEqual(
      refused('counter'),
    )
    const [row] = await db.asOwner(`SELECT revoked_at, revoked_why FROM passkeys WHERE person_id = $1`, [person])
    expect(row).toMatchObject({ revoked_at: expect.any(Date), revoked_why: 'counter' })
    const [entry] = await db.asOwner(
      `SELECT request_id, body::jsonb AS body FROM log_entries WHERE type = 'identity.passkey.held' ORDER BY at DESC LIMIT 1`,
    )
    expect(entry).toMatchObject({
      request_id: request,
      body: { subject: { person_id: person }, facts: { why: 'counter', counter: 10 } },
    })
    const next = await inTransaction((tx) =>
      createDecisionChallenge(tx, { personId: person, requestId: request, statement: {}, challenge: randomToken(32) }),
    )
    expect(next).toEqual({ ok: false, refusal: { code: 'decision.not_eligible', why: 'no_passkey' } })
  })

  it('of an authenticator that has no counter is accepted again and again', async () => {
    for (let i = 0; i < 3; i++) {
      const given = await challenged()
      expect(await verify(given, { assertion: passkey.get({ challenge: given.challenge, counter: 0 }) })).toMatchObject(
        { ok: true },
      )
    }
  })

  it('in a form that nobody knows is refused and never throws', async () => {
    const given = await challenged()
    for (const assertion of [
      null,
      'x',
      1,
      [],
      {},
      { id: 'a' },
      { ...passkey.get({ challenge: given.challenge }), rawId: 'other' },
    ]) {
      expect(await verify(given, { assertion })).toMatchObject({ ok: false })
    }
  })

  it('is asked of nobody without a passkey', async () => {
    const without = await addPerson(null)
    const made = await inTransaction((tx) =>
      createDecisionChallenge(tx, { personId: without, requestId: request, statement: {}, challenge: randomToken(32) }),
    )
    expect(made).toEqual({ ok: false, refusal: { code: 'decision.not_eligible', why: 'no_passkey' } })
  })
})
