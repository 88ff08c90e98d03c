import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { look, pending } from '@/e2e/support/machines'
import { SoftPasskey } from '@/e2e/support/passkey'
import {
  approve,
  challenged,
  decide,
  denial,
  plainApproval,
  post,
  refusal,
  registerPasskey,
  type Shown,
  signedApproval,
  signers,
} from '@/e2e/support/people'
import { countOf, entriesOf } from '@/e2e/support/rows'
import { decisionChallenge, reasonDigest, type Statement } from '@/lib/core/decision/statement'
import { createDecisionChallenge } from '@/lib/identity/passkey/decision'
import { inTransaction } from '@/lib/platform/transaction'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom] = await signers(world, 'mei', 'tom')
const signed = () => pending(world, amounts.signed)
const refusedFor = (why: string) => ({ status: 403, code: 'decision.passkey_refused', why })
const decisionsOn = (id: string) => countOf(db, 'SELECT count(*) FROM decisions WHERE request_id = $1', [id])

/** Nothing of a refused approval is left: no decision, no grant, still pending. */
async function expectUntouched(request: Shown) {
  expect([(await look(world, request.id)).status, await decisionsOn(request.id)]).toEqual(['pending', 0])
}

describe('an approval is signed', () => {
  test('with the person’s own passkey over exactly this, and then it counts', async () => {
    const request = await signed()
    expect((await approve(mei, request)).status).toBe(200)
    const after = await look(world, request.id)
    expect([after.status, after.grant?.status]).toEqual(['approved', 'issued'])
    expect(await entriesOf(db, request.id)).toEqual([
      'request.submitted',
      'decision.recorded',
      'request.approved',
      'grant.issued',
    ])
  })

  test('or it is refused where the rule demands a signature', async () => {
    const request = await signed()
    expect(await refusal(await decide(mei, request, plainApproval(request)))).toEqual({
      status: 403,
      code: 'decision.passkey_required',
    })
    await expectUntouched(request)
  })

  test('and a denial needs none: the safe direction is the cheapest', async () => {
    const request = await signed()
    expect((await decide(mei, request, denial(request))).status).toBe(200)
    expect((await look(world, request.id)).status).toBe('denied')
  })

  test('with a reason of at least ten characters', async () => {
    const request = await signed()
    const short = { ...plainApproval(request), reason: 'ok' }
    expect(
      await refusal(
        await post(mei, `/requests/${request.id}/decisions/challenge`, {
          verb: 'approve',
          presentation_digest: request.presentationDigest,
          reason: 'ok',
        }),
      ),
    ).toMatchObject({ code: 'decision.reason_required' })
    expect(await refusal(await decide(mei, request, short))).toMatchObject({ code: 'decision.reason_required' })
  })
})

