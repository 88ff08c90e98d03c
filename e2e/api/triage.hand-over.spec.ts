import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, look, pending } from '@/e2e/support/machines'
import { approve, decide, denial, plainApproval, post, refusal, type Signer, signers } from '@/e2e/support/people'
import { countOf, factsOf, idOfSlug, refusalBy } from '@/e2e/support/rows'
import { claim, handOver, inboxOf, notices, see } from '@/e2e/support/triage'
import { newId } from '@/lib/platform/ids'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, elif, sara] = await signers(world, 'mei', 'tom', 'jonas', 'ana', 'elif', 'sara')

describe('a hand-over only narrows who may decide', () => {
  test('whoever hands it over no longer decides it; the other one is told and finds it under Mine', async () => {
    const request = await pending(world, amounts.one)
    await claim(elif, request)
    expect((await handOver(elif, request, tom, 'Not my customer.')).status).toBe(200)
    expect(await refusal(await decide(elif, request, plainApproval(request)))).toMatchObject({
      status: 403,
      why: 'handed_over',
    })
    expect(await refusal(await decide(elif, request, denial(request)))).toMatchObject({
      status: 403,
      why: 'handed_over',
    })
    expect(await inboxOf(elif)).not.toContain(request.id)
    expect((await see(elif, request.id)).item).toMatchObject({
      can_decide: false,
      cannot_why: 'handed_over',
      claim: null,
    })
    expect(await inboxOf(tom, 'q=is:mine')).toContain(request.id)
    expect((await see(tom, request.id)).item.handed).toMatchObject({ by: { id: elif.id }, reason: 'Not my customer.' })
    expect(await notices(tom)).toContainEqual({
      kind: 'request_handed',
      sentence: expect.stringContaining('Elif Demir handed you'),
    })
    expect(await factsOf(db, request.id, 'request.handed_over')).toEqual({ to: tom.id })
    expect((await decide(tom, request, plainApproval(request))).status).toBe(200)
    expect((await look(world, request.id)).status).toBe('approved')
  })

  test('only to somebody who may decide it anyway, has not, and did not hand it over', async () => {
    const request = await pending(world, amounts.one)
    for (const to of [mei, ana, sara, elif])
      expect([to.id, await refusal(await handOver(elif, request, to))]).toEqual([
        to.id,
        { status: 422, code: 'triage.not_a_target' },
      ])
    expect((await handOver(elif, request, tom)).status).toBe(200)
    expect(await refusal(await handOver(tom, request, elif))).toMatchObject({ code: 'triage.not_a_target' })
    expect(await refusal(await handOver(elif, request, jonas))).toMatchObject({ why: 'handed_over' })
  })

  test('not when too few would be left for the quorum', async () => {
    const request = await pending(world, amounts.two)
    expect((await handOver(mei, request, tom)).status).toBe(200)
    expect(await refusal(await handOver(tom, request, jonas))).toMatchObject({ status: 409, code: 'triage.too_few' })
    expect((await approve(tom, request)).status).toBe(200)
    expect((await approve(jonas, request)).status).toBe(200)
  })

  test('against a decision by the same person at the same moment: one of the two, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const request = await pending(world, amounts.two)
      const [decided, handed] = await Promise.all([decide(mei, request, denial(request)), handOver(mei, request, tom)])
      expect([decided.status, handed.status].filter((status) => status === 200)).toHaveLength(1)
      expect(
        await countOf(
          db,
          'SELECT (SELECT count(*) FROM decisions WHERE request_id = $1) + (SELECT count(*) FROM request_handovers WHERE request_id = $1) AS count',
          [request.id],
        ),
      ).toBe(1)
    }
  })

  test('the database says so too', async () => {
    const request = await pending(world, amounts.two)
    const insert = (from: Signer, to: Signer) =>
      refusalBy(
        db.asApp,
        `INSERT INTO request_handovers (id, request_id, from_id, to_id, reason) VALUES ($1, $2, $3, $4, 'x')`,
        [newId('hov'), request.id, from.id, to.id],
      )
    expect(await insert(mei, ana)).toMatch(/makes nobody eligible/)
    expect(await insert(mei, sara)).toMatch(/makes nobody eligible/)
    expect(await insert(mei, mei)).toMatch(/handover_to_another/)
    expect(await insert(mei, tom)).toBeNull()
    expect(await insert(mei, jonas)).toMatch(/unique/)
    expect(await insert(tom, mei)).toMatch(/not handed it back/)
    for (const sql of ['UPDATE request_handovers SET to_id = from_id', 'DELETE FROM request_handovers'])
      for (const run of [db.asOwner, db.asApp])
        expect(await refusalBy(run, sql)).toMatch(/append-only|permission denied/)
    const { digest, presentationDigest } = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
    expect(
      await refusalBy(
        db.asOwner,
        `INSERT INTO decisions (id, request_id, person_id, verb, code, reason, reason_digest, digest, presentation_digest, statement, session_id, auth_method, authenticated_at)
         VALUES ($1, $2, $3, 'deny', 'other', '', '', $4, $5, '{}', 'ses_x', 'passkey', now())`,
        [newId('dec'), request.id, mei.id, digest, presentationDigest],
      ),
    ).toMatch(/handed it over does not decide/)
  })

  test.each([
    [{ reason: 'x' }, '/to'],
    [{ to: 'agt_x', reason: 'x' }, '/to'],
    [{ to: `usr_${'0'.repeat(26)}` }, '/reason'],
    [{ to: `usr_${'0'.repeat(26)}`, reason: '  ' }, '/reason'],
  ])('%j is refused with its place', async (body, pointer) => {
    const request = await pending(world, amounts.one)
    const answer = await post(elif, `/requests/${request.id}/hand-over`, body)
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, pointer])
  })
})

describe('taking a request back and asking again shops for nobody (ATTACKS 58)', () => {
  test('the same people are asked each time, what counted still counts, and who stepped out is asked again', async () => {
    const wish = { resource: 'charge:ch_shopped' }
    const asked: string[][] = []
    for (let n = 0; n < 4; n++) {
      const request = await pending(world, amounts.one, wish)
      const row = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
      const [evaluation] = await db.asOwner(
        `SELECT (context -> 'velocity' -> 'resource_24h' ->> 'count')::int AS count FROM evaluations WHERE request_id = $1`,
        [request.id],
      )
      asked.push(row.approverTeams)
      // Cancelled ones are in the count, so a limit that counts attempts is not escaped.
      if (evaluation?.count !== null) expect(evaluation?.count).toBe(n)
      expect((await see(tom, request.id)).item.can_decide).toBe(true)
      expect((await see(elif, request.id)).item.can_decide).toBe(true)
      if (n === 1) expect((await handOver(elif, request, tom)).status).toBe(200)
      expect((await api('POST', `/requests/${request.id}/cancel`, agent, {})).status).toBe(200)
    }
    const support = await idOfSlug(db, 'teams', 'payments-support')
    expect(asked).toEqual([[support], [support], [support], [support]])
  })
})
