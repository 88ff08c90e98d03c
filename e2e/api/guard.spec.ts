import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  approving,
  batchRecorded,
  decideTogether,
  denying,
  openOf,
  review,
  sendBatch,
  signedReview,
} from '@/e2e/support/batches'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { answerIt, askFor, hoursLater, readFor } from '@/e2e/support/guard'
import { look, pending } from '@/e2e/support/machines'
import { escalationOf, setRota } from '@/e2e/support/oncall'
import {
  approve,
  challenged,
  decide,
  denial,
  get,
  plainApproval,
  post,
  refusal,
  type Signer,
  signers,
} from '@/e2e/support/people'
import { countOf, factsOf, idOfSlug, refusalBy } from '@/e2e/support/rows'
import { escalateRequests } from '@/lib/escalation/escalate-requests'
import { newId } from '@/lib/platform/ids'
import { useWorld } from './world'

// Six are many here, so that a test need not approve dozens.
process.env.COUNTERSIGN_GUARD_APPROVALS = '6'
const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, ana, elif, sara, hugo] = await signers(
  world,
  'mei',
  'tom',
  'jonas',
  'ana',
  'elif',
  'sara',
  'hugo',
)
await db.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)

afterEach(async () => {
  for (const { id } of [mei, tom, jonas, elif]) await hoursLater(db, id)
})

/** Approves so many, one after the other, none of them opened. */
async function blindly(person: Signer, count: number, amount: number = amounts.one): Promise<void> {
  for (let at = 0; at < count; at++) {
    const answer = await approve(person, await pending(world, amount), amount !== amounts.one)
    if (answer.status !== 200) throw new Error(`approval ${at + 1} answered ${answer.status} ${await answer.text()}`)
  }
}
const guardOf = async (person: Signer, id: string) => (await (await get(person, `/requests/${id}`)).json()).me.guard
const levels = async (person: Signer) =>
  (
    await db.asOwner(
      `SELECT body::jsonb -> 'facts' ->> 'to' AS level FROM log_entries WHERE type = 'guard.changed' AND body::jsonb -> 'subject' ->> 'person_id' = $1 ORDER BY at, id`,
      [person.id],
    )
  ).map(({ level }) => level)
const rowOf = async (person: Signer, id: string) =>
  (
    await db.asOwner('SELECT guard_level, guard_check_id FROM decisions WHERE request_id = $1 AND person_id = $2', [
      id,
      person.id,
    ])
  )[0]