describe('a signature over something else is refused (ATTACKS 17)', () => {
  test('over a challenge of the signer’s own making', async () => {
    const request = await signed()
    const body = await signedApproval(mei, request, { challenge: randomBytes(32).toString('base64url') })
    expect(await refusal(await decide(mei, request, body))).toEqual(refusedFor('challenge'))
    await expectUntouched(request)
  })

  test.each([
    ['another reason', { reason: 'Something that was never signed.' }],
    ['another lifetime of the grant', { grant_ttl_seconds: 60 }],
  ])('with %s than the one that was signed', async (_, change) => {
    const request = await signed()
    const body = { ...(await signedApproval(mei, request)), ...change }
    expect(await refusal(await decide(mei, request, body))).toEqual(refusedFor('challenge'))
    await expectUntouched(request)
  })

  test('a refused answer uses the challenge up: the honest one comes too late', async () => {
    const request = await signed()
    const { challengeId, challenge } = await challenged(mei, request)
    const honest = { ...plainApproval(request), challenge_id: challengeId, assertion: mei.passkey.get({ challenge }) }
    const forged = { ...honest, assertion: mei.passkey.get({ challenge: randomBytes(32).toString('base64url') }) }
    expect(await refusal(await decide(mei, request, forged))).toEqual(refusedFor('challenge'))
    expect(await refusal(await decide(mei, request, honest))).toEqual(refusedFor('challenge_unknown'))
    await expectUntouched(request)
  })

  test('of another person, by their passkey or by their challenge', async () => {
    const request = await signed()
    const theirs = await challenged(tom, request)
    const mine = await challenged(mei, request)
    const stolenChallenge = {
      ...plainApproval(request),
      challenge_id: theirs.challengeId,
      assertion: mei.passkey.get({ challenge: theirs.challenge }),
    }
    expect(await refusal(await decide(mei, request, stolenChallenge))).toEqual(refusedFor('challenge_unknown'))
    const stolenSignature = {
      ...plainApproval(request),
      challenge_id: mine.challengeId,
      assertion: tom.passkey.get({ challenge: mine.challenge }),
    }
    expect(await refusal(await decide(mei, request, stolenSignature))).toEqual(refusedFor('passkey_unknown'))
    await expectUntouched(request)
  })

  test('from a passkey that was revoked after the challenge was given', async () => {
    const request = await signed()
    const old = new SoftPasskey('http://localhost:3000')
    const oldId = await registerPasskey(world, tom.id, old)
    const body = await signedApproval({ ...tom, passkey: old }, request)
    await db.asOwner(`UPDATE passkeys SET revoked_at = now() WHERE id = $1`, [oldId])
    expect(await refusal(await decide(tom, request, body))).toEqual(refusedFor('passkey_unknown'))
    await expectUntouched(request)
  })
})

test('an assertion made for signing in approves nothing (ATTACKS 18)', async () => {
  const request = await signed()
  const { challenge_id, options } = await (await post({ cookie: '' }, '/sign-in/passkey/options', {})).json()
  const body = { ...plainApproval(request), challenge_id, assertion: mei.passkey.get({ challenge: options.challenge }) }
  expect(await refusal(await decide(mei, request, body))).toEqual(refusedFor('challenge_unknown'))
  await expectUntouched(request)
})

describe('a signature for one verb is none for another (ATTACKS 19)', () => {
  test('a signed denial is no approval, even when it names this request, this digest and this person', async () => {
    const request = await signed()
    const row = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
    const approval = plainApproval(request)
    const statement: Statement = {
      v: 2,
      request_id: request.id,
      digest: row.digest,
      presentation_digest: row.presentationDigest,
      verb: 'deny',
      approver: mei.id,
      reason_digest: reasonDigest(approval.reason),
      grant_ttl_seconds: null,
      attested: [],
      answers_digest: null,
      nonce: randomBytes(16).toString('base64url'),
    }
    const challenge = decisionChallenge(statement)
    const made = await inTransaction((tx) =>
      createDecisionChallenge(tx, { personId: mei.id, requestId: request.id, statement, challenge }),
    )
    if (!made.ok) throw new Error(made.refusal.code)
    const body = { ...approval, challenge_id: made.value.challengeId, assertion: mei.passkey.get({ challenge }) }
    expect(await refusal(await decide(mei, request, body))).toEqual(refusedFor('challenge'))
    await expectUntouched(request)
  })

  test('no challenge is given for a denial, and none is taken with one', async () => {
    const request = await signed()
    const ask = { verb: 'deny', presentation_digest: request.presentationDigest, reason: 'Not this one.' }
    expect((await post(mei, `/requests/${request.id}/decisions/challenge`, ask)).status).toBe(400)
    const { challenge_id, assertion } = await signedApproval(mei, request)
    expect((await decide(mei, request, { ...denial(request), challenge_id, assertion })).status).toBe(400)
    await expectUntouched(request)
  })
})

