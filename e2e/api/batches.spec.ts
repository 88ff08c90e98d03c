import { describe, expect, test } from 'vitest'
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
import { look, pending } from '@/e2e/support/machines'
import { decide, denial, get, plainApproval, type Shown, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, moveDeadline } from '@/e2e/support/rows'
import { batchDigest } from '@/lib/core/batch/signed'
import { digestOf } from '@/lib/core/canonical/digest'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
/** The usual steps, and refunds of a letter's own consent: signed ones that a batch may hold, and ones that none may. */
const boundary = `${steps.replace('@id("signed")', '@id("signed") @batch("T2")')}
@id("pings") @tier("approve") @approvers("team:payments-support") @batch("none") @reason("Never in a batch")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount == 777 };
@id("asks") @tier("approve") @approvers("team:payments-support") @attest("I read the ticket") @reason("Asks")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount == 888 };`
await activate(db, 'payments', boundary)
const [elif, jonas, mei, tom, ana] = await signers(world, 'elif', 'jonas', 'mei', 'tom', 'ana')

async function several(count: number, amount: number = amounts.one): Promise<Shown[]> {
  const requests: Shown[] = []
  for (let n = 0; n < count; n++) requests.push(await pending(world, amount))
  return requests
}
const statusOf = async (request: Shown) => (await look(world, request.id)).status
const decisionsOn = (requests: readonly Shown[]) =>
  countOf(db, 'SELECT count(*) FROM decisions WHERE request_id = ANY($1)', [requests.map(({ id }) => id)])
const batches = () => countOf(db, 'SELECT count(*) FROM decision_batches')
async function problem(answer: Response) {
  const { code, why, errors }: { code: string; why?: string; errors?: { pointer: string; detail: string }[] } =
    await answer.json()
  return {
    status: answer.status,
    code,
    ...(why && { why }),
    ...(errors && { at: errors.map(({ pointer }) => pointer) }),
  }
}