describe('approving without reading (ATTACKS 54)', () => {
  test('needs the right answer to a question about the action from the fourth on; what is missing is named, and a denial needs nothing', async () => {
    await blindly(mei, 4, amounts.signed)
    const request = await pending(world, amounts.signed)
    expect(await guardOf(mei, request.id)).toMatchObject({
      level: 'check',
      reasons: [expect.any(String), expect.any(String)],
    })
    const refused = await decide(mei, request, plainApproval(request))
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      {
        code: 'decision.check_required',
        errors: [{ pointer: '/check', detail: expect.stringContaining('hand it over') }],
      },
    ])
    await expect(challenged(mei, request)).rejects.toThrow('decision.check_required')

    // A wrong answer approves nothing, locks nobody out and leads to a question about another place.
    const wrong = await answerIt(db, mei, request, false)
    expect(wrong).toMatchObject({ right: false, look_at: expect.stringMatching(/^\//) })
    await expect(challenged(mei, request)).rejects.toThrow('decision.check_required')
    const right = await answerIt(db, mei, request)
    expect(right.right).toBe(true)
    expect((await approve(mei, request)).status).toBe(200)
    expect(await rowOf(mei, request.id)).toMatchObject({ guard_level: 'check', guard_check_id: right.check.id })
    expect((await factsOf(db, request.id, 'decision.recorded'))?.guard).toEqual({
      level: 'check',
      signals: expect.arrayContaining([expect.objectContaining({ code: 'fast' })]),
      question: { about: right.look_at, answers: 2, right: true },
    })
    expect((await look(world, request.id)).status).toBe('approved')

    const other = await pending(world, amounts.signed)
    expect((await decide(mei, other, denial(other))).status).toBe(200)
    expect(await rowOf(mei, other.id)).toMatchObject({ guard_level: 'none', guard_check_id: null })
  })

  test('is a reminder only where no passkey is asked for, and stands in the log', async () => {
    await blindly(elif, 4)
    const request = await pending(world, amounts.one)
    expect(await guardOf(elif, request.id)).toMatchObject({
      level: 'nudge',
      sentence: expect.stringMatching(/^Take a breath\./),
    })
    expect((await approve(elif, request, false)).status).toBe(200)
    expect((await factsOf(db, request.id, 'decision.recorded'))?.guard).toMatchObject({
      level: 'nudge',
      question: null,
    })
    expect(await levels(elif)).toEqual(['check'])
  })

  test('a T3 that was opened a moment ago is not signed without a question; one that was read is', async () => {
    const request = await pending(world, amounts.two)
    await expect(challenged(tom, request)).rejects.toThrow('decision.check_required')
    await readFor(db, tom, request, 2)
    await expect(challenged(tom, request)).rejects.toThrow('decision.check_required')
    await readFor(db, tom, request, 60)
    expect((await approve(tom, request)).status).toBe(200)
    expect(await rowOf(tom, request.id)).toMatchObject({ guard_level: 'none' })
  })

  test('what the page says of reading makes it stricter and never milder', async () => {
    const claim = { seconds: 86_400, sections: ['action', 'facts', 'compare', 'delegation'] }
    for (let at = 0; at < 6; at++) {
      const request = await pending(world, amounts.one)
      expect((await decide(elif, request, { ...plainApproval(request), reading: claim })).status).toBe(200)
    }
    expect(await levels(elif)).toContain('check')

    // Open for a minute each, and the page says that nobody looked.
    for (let at = 0; at < 4; at++) {
      const request = await pending(world, amounts.one)
      await readFor(db, jonas, request, 60)
      const reading = { seconds: 1, sections: ['action'] }
      expect((await decide(jonas, request, { ...plainApproval(request), reading })).status).toBe(200)
    }
    expect(await levels(jonas)).toEqual(['check'])
  })

  test('somebody who reads what they approve is asked nothing', async () => {
    for (let at = 0; at < 5; at++) {
      const request = await pending(world, amounts.signed)
      await readFor(db, tom, request, 40)
      const { challengeId, challenge } = await challenged(tom, request)
      const answer = await decide(tom, request, {
        ...plainApproval(request),
        challenge_id: challengeId,
        assertion: tom.passkey.get({ challenge }),
        reading: { seconds: 30, sections: ['action', 'why', 'compare'] },
      })
      expect(answer.status).toBe(200)
      expect(await rowOf(tom, request.id)).toMatchObject({ guard_level: 'none' })
    }
    expect(await levels(tom)).toEqual([])
  })
})

describe('the question', () => {
  test('does not tell its answer, stays the same until it is answered, and is answered once', async () => {
    await blindly(elif, 2)
    const request = await pending(world, amounts.signed)
    const asked = await askFor(mei, request)
    const check = await asked.json()
    expect([asked.status, Object.keys(check).sort()]).toEqual([200, ['choices', 'id', 'text']])
    expect(new Set(check.choices).size).toBe(3)
    expect(await (await askFor(mei, request)).json()).toEqual(check)
    const page = JSON.stringify((await (await get(mei, `/requests/${request.id}`)).json()).presentation)
    // One of them is on the page of this request; the others are on pages of other requests.
    expect(
      check.choices.filter((choice: string) => page.includes(JSON.stringify(choice).slice(1, -1))).length,
    ).toBeGreaterThan(0)
    const path = `/requests/${request.id}/check/${check.id}`
    expect((await post(mei, path, { choice: 0 })).status).toBe(200)
    expect(await refusal(await post(mei, path, { choice: 0 }))).toMatchObject({ status: 404 })
  })

  test('two answers at once: one counts', async () => {
    await blindly(elif, 2)
    for (let round = 0; round < 5; round++) {
      const request = await pending(world, amounts.signed)
      const check = await (await askFor(mei, request)).json()
      const both = await Promise.all(
        [0, 1].map((choice) => post(mei, `/requests/${request.id}/check/${check.id}`, { choice })),
      )
      expect(both.map(({ status }) => status).sort()).toEqual([200, 404])
    }
  })

  test('is for those who could decide it now, about what is shown, and nobody answers another one’s', async () => {
    await blindly(elif, 2)
    const request = await pending(world, amounts.signed)
    expect(await refusal(await askFor(ana, request))).toMatchObject({ status: 403, why: 'sponsor' })
    expect(await refusal(await askFor(sara, request))).toMatchObject({ status: 404 })
    expect(await refusal(await askFor(elif, request))).toMatchObject({ status: 404 })
    expect(await refusal(await askFor(mei, { ...request, presentationDigest: 'x'.repeat(43) }))).toMatchObject({
      status: 409,
      code: 'decision.stale',
    })
    const check = await (await askFor(mei, request)).json()
    expect(await refusal(await post(tom, `/requests/${request.id}/check/${check.id}`, { choice: 0 }))).toMatchObject({
      status: 404,
    })
    const other = await pending(world, amounts.signed)
    expect(await refusal(await post(mei, `/requests/${other.id}/check/${check.id}`, { choice: 0 }))).toMatchObject({
      status: 404,
    })
    for (const [path, body, pointer] of [
      [`/requests/${request.id}/check`, {}, '/presentation_digest'],
      [`/requests/${request.id}/check/${check.id}`, { choice: 5 }, '/choice'],
      [`/requests/${request.id}/check/${check.id}`, { choice: 'a' }, '/choice'],
    ] as const) {
      const answer = await post(mei, path, body)
      expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, pointer])
    }
  })

  test('an answer is old after ten minutes, and handing over needs none', async () => {
    await blindly(mei, 4, amounts.signed)
    const request = await pending(world, amounts.signed)
    await answerIt(db, mei, request)
    await db.asOwner(`BEGIN; ALTER TABLE guard_checks DISABLE TRIGGER USER; UPDATE guard_checks SET answered_at = answered_at - interval '11 minutes';
      ALTER TABLE guard_checks ENABLE TRIGGER USER; COMMIT`)
    await expect(challenged(mei, request)).rejects.toThrow('decision.check_required')
    const handed = await post(mei, `/requests/${request.id}/hand-over`, { to: tom.id, reason: 'You read it.' })
    expect(handed.status).toBe(200)
  })
})

