import { afterEach, describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { hoursLater } from '@/e2e/support/guard'
import { pending } from '@/e2e/support/machines'
import { approve, decide, get, plainApproval, post, refusal, type Signer, signers } from '@/e2e/support/people'
import { agreed, apply, proposed } from '@/e2e/support/proposals'
import { useWorld } from './world'

process.env.COUNTERSIGN_GUARD_APPROVALS = '6'
const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
// Hugo administers, Noor and Marta review compliance; Mei leads payments, Elif approves small refunds.
const [hugo, noor, marta, mei, elif] = await signers(world, 'hugo', 'noor', 'marta', 'mei', 'elif')
await db.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)

const path = '/organisation/guard'
const started = { approvals: 6, rest_minutes: 20 }
const numbers = (approvals: number, rest_minutes = 20) => ({ approvals, rest_minutes })
const weaker = (approvals: number, rest_minutes = 20) => ({
  kind: 'organisation.guard',
  subject: {},
  after: { approvals, rest_minutes },
})
const now = async () => (await get(elif, path)).json()
const entries = async (since: number) =>
  (
    await db.asOwner(
      `SELECT body::jsonb -> 'actor' ->> 'id' AS by, body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'guard.settings_changed' ORDER BY at, id OFFSET $1`,
      [since],
    )
  ).map(({ by, facts }) => ({ by, facts }))
const counted = async () => (await entries(0)).length
const unset = () => db.asOwner('UPDATE organisations SET guard_approvals = NULL, guard_rest_minutes = NULL')
async function blindly(person: Signer, count: number, amount: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const answer = await approve(person, await pending(world, amount), amount !== amounts.one)
    if (answer.status !== 200) throw new Error(`approval ${at + 1} answered ${answer.status} ${await answer.text()}`)
  }
}

afterEach(async () => {
  await unset()
  for (const { id } of [mei, elif]) await hoursLater(db, id)
})

describe('the numbers of the fatigue guard', () => {
  test('are made stricter by an administrator alone, at once and for the very next approval; the log has both', async () => {
    const before = await counted()
    expect(await now()).toEqual(started)
    await blindly(mei, 2, amounts.signed)
    const request = await pending(world, amounts.signed)
    const guardOf = async () => (await (await get(mei, `/requests/${request.id}`)).json()).me.guard.level
    expect(await guardOf()).toBe('none')
    expect((await post(hugo, path, numbers(2, 45))).status).toBe(204)
    // As an approval reads it: under its lock, not half a second later.
    const refused = await post(mei, `/requests/${request.id}/decisions/challenge`, {
      verb: 'approve',
      presentation_digest: request.presentationDigest,
      reason: 'The order was damaged.',
    })
    expect(await refusal(refused)).toMatchObject({ code: 'decision.check_required' })
    expect([await now(), await guardOf()]).toEqual([numbers(2, 45), 'check'])
    expect(await entries(before)).toEqual([{ by: hugo.id, facts: { before: started, after: numbers(2, 45) } }])
    // What is so already is no change.
    expect((await post(hugo, path, numbers(2, 45))).status).toBe(204)
    expect(await counted()).toBe(before + 1)
  })

  test('a rest is as long as it says', async () => {
    expect((await post(hugo, path, numbers(6, 90))).status).toBe(204)
    await blindly(elif, 8, amounts.one)
    const request = await pending(world, amounts.one)
    const { until } = await (await decide(elif, request, plainApproval(request))).json()
    const minutes = (Date.parse(until) - Date.now()) / 60_000
    expect(minutes > 89 && minutes <= 90.1).toBe(true)
  })

  test('are not made weaker by one person, in whichever number; the field is named and nothing changes', async () => {
    const before = await counted()
    for (const [wish, pointer] of [
      [numbers(7), '/approvals'],
      [numbers(0), '/approvals'],
      [numbers(6, 19), '/rest_minutes'],
      [numbers(3, 19), '/rest_minutes'],
    ] as const) {
      const answer = await post(hugo, path, wish)
      expect([answer.status, await answer.json()]).toMatchObject([
        409,
        { code: 'guard.weakens', errors: [{ pointer }] },
      ])
    }
    expect([await now(), await counted()]).toEqual([started, before])
  })

  test('are made weaker by two: nothing until another one applies it with a passkey, then both numbers are in the log', async () => {
    const before = await counted()
    const id = await proposed(hugo, weaker(30, 5))
    expect([await now(), await counted()]).toEqual([started, before])
    expect(await refusal(await apply(hugo, id))).toMatchObject({ code: 'proposal.own' })
    const [waiting] = (await (await get(noor, '/proposals')).json()).items
    expect(waiting).toMatchObject({
      id,
      sentence: 'set the fatigue guard to 30 approvals in 30 minutes, rests of 5 minutes',
      before: started,
      after: numbers(30, 5),
    })
    expect((await apply(noor, id)).status).toBe(200)
    expect(await now()).toEqual(numbers(30, 5))
    expect(await entries(before)).toEqual([{ by: noor.id, facts: { before: started, after: numbers(30, 5) } }])
  })

  test('what strengthens, or changes nothing, is not proposed', async () => {
    for (const wish of [weaker(6), weaker(5), weaker(6, 21)]) {
      const answer = await post(hugo, '/proposals', { ...wish, reason: 'x' })
      expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, '/after'])
    }
  })

  test('are seen by everybody and changed by nobody but an administrator', async () => {
    for (const person of [noor, mei, elif]) {
      expect(await (await get(person, path)).json()).toEqual(started)
      expect(await refusal(await post(person, path, numbers(1)))).toMatchObject({ code: 'auth.forbidden' })
      const answer = await post(person, '/proposals', { ...weaker(20), reason: 'x' })
      expect(await refusal(answer)).toMatchObject({ status: 403, code: 'auth.forbidden' })
    }
    expect(await now()).toEqual(started)
  })

  test('a value out of its range is refused by its name', async () => {
    for (const [body, pointer] of [
      [{ approvals: -1, rest_minutes: 20 }, '/approvals'],
      [{ approvals: 1_001, rest_minutes: 20 }, '/approvals'],
      [{ approvals: 5.5, rest_minutes: 20 }, '/approvals'],
      [{ approvals: '5', rest_minutes: 20 }, '/approvals'],
      [{ approvals: 5, rest_minutes: 0 }, '/rest_minutes'],
      [{ approvals: 5, rest_minutes: 241 }, '/rest_minutes'],
      [{ approvals: 5 }, '/rest_minutes'],
      [{ approvals: 5, rest_minutes: 20, weights: [] }, '/weights'],
    ] as const) {
      const alone = await post(hugo, path, body)
      expect([alone.status, (await alone.json()).errors[0].pointer]).toEqual([400, pointer])
      const two = await post(hugo, '/proposals', { ...weaker(9), after: body, reason: 'x' })
      expect([two.status, (await two.json()).errors[0].pointer]).toEqual([400, `/after${pointer}`])
    }
    expect(await now()).toEqual(started)
  })
})

