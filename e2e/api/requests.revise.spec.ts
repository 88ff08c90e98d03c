import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, ask, granted, look, pending, redeem } from '@/e2e/support/machines'
import { approve, decide, get, plainApproval, post, refusal, shown, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, elif] = await signers(world, 'mei', 'tom', 'elif')

const revise = (request: { presentationDigest: string }, changes?: unknown[]) => ({
  verb: 'deny',
  presentation_digest: request.presentationDigest,
  code: 'wrong_scope',
  reason: 'One pallet of two was damaged, so half of it.',
  next_action: 'revise',
  ...(changes && { counter_proposal: { changes } }),
})
const half = [{ pointer: '/params/amount', op: 'at_most', value: 250 }]
const wire = async (id: string) => (await api('GET', `/requests/${id}`, world.agent)).json()
const view = async (id: string, person = elif) => (await get(person, `/requests/${id}`)).json()

describe('request changes', () => {
  test('the agent reads what would be right, as data; the log keeps its digest and nobody’s name', async () => {
    const request = await pending(world, amounts.one)
    expect((await decide(elif, request, revise(request, half))).status).toBe(200)
    const told = await wire(request.id)
    expect(told).toMatchObject({
      status: 'denied',
      next_action: 'revise',
      counter_proposal: { changes: half, params: { ...request.wish.params, amount: 250 } },
    })
    expect(JSON.stringify(told)).not.toMatch(/usr_|Elif/)
    expect(await factsOf(db, request.id, 'decision.recorded')).toMatchObject({
      counter_proposal: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await view(request.id)).toMatchObject({
      counter_proposal: [{ label: 'Amount', text: 'at most €2.50' }],
      history: expect.arrayContaining([
        expect.objectContaining({ sentence: expect.stringContaining('asked for changes') }),
      ]),
    })
  })

  test.each([
    ['another field', [{ pointer: '/params/iban', op: 'set', value: 'x' }], '/counter_proposal/changes/0/pointer'],
    ['what was asked', [{ pointer: '/params/amount', op: 'set', value: 500 }], '/counter_proposal/changes/0/value'],
    [
      'a text for a number',
      [{ pointer: '/params/amount', op: 'set', value: 'few' }],
      '/counter_proposal/changes/0/value',
    ],
    [
      'what the schema refuses',
      [{ pointer: '/params/amount', op: 'set', value: -4 }],
      '/counter_proposal/changes/0/value',
    ],
    ['leaving out what is required', [{ pointer: '/params/amount', op: 'remove' }], '/counter_proposal/changes/0/op'],
    [
      'a limit that is no number',
      [{ pointer: '/params/amount', op: 'at_most', value: 'x' }],
      '/counter_proposal/changes/0/value',
    ],
    ['nothing at all', [], '/counter_proposal/changes'],
    ['what is no param', [{ pointer: '/resource', op: 'remove' }], '/counter_proposal/changes/0/pointer'],
  ])('a proposal of %s is refused by field, and nothing is decided', async (_, changes, pointer) => {
    const request = await pending(world, amounts.one)
    const answer = await decide(elif, request, revise(request, changes))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.json()).toMatchObject({ errors: [{ pointer }] })
    expect(await look(world, request.id)).toMatchObject({ status: 'pending' })
  })

  test('a proposal goes with "revise" only, in the database too', async () => {
    const request = await pending(world, amounts.one)
    const body = { ...revise(request, half), next_action: 'none' }
    expect(await (await decide(elif, request, body)).json()).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/counter_proposal' }],
    })
    expect((await decide(elif, request, { ...revise(request, half), verb: 'approve' })).status).toBe(400)
    expect((await decide(elif, request, revise(request))).status).toBe(200)
    const copy = await refusalBy(
      db.asOwner,
      `INSERT INTO decisions SELECT (jsonb_populate_record(d, '{"counter_proposal": {}, "next_action": "none"}')).* FROM decisions d WHERE request_id = $1`,
      [request.id],
    )
    expect(copy).toMatch(/decision_proposal_asks_to_revise|not pending/)
  })
})

