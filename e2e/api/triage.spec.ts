import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, look, pending } from '@/e2e/support/machines'
import {
  approve,
  decide,
  denial,
  get,
  plainApproval,
  post,
  refusal,
  type Shown,
  type Signer,
  signers,
} from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, idOfSlug, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'
import { prisma } from '@/lib/platform/prisma'
import { pausedUntil } from '@/lib/triage/store'
import { absentId, useWorld } from './world'

const world = await useWorld()
const { db, agent, otherAgent } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, elif, sara] = await signers(world, 'mei', 'tom', 'jonas', 'ana', 'elif', 'sara')

const item = z.looseObject({
  id: z.string(),
  claim: z
    .looseObject({ person: z.object({ id: z.string(), name: z.string() }), until: z.string(), is_me: z.boolean() })
    .nullable(),
  snoozed_until: z.string().nullable(),
  handed: z.looseObject({ by: z.object({ id: z.string(), name: z.string() }), reason: z.string() }).nullable(),
  can_decide: z.boolean(),
  cannot_why: z.string().nullable(),
  open_questions: z.number(),
  expires_at: z.string(),
})
const view = z.looseObject({ item, questions: z.array(z.looseObject({ id: z.string(), answer: z.unknown() })) })
const see = async (person: Signer, id: string) => view.parse(await (await get(person, `/requests/${id}`)).json())
const inboxOf = async (person: Signer, query = '') => {
  const page = await (await get(person, `/inbox?${query}`)).json()
  return page.groups.flatMap((group: { ids: string[] }) => group.ids) as string[]
}
const claim = (person: Signer, request: Shown) => post(person, `/requests/${request.id}/claim`, {})
const handOver = (person: Signer, request: Shown, to: Signer, reason = 'I know the customer.') =>
  post(person, `/requests/${request.id}/hand-over`, { to: to.id, reason })
const ask = (person: Signer, request: Shown, of: 'agent' | 'sponsor', text = 'Which order is it?') =>
  post(person, `/requests/${request.id}/questions`, { of, text })
const endClaim = (id: string) =>
  db.asOwner(
    `UPDATE request_claims SET claimed_at = now() - interval '20 minutes', until = now() - interval '10 minutes' WHERE request_id = $1`,
    [id],
  )