describe('a batch is its decisions (ATTACKS 59)', () => {
  test('each request gets its own decision, entry and grant under one signature over the ordered list', async () => {
    const requests = await several(3)
    await openOf(elif, requests)
    const [a, b, c] = requests
    if (!a || !b || !c) throw new Error('three were asked')
    const { batch_id, results } = await decideTogether(elif, [approving(a), denying(b), approving(c)])
    expect(results.map(({ request_id, recorded, status }) => [request_id, recorded, status])).toEqual([
      [a.id, true, 'approved'],
      [b.id, true, 'denied'],
      [c.id, true, 'approved'],
    ])
    expect(await Promise.all(requests.map(statusOf))).toEqual(['approved', 'denied', 'approved'])
    for (const [position, request] of requests.entries()) {
      expect(await entriesOf(db, request.id)).toContain('decision.recorded')
      expect(await factsOf(db, request.id, 'decision.recorded')).toMatchObject({
        batch: batch_id,
        batch_position: position,
      })
    }
    expect((await look(world, a.id)).grant?.status).toBe('issued')
    const [stored] = await db.asOwner(
      `SELECT b.items, b.items_digest, b.statement, e.body::jsonb -> 'facts' AS facts FROM decision_batches b
       JOIN log_entries e ON e.body::jsonb -> 'subject' ->> 'batch_id' = b.id WHERE b.id = $1`,
      [batch_id],
    )
    const { items, items_digest, statement, facts } = Object(stored)
    // The log alone proves the list: the digest is over its own items, and each decision's statement is one of them.
    expect(batchDigest(items)).toBe(items_digest)
    expect(facts).toMatchObject({
      kind: 'review',
      count: 3,
      items,
      items_digest,
      statement: digestOf(JSON.parse(statement)),
    })
    expect(JSON.parse(statement)).toMatchObject({
      purpose: 'decision_batch',
      person: elif.id,
      says: { items, items_digest },
    })
    const made = await Promise.all(requests.map(({ id }) => factsOf(db, id, 'decision.recorded')))
    expect(made.map((decision) => decision?.statement)).toEqual(
      items.map((item: { statement: string }) => item.statement),
    )
  })

  test('T2 where every rule lets it, with the reason that it needs', async () => {
    const requests = await several(2, amounts.signed)
    await openOf(mei, requests)
    const items = requests.map((request) => approving(request))
    expect(await problem(await sendBatch(mei, review(items, { reason: 'ok' })))).toMatchObject({
      status: 422,
      code: 'batch.items_refused',
      at: ['/items/0', '/items/1'],
    })
    const { results } = await decideTogether(mei, items)
    expect(results.map(({ status }) => status)).toEqual(['approved', 'approved'])
  })

  test('one item that is over meanwhile is said to be, and leaves the others as they are', async () => {
    const requests = await several(4)
    await openOf(elif, requests)
    const [first, late, denied, last] = requests
    if (!first || !late || !denied || !last) throw new Error('four were asked')
    const body = await signedReview(elif, review(requests.map((request) => approving(request))))
    await moveDeadline(db, 'request', late.id, -1)
    expect((await decide(tom, denied, denial(denied))).status).toBe(200)
    const { results } = batchRecorded.parse(await (await sendBatch(elif, body)).json())
    expect(results.map(({ recorded, code }) => [recorded, code])).toEqual([
      [true, null],
      [false, 'request.expired'],
      [false, 'request.not_pending'],
      [true, null],
    ])
    expect(results[1]?.detail).toBe('The request has expired.')
    expect(await Promise.all(requests.map(statusOf))).toEqual(['approved', 'expired', 'denied', 'approved'])
  })

  test('every item is judged for itself: whoever may not decide one is told which and why', async () => {
    const mine = await pending(world, amounts.one, { on_behalf_of: [jonas.id] })
    const others = await several(1)
    const [other] = others
    if (!other) throw new Error('one was asked')
    await openOf(jonas, [mine, other])
    const answer = await sendBatch(jonas, review([approving(other), approving(mine)]))
    const { code, errors } = await answer.json()
    expect([answer.status, code, errors]).toEqual([
      422,
      'batch.items_refused',
      [{ pointer: '/items/1', detail: "You can't decide this: the agent acts on your behalf." }],
    ])
    expect(await decisionsOn([mine, other])).toBe(0)
  })

  test('the table says what they share, where they differ, the outliers first, and what was opened', async () => {
    const usual = await several(3, 500)
    const outlier = await pending(world, 990, { params: { amount: 990, currency: 'EUR', reason: 'goodwill' } })
    const three = await pending(world, amounts.two)
    await openOf(tom, usual.slice(0, 1))
    const ids = [...usual, outlier, three].map(({ id }) => id).join(',')
    const view = await (await get(tom, `/batches?ids=${ids}`)).json()
    expect(view.rows.map((row: { item: { id: string } }) => row.item.id)[0]).toBe(outlier.id)
    expect(view.rows[0].unusual.map(({ key }: { key: string }) => key)).toEqual(['amount', 'reason'])
    expect(view.rows.map(({ opened }: { opened: boolean }) => opened).filter(Boolean)).toHaveLength(1)
    expect(view.columns.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(['amount', '(resource)']),
    )
    expect(view.common).toContainEqual({ label: 'Currency', value: 'EUR' })
    expect(view.apart.map(({ item }: { item: { id: string } }) => item.id)).toEqual([three.id])
    const alone = await (await get(tom, `/batches?ids=${three.id}`)).json()
    expect([alone.rows, alone.apart.length]).toEqual([[], 1])
    expect((await get(elif, `/batches?ids=${three.id}`)).status).toBe(404)
    expect((await get(tom, '/batches?ids=usr_1')).status).toBe(400)
  })
})