test('turning the guard off ends no rest that has begun, and asks nothing of anybody else', async () => {
  await blindly(elif, 8, amounts.one)
  await blindly(mei, 4, amounts.signed)
  await agreed(hugo, noor, weaker(0))
  const [one, other] = [await pending(world, amounts.one), await pending(world, amounts.signed)]
  expect(await refusal(await decide(elif, one, plainApproval(one)))).toMatchObject({
    status: 403,
    code: 'decision.rerouted',
  })
  const { guard } = (await (await get(elif, `/requests/${one.id}`)).json()).me
  expect(guard).toMatchObject({ level: 'reroute', sentence: expect.stringContaining('You can still deny.') })
  expect((await approve(mei, other)).status).toBe(200)
  await hoursLater(db, elif.id, 0.5)
  expect((await approve(elif, one, false)).status).toBe(200)
})

describe('two changes at once', () => {
  test('never leave it weaker than the stricter of them said, and the log tells them in their order', async () => {
    for (let round = 0; round < 6; round++) {
      const before = await counted()
      const answers = await Promise.all([post(hugo, path, numbers(5)), post(hugo, path, numbers(3))])
      expect(answers[1]?.status).toBe(204)
      expect([204, 409]).toContain(answers[0]?.status)
      expect(await now()).toEqual(numbers(3))
      const said = (await entries(before)).map(({ facts }) => facts)
      const straight = [{ before: started, after: numbers(3) }]
      const inTurn = [
        { before: started, after: numbers(5) },
        { before: numbers(5), after: numbers(3) },
      ]
      expect(said).toEqual(answers[0]?.status === 204 ? inTurn : straight)
      await unset()
    }
  })

  test('of agreeing to what weakens and making it stricter, what was agreed to is never over the stricter one', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await proposed(hugo, weaker(30))
      const [applied, stricter] = await Promise.all([
        apply(round % 2 === 0 ? noor : marta, id),
        post(hugo, path, numbers(2)),
      ])
      expect(stricter.status).toBe(204)
      expect([200, 409]).toContain(applied.status)
      expect(await now()).toEqual(numbers(2))
      await unset()
    }
  })
})
