import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { ask, grantedBy, look, pending, redeem } from '@/e2e/support/machines'
import { SoftPasskey } from '@/e2e/support/passkey'
import {
  actorOf,
  approve,
  challenged,
  decide,
  denial,
  get,
  plainApproval,
  post,
  refusal,
  registerPasskey,
  type Shown,
  shown,
  signedApproval,
  signers,
} from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, idOfSlug, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { recordDecision } from '@/lib/decisions/record-decision'
import { decisionBody } from '@/lib/decisions/schema'
import { revokeSession } from '@/lib/people/revoke-session'
import { newId } from '@/lib/platform/ids'
import { expireRequests } from '@/lib/requests/expire-requests'
import { signIn, useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, rotimi, noor, hugo, nadia, elif] = await signers(
  world,
  'mei',
  'tom',
  'jonas',
  'ana',
  'rotimi',
  'noor',
  'hugo',
  'nadia',
  'elif',
)
const leads = await idOfSlug(db, 'teams', 'payments-leads')
const join = (personId: string, team = leads) =>
  db.asOwner('INSERT INTO team_members (team_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [team, personId])
const leave = (personId: string, team = leads) =>
  db.asOwner('DELETE FROM team_members WHERE team_id = $1 AND person_id = $2', [team, personId])
const setStatus = (personId: string, status: string) =>
  db.asOwner('UPDATE people SET status = $2 WHERE id = $1', [personId, status])
const decisionsOn = (id: string) => countOf(db, 'SELECT count(*) FROM decisions WHERE request_id = $1', [id])
const ineligible = (why: string) => ({ status: 403, code: 'decision.not_eligible', why })

async function expectUndecided(request: Shown) {
  expect([(await look(world, request.id)).status, await decisionsOn(request.id)]).toEqual(['pending', 0])
}

describe('nobody decides on their own', () => {
  test('the sponsor of the agent neither approves nor denies, though in the team, and the attempt is logged (ATTACKS 26)', async () => {
    await join(ana.id)
    const request = await pending(world, amounts.signed)
    for (const body of [plainApproval(request), denial(request)])
      expect(await refusal(await decide(ana, request, body))).toEqual(ineligible('sponsor'))
    expect(await factsOf(db, request.id, 'decision.refused')).toMatchObject({ why: 'sponsor' })
    await expectUndecided(request)
    await leave(ana.id)
  })

  test('who sponsored the agent when it asked stays excluded after handing it over (ATTACKS 26)', async () => {
    await join(ana.id)
    const request = await pending(world, amounts.signed)
    await db.asOwner('UPDATE agents SET sponsor_id = $2 WHERE id = $1', [world.agent.id, elif.id])
    expect(await refusal(await decide(ana, request, plainApproval(request)))).toEqual(ineligible('sponsor'))
    await join(elif.id)
    expect(await refusal(await decide(elif, request, plainApproval(request)))).toEqual(ineligible('sponsor'))
    await db.asOwner('UPDATE agents SET sponsor_id = $2 WHERE id = $1', [world.agent.id, ana.id])
    await leave(ana.id)
    await leave(elif.id)
    await expectUndecided(request)
  })

  test('nor the sponsor of the executor', async () => {
    await join(rotimi.id)
    const request = await pending(world, amounts.signed)
    expect(await refusal(await decide(rotimi, request, plainApproval(request)))).toEqual(ineligible('sponsor'))
    await leave(rotimi.id)
    await expectUndecided(request)
  })

  test('nor a person in whose name the agent acts, however many they are (ATTACKS 27)', async () => {
    const request = await pending(world, amounts.signed, { on_behalf_of: [mei.id, tom.id] })
    for (const person of [mei, tom])
      expect(await refusal(await decide(person, request, plainApproval(request)))).toEqual(ineligible('principal'))
    await expectUndecided(request)
    expect((await approve(jonas, request)).status).toBe(200)
  })
})

describe('a person counts once', () => {
  test('of 32 approvals of one person at once one is recorded, by a signature each (ATTACKS 29)', async () => {
    const request = await pending(world, amounts.two)
    const bodies = await Promise.all(Array.from({ length: 32 }, () => signedApproval(mei, request)))
    const answers = await Promise.all(bodies.map((body) => decide(mei, request, body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await decisionsOn(request.id)).toBe(1)
    expect(await look(world, request.id)).toMatchObject({ status: 'pending', progress: { needed: 2, given: 1 } })
  })

  test('whatever number of passkeys they have (ATTACKS 28)', async () => {
    const second = new SoftPasskey('http://localhost:3000')
    await registerPasskey(world, mei.id, second)
    const request = await pending(world, amounts.two)
    expect((await approve(mei, request)).status).toBe(200)
    expect(await refusal(await decide({ ...mei, passkey: second }, request, plainApproval(request)))).toMatchObject({
      status: 409,
      code: 'decision.already_decided',
    })
    expect((await look(world, request.id)).progress.given).toBe(1)
  })

  test('whatever number of sessions they have', async () => {
    const request = await pending(world, amounts.two)
    const elsewhere = { ...mei, ...(await signIn(world, 'mei')) }
    const bodies = [await signedApproval(mei, request), await signedApproval(elsewhere, request)]
    const answers = await Promise.all([decide(mei, request, bodies[0]), decide(elsewhere, request, bodies[1])])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('two accounts cannot share a passkey, an address or an identity of the provider (ATTACKS 28)', async () => {
    const twin = newId('usr')
    const add = (email: string) =>
      refusalBy(db.asApp, `INSERT INTO people (id, name, email) VALUES ($1, 'Mei', $2)`, [twin, email])
    expect(await add('mei.lin@kestrel.example')).toMatch(/unique/)
    expect(await add('Mei.Lin@kestrel.example')).toMatch(/people_email_lower/)
    expect(await add('other@kestrel.example')).toBeNull()
    const key = `INSERT INTO passkeys (id, person_id, credential_id, public_key, transports, name) VALUES ($1, $2, $3, '', '{}', 'Key')`
    expect(await refusalBy(db.asApp, key, [newId('pky'), twin, mei.passkey.credentialId])).toMatch(/unique/)
    const link = `INSERT INTO person_identities (id, person_id, issuer, subject) VALUES ($1, $2, 'https://idp.example', 'mei')`
    expect(await refusalBy(db.asApp, link, [newId('pid'), mei.id])).toBeNull()
    expect(await refusalBy(db.asApp, link, [newId('pid'), twin])).toMatch(/unique/)
  })

  test('decides once: who abstained or approved cannot deny afterwards', async () => {
    const request = await pending(world, amounts.two)
    expect(
      (await decide(mei, request, { verb: 'abstain', presentation_digest: request.presentationDigest })).status,
    ).toBe(200)
    expect((await approve(tom, request)).status).toBe(200)
    for (const person of [mei, tom])
      expect(await refusal(await decide(person, request, denial(request)))).toMatchObject({
        code: 'decision.already_decided',
      })
    expect((await look(world, request.id)).status).toBe('pending')
  })
})

describe('eligibility holds at the moment it counts', () => {
  test('who left the team while the request was pending decides nothing, though the page is still open (ATTACKS 30)', async () => {
    const request = await pending(world, amounts.signed)
    const body = await signedApproval(tom, request)
    await leave(tom.id)
    expect((await decide(tom, request, body)).status).toBe(404)
    await join(tom.id)
    await expectUndecided(request)
  })

  test('an approval of someone who left before the quorum was met does not count towards it (ATTACKS 30)', async () => {
    const request = await pending(world, amounts.two)
    await approve(mei, request)
    await leave(mei.id)
    await approve(tom, request)
    expect(await look(world, request.id)).toMatchObject({ status: 'pending', grant: null })
    await approve(jonas, request)
    expect((await look(world, request.id)).status).toBe('approved')
    await join(mei.id)
  })

  // Jonas, because nobody is accountable through him: with Mei or Tom gone the workflow itself would have a gap.
  test.each([
    ['left the team', (id: string) => leave(id), (id: string) => join(id), 'approver_lost'],
    [
      'was disabled',
      (id: string) => setStatus(id, 'disabled'),
      (id: string) => setStatus(id, 'active'),
      'approver_lost',
    ],
    [
      'became the sponsor of the agent',
      (id: string) => db.asOwner('UPDATE agents SET sponsor_id = $2 WHERE id = $1', [world.agent.id, id]),
      () => db.asOwner('UPDATE agents SET sponsor_id = $2 WHERE id = $1', [world.agent.id, ana.id]),
      'approver_lost',
    ],
  ])(
    'an approver who %s after approving voids the grant, and the exact reason is in the log (ATTACKS 30, 31)',
    async (_, lose, restore, why) => {
      const grant = await grantedBy(world, amounts.signed, [jonas])
      await lose(jonas.id)
      expect(await refusal(await redeem(world, grant))).toEqual({ status: 403, code: 'grant.unusable' })
      expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why })
      await restore(jonas.id)
      expect((await redeem(world, grant)).status).toBe(200)
    },
  )

  test('a disabled person is out at once: session, challenge and decision (ATTACKS 31)', async () => {
    const request = await pending(world, amounts.signed)
    const body = await signedApproval(jonas, request)
    await setStatus(jonas.id, 'disabled')
    expect((await decide(jonas, request, body)).status).toBe(401)
    await setStatus(jonas.id, 'active')
    await expectUndecided(request)
  })

  test('a session revoked in the middle of the ceremony decides nothing (ATTACKS 32)', async () => {
    const request = await pending(world, amounts.signed)
    const { challengeId, challenge } = await challenged(mei, request)
    const actor = await actorOf(mei)
    const body = decisionBody.parse({
      ...plainApproval(request),
      challenge_id: challengeId,
      assertion: mei.passkey.get({ challenge }),
    })
    await revokeSession({ actor }, { sessionId: actor.sessionId })
    // Past the gate already, as a call is that was under way: the verb asks again under its locks.
    const late = await recordDecision({ actor, now: new Date(), idempotency: null }, { requestId: request.id, ...body })
    expect(late).toEqual({ ok: false, refusal: { code: 'auth.invalid' } })
    expect((await decide(mei, request, body)).status).toBe(401)
    await expectUndecided(request)
    Object.assign(mei, await signIn(world, 'mei'))
  })

  test('a revocation racing a decision comes before or after it, and the log says which (ATTACKS 32)', async () => {
    for (let round = 0; round < 10; round++) {
      const request = await pending(world, amounts.one)
      const session = { ...elif, ...(await signIn(world, 'elif')) }
      const actor = await actorOf(session)
      const [decided] = await Promise.all([
        recordDecision(
          { actor, now: new Date(), idempotency: null },
          { requestId: request.id, ...decisionBody.parse(plainApproval(request)) },
        ),
        revokeSession({ actor }, { sessionId: actor.sessionId }),
      ])
      const [row] = await db.asOwner(
        `SELECT count(d.id)::int AS decided, coalesce(bool_and(d.decided_at <= s.revoked_at), true) AS before FROM sessions s LEFT JOIN decisions d ON d.session_id = s.id WHERE s.id = $1 GROUP BY s.id`,
        [actor.sessionId],
      )
      expect(row).toEqual({ decided: decided.ok ? 1 : 0, before: true })
    }
  })
})

describe('teams are compared by id, never by name (ATTACKS 33)', () => {
  const many = { workflow: 'customer-care', action: 'care.send_message', executor: 'message-runner' }

  test('a member of ops-admin is nobody to a request for ops', async () => {
    const example = (await db.asOwner(`SELECT example FROM action_types WHERE name = 'care.send_message'`))[0]?.example
    if (typeof example !== 'object' || example === null) throw new Error('no example')
    const params = Reflect.get(example, 'params')
    const asked = await ask(world, {
      ...many,
      resource: Reflect.get(example, 'resource'),
      params: { ...params, recipients: 100 },
    })
    expect(asked.status).toBe('pending')
    const request = await shown(world, asked.id)
    expect((await decide(nadia, request, plainApproval(request))).status).toBe(404)
    // Renaming a team to the other's title changes nothing either.
    await db.asOwner(`UPDATE teams SET title = 'Store operations' WHERE slug = 'ops-admin'`)
    expect((await decide(nadia, request, plainApproval(request))).status).toBe(404)
    await expectUndecided(request)
  })

  test('a slug is lower case, so Ops cannot stand beside ops', async () => {
    const insert = (slug: string) =>
      refusalBy(db.asOwner, `INSERT INTO teams (id, slug, title) VALUES ($1, $2, 'Ops')`, [newId('tem'), slug])
    expect(await insert('Ops')).toMatch(/teams_slug/)
    expect(await insert('ops')).toMatch(/unique/)
  })

  test('a rule that names a team which does not exist denies; one with a longer name does not stand in', async () => {
    await activate(
      db,
      'payments',
      `@id("r") @tier("approve") @approvers("team:payments") @reason("r") permit (principal, action == Action::"payments.refund", resource);`,
    )
    const asked = await ask(world, refundOf(500))
    expect([asked.status, asked.reasons[0]?.code]).toEqual(['denied', 'approvers.unknown'])
    await activate(db, 'payments', steps)
  })
})

test('compliance and administrators see it and decide nothing by being that', async () => {
  const request = await pending(world, amounts.signed)
  for (const person of [noor, hugo]) {
    expect((await get(person, `/requests/${request.id}`)).status).toBe(200)
    for (const body of [plainApproval(request), denial(request)])
      expect(await refusal(await decide(person, request, body))).toEqual(ineligible('not_in_team'))
  }
  await expectUndecided(request)
})

describe('silence is denial', () => {
  test('with nobody left in the team the request stays pending, then expires, and nothing is granted (ATTACKS 49)', async () => {
    const team = newId('tem')
    await db.asOwner(`INSERT INTO teams (id, slug, title) VALUES ($1, 'nobody', 'Nobody')`, [team])
    await activate(
      db,
      'payments',
      `@id("r") @tier("approve") @approvers("team:nobody") @reason("r") permit (principal, action == Action::"payments.refund", resource);`,
    )
    const request = await pending(world, 500)
    await activate(db, 'payments', steps)
    expect(await refusal(await decide(mei, request, plainApproval(request)))).toEqual(ineligible('not_in_team'))
    await expireRequests()
    expect((await look(world, request.id)).status).toBe('pending')
    await moveDeadline(db, 'request', request.id, -1)
    await expireRequests()
    expect(await look(world, request.id)).toMatchObject({ status: 'expired', grant: null })
    expect(await entriesOf(db, request.id)).toEqual(['request.submitted', 'request.expired'])
  })

  test('one approval short at the deadline is no consent; the last one a moment late is refused by the database’s clock (ATTACKS 50)', async () => {
    const request = await pending(world, amounts.two)
    expect((await approve(mei, request)).status).toBe(200)
    const body = await signedApproval(tom, request)
    await moveDeadline(db, 'request', request.id, -1)
    // No sweep has run: the deadline is enforced by whoever acts.
    expect(await refusal(await decide(tom, request, body))).toEqual({ status: 409, code: 'request.expired' })
    expect((await look(world, request.id)).status).toBe('expired')
    await expireRequests()
    expect(await look(world, request.id)).toMatchObject({ status: 'expired', grant: null })
    expect(await refusal(await decide(tom, request, plainApproval(request)))).toMatchObject({
      code: 'request.not_pending',
    })
    expect(await countOf(db, 'SELECT count(*) FROM grants WHERE request_id = $1', [request.id])).toBe(0)
  })
})

test('what a person did not unfold they do not approve (ATTACKS 4)', async () => {
  const request = await pending(world, amounts.one, {
    params: { amount: 500, currency: 'EUR', reason: 'goodwill', letter: `Dear customer, ${'thank you '.repeat(300)}` },
  })
  expect(await refusal(await decide(elif, request, plainApproval(request)))).toMatchObject({
    status: 422,
    code: 'decision.unread',
  })
  await post(elif, `/requests/${request.id}/opened`, {
    presentation_digest: request.presentationDigest,
    expanded: ['/params/letter'],
  })
  expect((await decide(elif, request, plainApproval(request))).status).toBe(200)
})