describe('what was not shown is not decided (ATTACKS 59)', () => {
  test('an item that this person never opened refuses the list before anything is signed', async () => {
    const requests = await several(3)
    await openOf(elif, requests.slice(0, 2))
    // That somebody else opened it is nothing.
    await openOf(tom, requests)
    const count = await batches()
    for (const third of [approving, denying]) {
      const items = requests.map((request, at) => (at === 2 ? third(request) : approving(request)))
      expect(await problem(await sendBatch(elif, review(items)))).toEqual({
        status: 422,
        code: 'batch.items_refused',
        at: ['/items/2'],
      })
    }
    expect([await decisionsOn(requests), await batches()]).toEqual([0, count])
  })

  test('a long value that was not unfolded counts as not read', async () => {
    const long = { amount: 500, currency: 'EUR', reason: 'goodwill', letter: `Dear, ${'thank you '.repeat(300)}` }
    const request = await pending(world, amounts.one, { params: long })
    await openOf(elif, [request])
    expect(await problem(await sendBatch(elif, review([approving(request)])))).toMatchObject({
      code: 'batch.items_refused',
    })
  })

  test('another digest than that of what was shown is stale', async () => {
    const [request] = await several(1)
    if (!request) throw new Error('one was asked')
    await openOf(elif, [request])
    const item = approving(request, { presentation_digest: 'A'.repeat(43) })
    expect(await problem(await sendBatch(elif, review([item])))).toMatchObject({
      code: 'batch.items_refused',
      at: ['/items/0'],
    })
  })
})

describe('what does not belong together is no batch', () => {
  test('levels, actions and versions are never mixed; what is decided by itself never goes in', async () => {
    const [one] = await several(1)
    if (!one) throw new Error('one was asked')
    const signed = await pending(world, amounts.signed)
    const two = await pending(world, amounts.two)
    const forbidden = await pending(world, 777)
    const asks = await pending(world, 888)
    const other = await pending(world, 500, {
      params: { amount: 500, currency: 'EUR', reason: 'goodwill', letter: 'Dear' },
    })
    const code = async (...requests: Shown[]) =>
      problem(await sendBatch(tom, review(requests.map((r) => approving(r)))))
    expect(await code(one, signed)).toEqual({ status: 422, code: 'batch.mixed', at: ['/items/1'] })
    expect(await code(one, other)).toEqual({ status: 422, code: 'batch.mixed', at: ['/items/1'] })
    expect(await code(one, two)).toEqual({ status: 422, code: 'batch.not_allowed', at: ['/items/1'] })
    expect(await code(forbidden, one)).toEqual({ status: 422, code: 'batch.not_allowed', at: ['/items/0'] })
    expect(await code(asks)).toEqual({ status: 422, code: 'batch.not_allowed', at: ['/items/0'] })
    await activate(db, 'payments', boundary)
    const [newer] = await several(1)
    if (!newer) throw new Error('one was asked')
    expect(await code(one, newer)).toEqual({ status: 422, code: 'batch.mixed', at: ['/items/1'] })
    expect(await decisionsOn([one, signed, two, forbidden, asks, other, newer])).toBe(0)
  })

  test('T2 without the boundary’s word for it is signed one by one', async () => {
    await activate(db, 'payments', steps)
    const request = await pending(world, amounts.signed)
    await activate(db, 'payments', boundary)
    await openOf(mei, [request])
    expect(await problem(await sendBatch(mei, review([approving(request)])))).toMatchObject({
      code: 'batch.not_allowed',
    })
  })

  test('nor twice the same, more than fifty, none, or one that is not there to see', async () => {
    const [request] = await several(1)
    if (!request) throw new Error('one was asked')
    const item = approving(request)
    const many = Array.from({ length: 51 }, () => item)
    expect(await problem(await sendBatch(elif, review([item, item])))).toMatchObject({
      status: 400,
      at: ['/items/1/request_id'],
    })
    for (const items of [[], many])
      expect(await problem(await sendBatch(elif, review(items)))).toMatchObject({ status: 400 })
    const absent = approving({ ...request, id: `req_${'0'.repeat(26)}` })
    expect(await problem(await sendBatch(elif, review([absent])))).toEqual({
      status: 422,
      code: 'batch.items_refused',
      at: ['/items/0'],
    })
  })
})