describe('a rest', () => {
  test('begins after eight blind approvals: others approve meanwhile, denying and abstaining stay open, and then it is over', async () => {
    await blindly(elif, 8)
    expect(await levels(elif)).toEqual(expect.arrayContaining(['check', 'reroute']))
    const request = await pending(world, amounts.one)
    const refused = await decide(elif, request, plainApproval(request))
    const body = await refused.json()
    expect([refused.status, body]).toMatchObject([403, { code: 'decision.rerouted', until: expect.any(String) }])
    const minutes = (Date.parse(body.until) - Date.now()) / 60_000
    expect(minutes > 19 && minutes <= 20.1).toBe(true)
    expect(await guardOf(elif, request.id)).toMatchObject({
      level: 'reroute',
      until: body.until,
      sentence: expect.stringContaining('You can still deny.'),
    })
    expect(await guardOf(tom, request.id)).toEqual({ level: 'none', sentence: null, reasons: [], until: null })

    const denied = await pending(world, amounts.one)
    expect((await decide(elif, denied, denial(denied))).status).toBe(200)
    expect((await look(world, denied.id)).status).toBe('denied')
    const abstained = await pending(world, amounts.one)
    const abstention = { verb: 'abstain', presentation_digest: abstained.presentationDigest }
    expect((await decide(elif, abstained, abstention)).status).toBe(200)
    expect((await approve(tom, request, false)).status).toBe(200)

    await hoursLater(db, elif.id, 0.5)
    const later = await pending(world, amounts.one)
    expect((await approve(elif, later, false)).status).toBe(200)
    expect((await levels(elif)).at(-1)).toBe('none')
  })

  test('what was approved before it stays approved', async () => {
    const first = await pending(world, amounts.one)
    expect((await approve(elif, first, false)).status).toBe(200)
    await blindly(elif, 7)
    const grant = (await look(world, first.id)).grant
    expect(grant).toMatchObject({ status: 'issued' })
  })

  test('nobody is sent to rest where nobody else could decide: they answer a question, at every level', async () => {
    await blindly(elif, 8)
    const alone = await pending(world, amounts.one, { on_behalf_of: [tom.id, jonas.id] })
    expect(await guardOf(elif, alone.id)).toMatchObject({ level: 'check' })
    expect(await refusal(await decide(elif, alone, plainApproval(alone)))).toMatchObject({
      code: 'decision.check_required',
    })
    await answerIt(db, elif, alone)
    expect((await decide(elif, alone, plainApproval(alone))).status).toBe(200)
  })

  test('others are told of what they were told of, and first of what is new; nobody becomes eligible by it', async () => {
    const support = await idOfSlug(db, 'teams', 'payments-support')
    await setRota(hugo, support, [elif.id, tom.id, jonas.id])
    const waiting = await pending(world, amounts.one)
    const told = async (id: string) => (await escalationOf(hugo, id)).told.map(({ name }) => name)
    expect(await told(waiting.id)).toEqual(['Elif Demir'])
    await blindly(elif, 8)
    expect(await escalateRequests()).toBeGreaterThanOrEqual(1)
    expect(await told(waiting.id)).toEqual(['Elif Demir', 'Tom Ek'])
    const fresh = await pending(world, amounts.one)
    expect(await told(fresh.id)).toEqual(['Tom Ek'])
    expect(await refusal(await decide(mei, fresh, plainApproval(fresh)))).toMatchObject({
      status: 403,
      why: 'not_in_team',
    })
    expect((await look(world, fresh.id)).status).toBe('pending')
  })

  test('twelve approvals at once: each sees those before it, and the ninth is refused', async () => {
    const requests = []
    for (let at = 0; at < 12; at++) requests.push(await pending(world, amounts.one))
    const answers = await Promise.all(requests.map((request) => decide(elif, request, plainApproval(request))))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(8).fill(200), ...Array(4).fill(403)])
    expect(
      await countOf(
        db,
        `SELECT count(*) FROM guard_transitions WHERE person_id = $1 AND to_level = 'reroute' AND until > now()`,
        [elif.id],
      ),
    ).toBe(1)
  })

  test('an approval and a denial by the same person at once: the denial waits for nothing', async () => {
    await blindly(elif, 7)
    for (let round = 0; round < 4; round++) {
      const [one, other] = [await pending(world, amounts.one), await pending(world, amounts.one)]
      const [, denied] = await Promise.all([decide(elif, one, plainApproval(one)), decide(elif, other, denial(other))])
      expect(denied.status).toBe(200)
    }
  })
})

