import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { grantedBy, look, pending, redeem } from '@/e2e/support/machines'
import { SoftPasskey } from '@/e2e/support/passkey'
import {
  actorOf,
  approve,
  challenged,
  decide,
  denial,
  plainApproval,
  refusal,
  registerPasskey,
  type Shown,
  signedApproval,
  signers,
} from '@/e2e/support/people'
import { countOf, factsOf, idOfSlug, refusalBy, revive } from '@/e2e/support/rows'
import { recordDecision } from '@/lib/decisions/record-decision'
import { decisionBody } from '@/lib/decisions/schema'
import { revokeSession } from '@/lib/people/revoke-session'
import { newId } from '@/lib/platform/ids'
import { signIn, useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, rotimi, elif] = await signers(world, 'mei', 'tom', 'jonas', 'ana', 'rotimi', 'elif')
const leads = await idOfSlug(db, 'teams', 'payments-leads')
const join = (personId: string, team = leads) =>
  // As if they had never left: who joins later is not asked.
  db.asOwner(
    `INSERT INTO team_members (team_id, person_id, since) VALUES ($1, $2, '2020-01-01') ON CONFLICT DO NOTHING`,
    [team, personId],
  )
const leave = (personId: string, team = leads) =>
  db.asOwner('DELETE FROM team_members WHERE team_id = $1 AND person_id = $2', [team, personId])
const disable = (personId: string) => db.asOwner(`UPDATE people SET status = 'disabled' WHERE id = $1`, [personId])
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
    ['was disabled', disable, (id: string) => revive(db, 'people', id), 'approver_lost'],
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
    await disable(jonas.id)
    expect((await decide(jonas, request, body)).status).toBe(401)
    await revive(db, 'people', jonas.id)
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