describe('what was signed is what is decided (ATTACKS 60)', () => {
  async function ready(count: number) {
    const requests = await several(count)
    await openOf(elif, requests)
    return requests
  }
  const refused = { status: 403, code: 'passkey.refused', why: 'challenge' }

  test('another order, one more, one less, another verb or another reason after signing: refused whole, and used up', async () => {
    const requests = await ready(4)
    const [a, b, c, extra] = requests.map((request) => approving(request))
    const first = requests[0]
    if (!a || !b || !c || !extra || !first) throw new Error('four were asked')
    const changed: Record<string, unknown>[] = [
      { items: [b, a, c] },
      { items: [a, b, c, extra] },
      { items: [a, b] },
      { items: [a, b, extra] },
      { items: [denying(first), b, c] },
      { items: [a, b, { ...c, reason: 'Another reason for this one.' }] },
      { reason: 'Another reason for all of them.' },
    ]
    const count = await batches()
    for (const change of changed) {
      const body = await signedReview(elif, review([a, b, c]))
      expect(await problem(await sendBatch(elif, { ...body, ...change }))).toEqual(refused)
      // The challenge is used up, so the honest list needs a new one.
      expect(await problem(await sendBatch(elif, body))).toMatchObject({
        code: 'passkey.refused',
        why: 'challenge_unknown',
      })
    }
    expect([await decisionsOn(requests), await batches()]).toEqual([0, count])
  })

  test('a signature is for one person, one session and once', async () => {
    const requests = await ready(2)
    await openOf(tom, requests)
    const items = requests.map((request) => approving(request))
    const body = await signedReview(elif, review(items))
    expect(await problem(await sendBatch(tom, body))).toMatchObject({
      code: 'passkey.refused',
      why: 'challenge_unknown',
    })
    const [again] = await signers(world, 'elif')
    expect(await problem(await sendBatch(again, body))).toEqual(refused)
    const good = await signedReview(elif, review(items))
    const answers = await Promise.all(Array.from({ length: 16 }, () => sendBatch(elif, good)))
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    expect(await decisionsOn(requests)).toBe(2)
    expect(await problem(await sendBatch(elif, good))).toMatchObject({
      code: 'passkey.refused',
      why: 'challenge_unknown',
    })
  })

  test('without the user verified, from another origin, or made for a single decision: refused', async () => {
    const requests = await ready(2)
    const items = requests.map((request) => approving(request))
    for (const ceremony of [{ userVerified: false }, { origin: 'https://evil.example' }]) {
      const body = await signedReview(elif, review(items), ceremony)
      expect(await problem(await sendBatch(elif, body))).toMatchObject({ status: 403, code: 'passkey.refused' })
    }
    const [request] = requests
    if (!request) throw new Error('two were asked')
    const body = await signedReview(elif, review([approving(request)]))
    // And the other way round: the signature of a list is none for a single decision.
    const single = { ...plainApproval(request), ...body.signature }
    expect((await decide(elif, request, single)).status).toBe(403)
    expect(await decisionsOn(requests)).toBe(0)
  })

  test('somebody without a passkey approves nothing in a batch', async () => {
    const requests = await several(1)
    await openOf(jonas, requests)
    await db.asOwner('UPDATE passkeys SET revoked_at = now(), revoked_why = $2 WHERE person_id = $1', [
      jonas.id,
      'person',
    ])
    expect(await problem(await sendBatch(jonas, review(requests.map((request) => approving(request)))))).toMatchObject({
      code: 'passkey.required',
    })
  })
})