describe('a signature counts once (ATTACKS 20)', () => {
  test('of 32 at once with one assertion one is recorded', async () => {
    const request = await pending(world, amounts.two)
    const body = await signedApproval(mei, request)
    const answers = await Promise.all(Array.from({ length: 32 }, () => decide(mei, request, body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await decisionsOn(request.id)).toBe(1)
    expect((await look(world, request.id)).progress).toEqual({ needed: 2, given: 1 })
  })

  test('and never for another request, in parallel with its own or after it', async () => {
    const [one, other] = [await signed(), await signed()]
    const body = await signedApproval(mei, one)
    const elsewhere = { ...body, presentation_digest: other.presentationDigest }
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? decide(mei, one, body) : decide(mei, other, elsewhere))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await decisionsOn(one.id)).toBe(1)
    expect(await refusal(await decide(mei, other, elsewhere))).toEqual(refusedFor('challenge_unknown'))
    await expectUntouched(other)
  })

  test('nor after its three minutes', async () => {
    const request = await signed()
    const body = await signedApproval(mei, request)
    await db.asOwner(
      `UPDATE webauthn_challenges SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [body.challenge_id],
    )
    expect(await refusal(await decide(mei, request, body))).toEqual(refusedFor('challenge_unknown'))
    await expectUntouched(request)
  })
})

describe('the device must have', () => {
  test.each([
    ['verified its user (ATTACKS 21)', { userVerified: false }, 'user_verification'],
    ['felt its user (ATTACKS 21)', { userPresent: false }, 'user_verification'],
    ['been asked by our own page, not one that frames it (ATTACKS 22)', { crossOrigin: true }, 'cross_origin'],
    [
      'been asked at the top, whatever crossOrigin says (ATTACKS 22)',
      { topOrigin: 'https://evil.example' },
      'cross_origin',
    ],
    ['been asked by our origin (ATTACKS 23)', { origin: 'http://evil.localhost:3000' }, 'origin'],
    ['been asked on our port (ATTACKS 23)', { origin: 'http://localhost:3001' }, 'origin'],
    ['been asked for our relying party (ATTACKS 23)', { rpId: 'evil.localhost' }, 'rp_id'],
    ['signed a use and no creation', { type: 'webauthn.create' }, 'ceremony'],
  ])('%s', async (_, ceremony, why) => {
    const request = await signed()
    expect(await refusal(await decide(mei, request, await signedApproval(mei, request, ceremony)))).toEqual(
      refusedFor(why),
    )
    await expectUntouched(request)
  })

  test('not gone back in its counter: the passkey is held, logged, and approves nothing more (ATTACKS 24)', async () => {
    const copied = new SoftPasskey('http://localhost:3000')
    const copiedId = await registerPasskey(world, mei.id, copied)
    const owner = { ...mei, passkey: copied }
    const [first, second, third] = [await signed(), await signed(), await signed()]
    expect((await decide(owner, first, await signedApproval(owner, first, { counter: 7 }))).status).toBe(200)
    expect(await refusal(await decide(owner, second, await signedApproval(owner, second, { counter: 7 })))).toEqual(
      refusedFor('counter'),
    )
    expect(await entriesOf(db, second.id)).toContain('identity.passkey.held')
    const [row] = await db.asOwner('SELECT revoked_why FROM passkeys WHERE id = $1', [copiedId])
    expect(row).toEqual({ revoked_why: 'counter' })
    expect(await refusal(await decide(owner, third, await signedApproval(owner, third, { counter: 9 })))).toEqual(
      refusedFor('passkey_unknown'),
    )
    await expectUntouched(second)
    await expectUntouched(third)
  })
})

test('a page that shows something else than what is pending decides nothing (ATTACKS 16, 25)', async () => {
  const [request, other] = [await signed(), await signed()]
  const swapped = { ...plainApproval(other) }
  expect(await refusal(await decide(mei, request, swapped))).toMatchObject({ status: 409, code: 'decision.stale' })
  await expectUntouched(request)
})