describe('a revision', () => {
  test('follows a denial, shows what changed, and starts without approvals (ATTACKS 2)', async () => {
    const first = await pending(world, amounts.two)
    expect((await approve(mei, first)).status).toBe(200)
    expect(
      (await decide(tom, first, revise(first, [{ pointer: '/params/amount', op: 'set', value: 2_500 }]))).status,
    ).toBe(200)
    const second = await ask(world, {
      ...first.wish,
      params: { ...first.wish.params, amount: 2_500 },
      supersedes: first.id,
    })
    expect(second).toMatchObject({ status: 'pending', progress: { given: 0, needed: 2 } })
    expect(await view(second.id, mei)).toMatchObject({
      item: { mine: null, can_decide: true, quorum: { given: 0 } },
      previous: {
        id: first.id,
        status: 'denied',
        changes: [{ label: 'Amount', before: '€30.00', after: '€25.00' }],
        proposed: [{ label: 'Amount', text: '€25.00' }],
      },
      revisions: [
        { id: first.id, number: 1, status: 'denied' },
        { id: second.id, number: 2, status: 'pending' },
      ],
      newer: null,
    })
    expect(await view(first.id, mei)).toMatchObject({ newer: { id: second.id, number: 2 } })
    const now = await shown(world, second.id)
    expect((await approve(mei, now)).status).toBe(200)
    expect((await approve(tom, now)).status).toBe(200)
    expect(await look(world, second.id)).toMatchObject({ status: 'approved' })
  })

  test('takes a pending request out of the way: what was given to it is worth nothing, and no decision on it is taken', async () => {
    const first = await pending(world, amounts.two)
    expect((await approve(mei, first)).status).toBe(200)
    const second = await ask(world, {
      ...first.wish,
      params: { ...first.wish.params, amount: 4_000 },
      supersedes: first.id,
    })
    expect(await wire(first.id)).toMatchObject({ status: 'cancelled', reasons: [{ code: 'request.superseded' }, {}] })
    const late = await decide(tom, first, plainApproval(first))
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ code: 'request.superseded', by: second.id })
    const challenge = { verb: 'approve', presentation_digest: first.presentationDigest, reason: 'Looked at it.' }
    expect(await refusal(await post(tom, `/requests/${first.id}/decisions/challenge`, challenge))).toMatchObject({
      code: 'request.superseded',
    })
    expect(await look(world, second.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })
    expect(await entriesOf(db, first.id)).toEqual(['request.submitted', 'decision.recorded', 'request.cancelled'])
    expect(await view(first.id, tom)).toMatchObject({
      resolution: { status: 'cancelled', sentence: expect.stringContaining('newer revision') },
      newer: { id: second.id, number: 2, changes: [{ label: 'Amount', before: '€30.00', after: '€40.00' }] },
    })
  })

  test('revokes the unused grant of what it replaces, so that not both are run', async () => {
    const first = await granted(world)
    const second = await ask(world, {
      ...first.wish,
      params: { ...first.wish.params, amount: 40 },
      supersedes: first.requestId,
    })
    expect(second).toMatchObject({ status: 'approved' })
    expect((await redeem(world, first)).status).toBe(410)
    expect(await entriesOf(db, first.requestId)).toContain('grant.revoked')
  })

  test('is the only one: 16 at once give one, and the same key gives the same answer', async () => {
    const first = await pending(world, amounts.one)
    const again = { ...first.wish, params: { ...first.wish.params, amount: 600 }, supersedes: first.id }
    const key = { 'idempotency-key': `revise-${first.id}` }
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) => api('POST', '/requests', world.agent, again, at < 4 ? key : {})),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    const ids = new Set(bodies.filter(({ id }) => id).map(({ id }) => id))
    expect(ids.size).toBe(1)
    const [winner] = ids
    for (const { id, code, by } of bodies)
      if (id === undefined && code !== 'idempotency.in_progress')
        expect({ code, by }).toEqual({ code: 'supersedes.replaced', by: winner })
    expect(await countOf(db, 'SELECT count(*) FROM requests WHERE supersedes_id = $1', [first.id])).toBe(1)
  })

  test('comes before or after a decision, never between: 12 races end in one order, and the log agrees', async () => {
    for (let round = 0; round < 12; round++) {
      const first = await pending(world, amounts.one)
      const wish = { ...first.wish, params: { ...first.wish.params, amount: 700 }, supersedes: first.id }
      const [decided, revised] = await Promise.all([
        decide(elif, first, plainApproval(first)),
        api('POST', '/requests', world.agent, wish),
      ])
      expect(revised.status).toBe(202)
      const entries = await entriesOf(db, first.id)
      if (decided.status === 200) expect(entries).toEqual(expect.arrayContaining(['request.approved', 'grant.revoked']))
      else {
        expect(await refusal(decided)).toMatchObject({ code: 'request.superseded' })
        expect(entries).toEqual(['request.submitted', 'request.cancelled'])
      }
      expect(
        await countOf(db, `SELECT count(*) FROM grants WHERE request_id = $1 AND status = 'issued'`, [first.id]),
      ).toBe(0)
    }
  })

  test('of another agent’s request is refused as unknown, and the law refuses one of what is pending', async () => {
    const first = await pending(world, amounts.one)
    const care = { ...wishes.approve, resource: 'charge:ch_other', supersedes: first.id }
    expect(await refusal(await api('POST', '/requests', world.otherAgent, care))).toMatchObject({
      code: 'supersedes.unknown',
    })
    const copy = (over: string) =>
      refusalBy(
        db.asOwner,
        `INSERT INTO requests SELECT (jsonb_populate_record(r, '${over}')).* FROM requests r WHERE id = $1`,
        [first.id],
      )
    expect(await copy(`{"id": "${newId('req')}", "supersedes_id": "${first.id}"}`)).toMatch(/still pending/)
    await ask(world, { ...refundOf(500), supersedes: first.id })
    const again = `{"id": "${newId('req')}", "supersedes_id": "${first.id}", "status": "pending", "resolved_at": null}`
    expect(await copy(again)).toMatch(/replaced before/)
  })
})