describe('in a batch (ATTACKS 54, 59)', () => {
  beforeAll(() => activate(db, 'payments', steps.replace('@id("signed")', '@id("signed") @batch("T2")')))

  async function opened(person: Signer, count: number, amount: number = amounts.signed) {
    const requests = []
    for (let at = 0; at < count; at++) requests.push(await pending(world, amount))
    await openOf(person, requests)
    return requests
  }
  /** An approval and a denial, signed while nothing was asked; then so many approved blindly, and only then sent. */
  async function signedBefore(count: number) {
    const [approved, denied] = await opened(tom, 2)
    if (!approved || !denied) throw new Error('two were asked')
    const items = [approving(approved), denying(denied)]
    const signed = await signedReview(tom, review(items))
    await blindly(tom, count)
    return { approved, denied, items, signed }
  }
  const codes = async (answer: Response) =>
    batchRecorded.parse(await answer.json()).results.map(({ recorded, code }) => [recorded, code])

  test('where a question is due, an approval is refused before and after the signature, a denial beside it passes, and the right answer lets it in', async () => {
    const { approved, denied, items, signed } = await signedBefore(4)
    const before = await sendBatch(tom, review(items))
    expect([before.status, await before.json()]).toMatchObject([
      422,
      { code: 'batch.items_refused', errors: [{ pointer: '/items/0', detail: expect.stringContaining('question') }] },
    ])
    expect(await codes(await sendBatch(tom, signed))).toEqual([
      [false, 'decision.check_required'],
      [true, null],
    ])
    expect((await look(world, approved.id)).status).toBe('pending')
    expect((await look(world, denied.id)).status).toBe('denied')
    expect(await rowOf(tom, denied.id)).toMatchObject({ guard_level: 'none', guard_check_id: null })

    const { check } = await answerIt(db, tom, approved)
    const { results } = await decideTogether(tom, [approving(approved)])
    expect(results).toMatchObject([{ recorded: true, status: 'approved' }])
    expect(await rowOf(tom, approved.id)).toMatchObject({ guard_level: 'check', guard_check_id: check.id })
  })

  test('who rests approves nothing, before and after the signature, and what they deny beside it is denied', async () => {
    const { approved, denied, items, signed } = await signedBefore(8)
    const before = await sendBatch(tom, review(items))
    expect([before.status, await before.json()]).toMatchObject([
      422,
      { code: 'batch.items_refused', errors: [{ pointer: '/items/0', detail: expect.stringContaining('deny') }] },
    ])
    expect(await codes(await sendBatch(tom, signed))).toEqual([
      [false, 'decision.rerouted'],
      [true, null],
    ])
    expect((await look(world, approved.id)).status).toBe('pending')
    expect((await look(world, denied.id)).status).toBe('denied')
    const more = await opened(tom, 2)
    const denials = { kind: 'denials', items: more.map((request) => denying(request)) }
    expect(await codes(await sendBatch(tom, denials))).toEqual([
      [true, null],
      [true, null],
    ])
  })
})