const notices = async (person: Signer) =>
  (await (await get(person, '/notices')).json()).items.map(
    ({ kind, sentence }: { kind: string; sentence: string }) => ({ kind, sentence }),
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

describe('a question is answered with a claim', () => {
  const questionsOf = async (id: string) => (await (await api('GET', `/requests/${id}`, agent)).json()).questions
  const answer = (id: string, question: string, text = 'Order 1042.') =>
    api('POST', `/requests/${id}/answers`, agent, { question, text })

  test('the agent reads it without learning who asks, and answers once; digest and deadline stay', async () => {
    const request = await pending(world, amounts.one)
    const before = await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })
    const { id } = await (await ask(elif, request, 'agent')).json()
    const [question] = await questionsOf(request.id)
    expect(question).toEqual({
      id,
      text: 'Which order is it?',
      asked_at: expect.any(String),
      answer: null,
      answered_at: null,
    })
    expect(JSON.stringify(await (await api('GET', `/requests/${request.id}`, agent)).json())).not.toContain(elif.id)
    expect((await see(tom, request.id)).item.open_questions).toBe(1)
    const said = await answer(request.id, id)
    expect([said.status, (await said.json()).questions[0].answer]).toEqual([200, 'Order 1042.'])
    expect(await refusal(await answer(request.id, id, 'Another one.'))).toMatchObject({
      status: 409,
      code: 'question.answered',
    })
    expect((await see(tom, request.id)).questions[0]?.answer).toMatchObject({
      text: 'Order 1042.',
      by: 'billing-agent',
    })
    expect(await db.prisma.request.findUniqueOrThrow({ where: { id: request.id } })).toEqual(before)
    expect(await notices(elif)).toContainEqual({
      kind: 'question_answered',
      sentence: expect.stringContaining('billing-agent answered'),
    })
    expect(await entriesOf(db, request.id)).toEqual(['request.submitted', 'request.questioned', 'request.answered'])
    const log = await db.asOwner(`SELECT body FROM log_entries WHERE request_id = $1`, [request.id])
    expect(JSON.stringify(log)).not.toMatch(/Which order|Order 1042/)
  })

  test('two answers at once: one stays', async () => {
    for (let round = 0; round < 6; round++) {
      const request = await pending(world, amounts.one)
      const { id } = await (await ask(elif, request, 'agent')).json()
      const both = await Promise.all([answer(request.id, id, 'One.'), answer(request.id, id, 'Two.')])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })

  test('an agent that waits is told of the question', async () => {
    const request = await pending(world, amounts.one)
    const waiting = api('GET', `/requests/${request.id}`, agent, undefined, { prefer: 'wait=20' })
    await sleep(100)
    await ask(elif, request, 'agent')
    expect((await (await waiting).json()).questions).toHaveLength(1)
  })

  test('the sponsor is told and answers as a person, and nobody else in their place', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'sponsor', 'Is this right?')).json()
    expect(await questionsOf(request.id)).toEqual([])
    expect(await notices(ana)).toContainEqual({
      kind: 'question_asked',
      sentence: expect.stringContaining('Elif Demir asks you'),
    })
    const path = `/requests/${request.id}/questions/${id}/answer`
    expect(await refusal(await post(tom, path, { text: 'Yes.' }))).toMatchObject({
      status: 403,
      code: 'question.not_yours',
    })
    expect(await refusal(await post(sara, path, { text: 'Yes.' }))).toMatchObject({ status: 404 })
    expect(await refusal(await answer(request.id, id))).toMatchObject({ status: 404 })
    expect((await post(ana, path, { text: 'Yes.' })).status).toBe(204)
    expect(await refusal(await post(ana, path, { text: 'No.' }))).toMatchObject({
      status: 409,
      code: 'question.answered',
    })
    expect(await refusal(await decide(ana, request, plainApproval(request)))).toMatchObject({ status: 403 })
  })

  test('never extends the deadline: unanswered or not, silence is denial', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    await moveDeadline(db, 'request', request.id, -1)
    expect(await refusal(await answer(request.id, id))).toMatchObject({ status: 409, code: 'request.expired' })
    expect(await refusal(await ask(elif, request, 'agent'))).toMatchObject({ status: 409, code: 'request.expired' })
    expect((await look(world, request.id)).status).toBe('expired')
  })

  test('another agent neither reads nor answers it', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    expect((await api('POST', `/requests/${request.id}/answers`, otherAgent, { question: id, text: 'x' })).status).toBe(
      404,
    )
    expect((await api('POST', `/requests/${absentId('req')}/answers`, agent, { question: id, text: 'x' })).status).toBe(
      404,
    )
    const other = await pending(world, amounts.one)
    expect((await answer(other.id, id)).status).toBe(404)
  })

  test('ten are enough, also when two come at once', async () => {
    const request = await pending(world, amounts.one)
    for (let n = 0; n < 9; n++) expect((await ask(elif, request, 'agent')).status).toBe(201)
    const both = await Promise.all([ask(elif, request, 'agent'), ask(tom, request, 'agent')])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('what is asked and answered is never changed or taken away', async () => {
    const request = await pending(world, amounts.one)
    const { id } = await (await ask(elif, request, 'agent')).json()
    await answer(request.id, id)
    for (const run of [db.asOwner, db.asApp])
      for (const sql of [
        `UPDATE request_questions SET answer = 'x'`,
        `UPDATE request_questions SET text = 'x'`,
        'DELETE FROM request_questions',
      ])
        expect(await refusalBy(run, `${sql} WHERE id = $1`, [id])).toMatch(
          /answered once|never deleted|permission denied/,
        )
    const { id: open } = await (await ask(elif, request, 'agent')).json()
    expect(
      await refusalBy(
        db.asApp,
        `UPDATE request_questions SET answer = 'x', answered_by = $2, answered_at = now() WHERE id = $1`,
        [open, world.otherAgent.id],
      ),
    ).toMatch(/only the agent that asks/)
  })

  test.each([
    [{ of: 'agent' }, '/text'],
    [{ of: 'boss', text: 'x' }, '/of'],
    [{ of: 'agent', text: 'x'.repeat(1_001) }, '/text'],
  ])('%j is refused with its place', async (body, pointer) => {
    const request = await pending(world, amounts.one)
    const refused = await post(elif, `/requests/${request.id}/questions`, body)
    expect([refused.status, (await refused.json()).errors[0].pointer]).toEqual([400, pointer])
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
