import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { look, pending } from '@/e2e/support/machines'
import { approve, post, refusal, type Shown, type Signer, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { claim, inboxOf, see } from '@/e2e/support/triage'
import { prisma } from '@/lib/platform/prisma'
import { pausedUntil } from '@/lib/triage/store'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, elif, sara] = await signers(world, 'mei', 'tom', 'jonas', 'ana', 'elif', 'sara')
const endClaim = (id: string) =>
  db.asOwner(
    `UPDATE request_claims SET claimed_at = now() - interval '20 minutes', until = now() - interval '10 minutes' WHERE request_id = $1`,
    [id],
  )

describe('a claim says who is looking and decides nothing', () => {
  test('others see who and until when; it ends by the database’s clock, and the log says so', async () => {
    const request = await pending(world, amounts.one)
    const answer = await claim(elif, request)
    expect(answer.status).toBe(200)
    const { until } = await answer.json()
    expect(Date.parse(until) - Date.now()).toBeLessThan(11 * 60_000)
    expect((await see(tom, request.id)).item.claim).toEqual({
      person: { id: elif.id, name: 'Elif Demir' },
      until,
      is_me: false,
    })
    expect((await see(elif, request.id)).item.claim?.is_me).toBe(true)
    expect(await factsOf(db, request.id, 'request.claimed')).toMatchObject({ until, times: 1 })
    expect(await inboxOf(elif, 'q=is:mine')).toEqual([request.id])
    expect(await inboxOf(tom, 'q=is:claimed')).toEqual([request.id])
    await endClaim(request.id)
    expect((await see(tom, request.id)).item.claim).toBeNull()
    expect((await look(world, request.id)).status).toBe('pending')
  })

  test('of many at once, one has it; the others are told who', async () => {
    for (let round = 0; round < 8; round++) {
      const request = await pending(world, amounts.one)
      const answers = await Promise.all([claim(elif, request), claim(tom, request), claim(jonas, request)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      const refused = await answers.find(({ status }) => status === 409)?.json()
      expect(refused).toMatchObject({ code: 'triage.claimed', by: expect.any(String), until: expect.any(String) })
      expect(
        await countOf(db, `SELECT count(*) FROM log_entries WHERE request_id = $1 AND type = 'request.claimed'`, [
          request.id,
        ]),
      ).toBe(1)
    }
  })

  test('keeps nobody from deciding, is given up, taken over when it is over, and gone when it is decided', async () => {
    const request = await pending(world, amounts.two)
    expect((await claim(mei, request)).status).toBe(200)
    expect((await approve(tom, request)).status).toBe(200)
    expect((await post(jonas, `/requests/${request.id}/claim/release`, {})).status).toBe(204)
    expect((await claim(jonas, request)).status).toBe(409)
    expect((await post(mei, `/requests/${request.id}/claim/release`, {})).status).toBe(204)
    expect((await claim(jonas, request)).status).toBe(200)
    expect((await approve(jonas, request)).status).toBe(200)
    expect(await refusal(await claim(mei, request))).toMatchObject({ status: 409, code: 'request.not_pending' })
    expect((await entriesOf(db, request.id)).filter((type) => type.startsWith('request.claim'))).toEqual([
      'request.claimed',
      'request.claim_ended',
      'request.claimed',
    ])
  })

  test('of somebody who has decided holds nobody up', async () => {
    const request = await pending(world, amounts.two)
    await claim(mei, request)
    expect((await approve(mei, request)).status).toBe(200)
    expect((await see(tom, request.id)).item.claim).toBeNull()
    expect((await claim(tom, request)).status).toBe(200)
  })

  test('pauses escalation while it lasts, three times and no more', async () => {
    const request = await pending(world, amounts.one)
    const paused = async () => (await pausedUntil(prisma(), [request.id])).has(request.id)
    expect(await paused()).toBe(false)
    for (const [times, expected] of [
      [1, true],
      [2, true],
      [3, true],
      [4, false],
    ] as const) {
      expect((await claim(elif, request)).status).toBe(200)
      expect([times, await paused()]).toEqual([times, expected])
    }
    await endClaim(request.id)
    expect(await paused()).toBe(false)
  })

  test('is for those who could decide it now', async () => {
    const request = await pending(world, amounts.one)
    expect(await refusal(await claim(ana, request))).toMatchObject({ status: 403, code: 'decision.not_eligible' })
    expect(await refusal(await claim(mei, request))).toMatchObject({ status: 403, why: 'not_in_team' })
    expect(await refusal(await claim(sara, request))).toMatchObject({ status: 404 })
    await moveDeadline(db, 'request', request.id, -1)
    expect(await refusal(await claim(elif, request))).toMatchObject({ status: 409, code: 'request.expired' })
  })

  test('cannot be taken away by writing past every program', async () => {
    const request = await pending(world, amounts.one)
    await claim(elif, request)
    for (const run of [db.asOwner, db.asApp]) {
      expect(
        await refusalBy(run, 'UPDATE request_claims SET person_id = $2 WHERE request_id = $1', [request.id, tom.id]),
      ).toMatch(/somebody else is looking/)
      expect(
        await refusalBy(run, `UPDATE request_claims SET until = until + interval '1 hour' WHERE request_id = $1`, [
          request.id,
        ]),
      ).toMatch(/claim_is_short/)
    }
  })
})

describe('a snooze puts a request out of one person’s sight', () => {
  const snooze = (person: Signer, request: Shown, minutes: number) =>
    post(person, `/requests/${request.id}/snooze`, { minutes })

  test('and nobody else’s; it comes back by itself and can be taken up before', async () => {
    const request = await pending(world, amounts.one)
    expect((await snooze(elif, request, 10)).status).toBe(200)
    expect(await inboxOf(elif)).not.toContain(request.id)
    expect(await inboxOf(elif, 'view=snoozed')).toEqual([request.id])
    expect(await inboxOf(elif, 'q=is:snoozed')).toEqual([request.id])
    expect(await inboxOf(tom)).toContain(request.id)
    expect((await post(elif, `/requests/${request.id}/snooze/end`, {})).status).toBe(204)
    expect(await inboxOf(elif)).toContain(request.id)
    expect((await snooze(elif, request, 10)).status).toBe(200)
    await db.asOwner(`UPDATE request_snoozes SET until = now() - interval '1 second' WHERE request_id = $1`, [
      request.id,
    ])
    expect(await inboxOf(elif)).toContain(request.id)
    expect((await see(elif, request.id)).item.snoozed_until).toBeNull()
    expect((await entriesOf(db, request.id)).slice(1)).toEqual(['request.snoozed', 'request.woken', 'request.snoozed'])
  })

  test('never past four fifths of its time, and the deadline stays', async () => {
    const request = await pending(world, amounts.one)
    const before = (await see(elif, request.id)).item.expires_at
    const answer = await snooze(elif, request, 50)
    expect(await answer.json()).toMatchObject({
      code: 'triage.too_long',
      latest: expect.any(String),
      errors: [{ pointer: '/minutes' }],
    })
    expect((await snooze(elif, request, 47)).status).toBe(200)
    expect((await see(elif, request.id)).item.expires_at).toBe(before)
    const late = `UPDATE request_snoozes SET until = until + interval '5 minutes' WHERE request_id = $1`
    for (const run of [db.asOwner, db.asApp]) expect(await refusalBy(run, late, [request.id])).toMatch(/four fifths/)
  })

  test('never T3, by the program and by the database', async () => {
    const request = await pending(world, amounts.two)
    expect(await refusal(await snooze(mei, request, 5))).toMatchObject({ status: 409, code: 'triage.no_snooze' })
    expect(
      await refusalBy(db.asOwner, `INSERT INTO request_snoozes (request_id, person_id, until) VALUES ($1, $2, now())`, [
        request.id,
        mei.id,
      ]),
    ).toMatch(/T3 is never put aside/)
  })

  test.each([
    [{ minutes: 0 }, '/minutes'],
    [{ minutes: 1.5 }, '/minutes'],
    [{}, '/minutes'],
    [{ minutes: 5, until: 'x' }, '/until'],
  ])('%j is refused with its place', async (body, pointer) => {
    const request = await pending(world, amounts.one)
    const answer = await post(elif, `/requests/${request.id}/snooze`, body)
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, pointer])
  })
})