describe('the database says so too', () => {
  const insert = (person: Signer, request: { id: string }, verb: string, check: string | null, level = 'none') =>
    refusalBy(
      db.asOwner,
      `INSERT INTO decisions (id, request_id, person_id, verb, code, reason, reason_digest, digest, presentation_digest, statement, session_id, auth_method, authenticated_at, guard_level, guard_check_id)
       SELECT $1, r.id, $3, $4, CASE WHEN $4 = 'deny' THEN 'other' END, '', '', r.digest, r.presentation_digest, '{}', 'ses_x', 'passkey', now(), $6, $5 FROM requests r WHERE r.id = $2`,
      [newId('dec'), request.id, person.id, verb, check, level],
    )

  test('who rests approves nothing, and denies; an answer is their own, right and about this request', async () => {
    await blindly(elif, 8)
    const request = await pending(world, amounts.one)
    expect(await insert(elif, request, 'approve', null)).toMatch(/others approve in their place/)
    expect(await insert(elif, request, 'deny', null)).toBeNull()

    const other = await pending(world, amounts.one)
    const mine = await answerIt(db, tom, other)
    const wrong = await answerIt(db, jonas, other, false)
    expect(await insert(elif, other, 'approve', mine.check.id)).toMatch(/not answered rightly by them/)
    expect(await insert(jonas, other, 'approve', wrong.check.id)).toMatch(/not answered rightly by them/)
    expect(await insert(tom, await pending(world, amounts.one), 'approve', mine.check.id)).toMatch(
      /not answered rightly by them/,
    )
    expect(await insert(tom, other, 'approve', null, 'check')).toMatch(/decision_guard_answered/)
    expect(await insert(tom, other, 'deny', mine.check.id)).toMatch(/decision_guard_asks_approvals/)
  })

  test('levels and answers are never changed', async () => {
    await blindly(elif, 4)
    const request = await pending(world, amounts.one)
    await answerIt(db, tom, request, false)
    for (const sql of [`UPDATE guard_transitions SET to_level = 'none', until = NULL`, 'DELETE FROM guard_transitions'])
      for (const run of [db.asOwner, db.asApp])
        expect(await refusalBy(run, sql)).toMatch(/append-only|permission denied/)
    for (const sql of [
      'UPDATE guard_checks SET chosen = right_choice',
      'UPDATE guard_checks SET chosen = NULL, answered_at = NULL',
      'DELETE FROM guard_checks',
    ])
      for (const run of [db.asOwner, db.asApp])
        expect(await refusalBy(run, sql)).toMatch(/answered once and never changed|never deleted|permission denied/)
  })
})