describe('denials at once', () => {
  test('need no passkey, may be of any level and not be opened, and each is told its own reason', async () => {
    const requests = [...(await several(2)), await pending(world, amounts.two)]
    const items = requests.map((request, n) =>
      denying(request, { reason: `Not needed any more, ${n}.`, code: 'timing' }),
    )
    const answer = await sendBatch(tom, { kind: 'denials', items })
    const { results } = batchRecorded.parse(await answer.json())
    expect(results.every(({ recorded }) => recorded)).toBe(true)
    for (const [n, request] of requests.entries())
      expect(await look(world, request.id)).toMatchObject({
        status: 'denied',
        reasons: [{ code: 'timing', message: `Not needed any more, ${n}.` }, { code: 'rule.matched' }],
      })
  })

  test('one that is over leaves the others denied; an approval never goes in', async () => {
    const requests = await several(2)
    const [over, open] = requests
    if (!over || !open) throw new Error('two were asked')
    await moveDeadline(db, 'request', over.id, -1)
    const { results } = batchRecorded.parse(
      await (await sendBatch(tom, { kind: 'denials', items: requests.map((request) => denying(request)) })).json(),
    )
    expect(results.map(({ recorded, code }) => [recorded, code])).toEqual([
      [false, 'request.expired'],
      [true, null],
    ])
    const [next] = await several(1)
    if (!next) throw new Error('one was asked')
    expect(await problem(await sendBatch(tom, { kind: 'denials', items: [approving(next)] }))).toMatchObject({
      status: 400,
    })
    expect(await statusOf(next)).toBe('pending')
  })

  test('by whoever sponsors the agent are refused one by one', async () => {
    const requests = await several(2)
    const { results } = batchRecorded.parse(
      await (await sendBatch(ana, { kind: 'denials', items: requests.map((request) => denying(request)) })).json(),
    )
    expect(results.map(({ code }) => code)).toEqual(['decision.not_eligible', 'decision.not_eligible'])
    expect(await Promise.all(requests.map(statusOf))).toEqual(['pending', 'pending'])
  })
})

describe('races', () => {
  const once = (requests: readonly Shown[]) =>
    Promise.all(
      requests.map(async (request) => [
        await countOf(db, `SELECT count(*) FROM decisions WHERE request_id = $1`, [request.id]),
        (await entriesOf(db, request.id)).filter((type) => type === 'decision.recorded').length,
        await countOf(db, 'SELECT count(*) FROM grants WHERE request_id = $1', [request.id]),
      ]),
    )

  test('a batch against single decisions by the same person: each request is decided once, and the other is told', async () => {
    for (let round = 0; round < 4; round++) {
      const requests = await several(3)
      await openOf(elif, requests)
      const body = await signedReview(elif, review(requests.map((request) => approving(request))))
      const singles = requests.toReversed()
      const [answer, ...alone] = await Promise.all([
        sendBatch(elif, body),
        ...singles.map((request) => decide(elif, request, plainApproval(request))),
      ])
      const { results } = batchRecorded.parse(await answer.json())
      for (const [n, request] of singles.entries()) {
        const mine = results.find(({ request_id }) => request_id === request.id)
        expect([mine?.recorded, alone[n]?.status === 200].filter(Boolean)).toHaveLength(1)
      }
      expect(await once(requests)).toEqual(requests.map(() => [1, 1, 1]))
    }
  })

  test('two batches over the same requests in opposite order: each is decided once, nobody waits for ever', async () => {
    for (let round = 0; round < 4; round++) {
      const requests = await several(4)
      await openOf(elif, requests)
      await openOf(tom, requests)
      const [one, other] = await Promise.all([
        signedReview(elif, review(requests.map((request) => approving(request)))),
        signedReview(tom, review(requests.toReversed().map((request) => approving(request)))),
      ])
      const answers = await Promise.all([sendBatch(elif, one), sendBatch(tom, other)])
      const results = await Promise.all(answers.map(async (answer) => batchRecorded.parse(await answer.json()).results))
      for (const request of requests)
        expect(results.flat().filter(({ request_id, recorded }) => request_id === request.id && recorded)).toHaveLength(
          1,
        )
      expect(await once(requests)).toEqual(requests.map(() => [1, 1, 1]))
    }
  })
})
