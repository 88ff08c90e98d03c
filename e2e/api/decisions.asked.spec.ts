import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { ask, look, pending } from '@/e2e/support/machines'
import {
  approve,
  decide,
  denial,
  get,
  plainApproval,
  post,
  refusal,
  type Shown,
  shown,
  signedApproval,
  signers,
} from '@/e2e/support/people'
import { countOf, entriesOf, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'
import { expireRequests } from '@/lib/requests/expire-requests'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, noor, hugo, nadia, elif] = await signers(world, 'mei', 'tom', 'noor', 'hugo', 'nadia', 'elif')
const decisionsOn = (id: string) => countOf(db, 'SELECT count(*) FROM decisions WHERE request_id = $1', [id])
const ineligible = (why: string) => ({ status: 403, code: 'decision.not_eligible', why })

async function expectUndecided(request: Shown, of = world) {
  expect([(await look(of, request.id)).status, await decisionsOn(request.id)]).toEqual(['pending', 0])
}

describe('teams are compared by id, never by name (ATTACKS 33)', () => {
  const many = { workflow: 'customer-care', action: 'care.send_message', executor: 'message-runner' }

  test('a member of ops-admin is nobody to a request for ops', async () => {
    const care = { ...world, agent: world.otherAgent }
    const [row] = await db.asOwner(
      `SELECT t -> 'example' AS example FROM boundaries, jsonb_array_elements(catalogue -> 'action_types') AS t WHERE t ->> 'name' = 'care.send_message'`,
    )
    const example = row?.example
    if (typeof example !== 'object' || example === null) throw new Error('no example')
    const params = Reflect.get(example, 'params')
    const asked = await ask(
      { ...world, agent: world.otherAgent },
      {
        ...many,
        resource: Reflect.get(example, 'resource'),
        params: { ...params, recipients: 100 },
      },
    )
    expect(asked.status).toBe('pending')
    const request = await shown(world, asked.id)
    expect((await decide(nadia, request, plainApproval(request))).status).toBe(404)
    // Renaming a team to the other's title changes nothing either.
    await db.asOwner(`UPDATE teams SET title = 'Store operations' WHERE slug = 'ops-admin'`)
    expect((await decide(nadia, request, plainApproval(request))).status).toBe(404)
    await expectUndecided(request, care)
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
    expect(await entriesOf(db, request.id)).toEqual(['request.submitted', 'decision.refused', 'request.expired'])
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
