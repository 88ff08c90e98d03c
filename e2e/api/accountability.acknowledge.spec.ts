import { describe, expect, test } from 'vitest'
import { acknowledge, assign, liveAssignment, signatureOf, toldTo, toSign } from '@/e2e/support/accountability'
import { ask } from '@/e2e/support/machines'
import { get, post, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
const [rotimi, mei, tom, noor, hugo, elif, piotr] = await signers(
  world,
  'rotimi',
  'mei',
  'tom',
  'noor',
  'hugo',
  'elif',
  'piotr',
)

const role = 'incident_response'
const live = () => liveAssignment(db, 'payments', role)
const signed = (id: string) => countOf(db, 'SELECT count(*) FROM attestations WHERE assignment_id = $1', [id])
const send = (person: { cookie: string }, id: string, signature: unknown) =>
  post(person, `/accountability/assignments/${id}/acknowledge`, { signature })
const outcome = async () => {
  const { status, reasons } = await ask(world, wishes.allow)
  return [status, reasons.map(({ code }) => code)]
}
const gap = ['denied', ['accountability.gap']]

test('a role counts from the assignee’s own signature on, and not a moment before', async () => {
  expect((await outcome())[0]).toBe('approved')
  const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
  expect(await outcome()).toEqual(gap)
  expect(await toldTo(tom)).toEqual([
    'Rotimi Okafor names you for incident response in Payments. Acknowledge it with your passkey.',
  ])
  const asked = await toSign(tom, id)
  expect(JSON.parse(asked.statement)).toMatchObject({
    purpose: 'accountability',
    person: tom.id,
    says: {
      assignment_id: id,
      workflow: 'payments',
      role,
      undertakes: expect.stringMatching(
        /^I lead incident response for Payments from \d+ \w+ \d{4}\. I can stop its agents, executors and grants\.$/,
      ),
    },
  })
  expect(await outcome(), 'being asked is no signature').toEqual(gap)
  expect((await send(tom, id, signatureOf(tom, asked))).status).toBe(200)
  expect((await outcome())[0]).toBe('approved')
  expect(await signed(id)).toBe(1)
  const [entry] = await db.asOwner(
    `SELECT body::jsonb AS body FROM log_entries WHERE type = 'accountability.acknowledged' ORDER BY id DESC LIMIT 1`,
  )
  expect(entry?.body).toMatchObject({
    actor: { kind: 'person', id: tom.id },
    subject: { assignment_id: id, passkey_id: tom.passkeyId },
    facts: { workflow: 'payments', role, again: false },
  })
})

describe('nobody else acknowledges, and nothing else is acknowledged', () => {
  test.each([
    ['an owner of the workflow', () => mei],
    ['compliance', () => noor],
    ['an administrator', () => hugo],
  ])('%s', async (_, who) => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    expect(await refusal(await post(who(), `/accountability/assignments/${id}/acknowledge`, {}))).toEqual({
      status: 403,
      code: 'assignment.not_yours',
    })
  })

  test('somebody who may not even see it is told nothing (IDOR)', async () => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    for (const path of ['acknowledge', 'withdraw', 'remind'])
      expect(
        await refusal(
          await post(elif, `/accountability/assignments/${id}/${path}`, path === 'withdraw' ? { reason: 'x' } : {}),
        ),
      ).toEqual({ status: 404, code: 'not_found' })
    expect((await get(elif, `/accountability/cells/payments/${role}`)).status).toBe(404)
    expect((await post(elif, `/accountability/cells/payments/${role}/assign`, { person_id: elif.id })).status).toBe(404)
  })

  test('with the passkey of somebody else (ATTACKS 17)', async () => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const forged = signatureOf(mei, await toSign(tom, id))
    expect(await refusal(await send(tom, id, forged))).toMatchObject({ status: 403, code: 'passkey.refused' })
    expect(await signed(id)).toBe(0)
  })

  test('with a signature for another assignment, even of the same person (ATTACKS 19)', async () => {
    const one = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const other = await liveAssignment(db, 'payments', 'execution')
    const asked = await toSign(tom, other)
    expect(await refusal(await send(tom, one, signatureOf(tom, asked)))).toMatchObject({
      code: 'passkey.refused',
      why: 'challenge',
    })
    expect(await signed(one)).toBe(0)
  })

  test('with a challenge that somebody else was given', async () => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const asked = await toSign(mei, await liveAssignment(db, 'payments', 'approval_logic'))
    expect(await refusal(await send(tom, id, signatureOf(tom, asked)))).toMatchObject({ why: 'challenge_unknown' })
  })

  test.each([
    ['without its user (ATTACKS 21)', { userVerified: false }],
    ['on another site (ATTACKS 23)', { origin: 'https://evil.example' }],
  ])('with a passkey that was used %s', async (_, ceremony) => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const signature = signatureOf(tom, await toSign(tom, id), ceremony)
    expect(await refusal(await send(tom, id, signature))).toMatchObject({ status: 403, code: 'passkey.refused' })
    expect(await signed(id)).toBe(0)
    expect(await outcome()).toEqual(gap)
  })

  test('with one signature twice (ATTACKS 20)', async () => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const signature = signatureOf(tom, await toSign(tom, id))
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(tom, id, signature)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await signed(id)).toBe(1)
  })

  test('an assignment that was replaced meanwhile', async () => {
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    const signature = signatureOf(tom, await toSign(tom, id))
    await assign(rotimi, 'payments', role, { person_id: mei.id })
    // Who is named no more may see it only as long as they answer for something else; Tom answers for execution.
    expect(await refusal(await send(tom, id, signature))).toEqual({ status: 409, code: 'assignment.ended' })
  })
})

describe('who is named', () => {
  const refused = async (body: unknown) => {
    const answer = await post(rotimi, `/accountability/cells/payments/${role}/assign`, body)
    return [answer.status, ((await answer.json()).errors ?? []).map(({ pointer }: { pointer: string }) => pointer)]
  }
  const vendor = { name: 'Datawell GmbH', contract: 'DPA-2024-31', contact: 'noc@datawell.example', voucher_id: tom.id }

  test.each([
    ['a vendor without a contract', { vendor: { ...vendor, contract: '  ' } }, 400, ['/vendor/contract']],
    [
      'a vendor that says nothing of a contract',
      { vendor: { ...vendor, contract: undefined } },
      400,
      ['/vendor/contract'],
    ],
    ['a vendor without a contact', { vendor: { ...vendor, contact: '' } }, 400, ['/vendor/contact']],
    ['nobody', {}, 400, ['']],
    ['two at once', { person_id: tom.id, team: 'ops' }, 400, ['']],
    ['a team that is none', { team: 'nobody-here' }, 400, ['/team']],
    ['a review in the past', { person_id: tom.id, review_by: '2020-01-01' }, 400, ['/review_by']],
    [
      'a review in two years',
      { person_id: tom.id, review_by: `${new Date().getUTCFullYear() + 2}-12-31` },
      400,
      ['/review_by'],
    ],
  ])('%s is refused and the field is named', async (_, body, status, pointers) => {
    expect(await refused(body)).toEqual([status, pointers])
  })

  test('more members than a body has are refused (ATTACKS 104)', async () => {
    expect((await refused({ person_id: tom.id, acknowledged_by: tom.id, acknowledged_at: 'now' }))[0]).toBe(400)
  })

  test('a team’s lead acknowledges, and when somebody else leads it nobody has', async () => {
    const id = await assign(rotimi, 'payments', role, { team: 'platform-oncall' })
    expect(await refusal(await acknowledgeAs(mei, id))).toMatchObject({ code: 'assignment.not_yours' })
    expect((await acknowledge(piotr, id)).status).toBe(200)
    expect((await outcome())[0]).toBe('approved')
    await db.asOwner(`UPDATE teams SET lead_id = $1 WHERE slug = 'platform-oncall'`, [mei.id])
    expect(await outcome()).toEqual(gap)
    expect((await acknowledge(mei, id)).status).toBe(200)
    expect((await outcome())[0]).toBe('approved')
  })

  test('a vendor is vouched for by somebody of ours, who signs', async () => {
    const id = await assign(rotimi, 'payments', role, { vendor })
    const asked = await toSign(tom, id)
    expect(JSON.parse(asked.statement).says.undertakes).toContain('Datawell GmbH does it under contract DPA-2024-31')
    expect((await send(tom, id, signatureOf(tom, asked))).status).toBe(200)
    expect((await outcome())[0]).toBe('approved')
  })

  const acknowledgeAs = (person: { cookie: string }, id: string) =>
    post(person, `/accountability/assignments/${id}/acknowledge`, {})
})

describe('races', () => {
  test('of many who name somebody at once, one is live and all others are history', async () => {
    const people = [tom, mei, noor, piotr, hugo, elif]
    const answers = await Promise.all(
      people.map(({ id }) => post(rotimi, `/accountability/cells/payments/${role}/assign`, { person_id: id })),
    )
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201))
    expect(
      await countOf(
        db,
        `SELECT count(*) FROM accountability_assignments a JOIN workflows w ON w.id = a.workflow_id WHERE w.slug = 'payments' AND role = $1 AND ended_at IS NULL`,
        [role],
      ),
    ).toBe(1)
  })

  test('acknowledging against withdrawing: the log and the row agree on which came first', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
      const signature = signatureOf(tom, await toSign(tom, id))
      const [signing, ending] = await Promise.all([
        send(tom, id, signature),
        post(rotimi, `/accountability/assignments/${id}/withdraw`, { reason: 'Somebody else will.' }),
      ])
      expect(ending.status).toBe(200)
      const [row] = await db.asOwner(
        'SELECT acknowledged_at IS NOT NULL AS signed, ended_at IS NOT NULL AS ended FROM accountability_assignments WHERE id = $1',
        [id],
      )
      expect(row).toEqual({ signed: signing.status === 200, ended: true })
      if (signing.status !== 200) expect((await signing.json()).code).toBe('assignment.ended')
      expect(await signed(id)).toBe(signing.status === 200 ? 1 : 0)
      expect(await outcome()).toEqual(gap)
    }
  })
})

test('withdrawing opens a gap at once and tells everybody who can name somebody; laying it down is possible too', async () => {
  const id = await assign(rotimi, 'payments', role, { person_id: piotr.id })
  await acknowledge(piotr, id)
  expect((await outcome())[0]).toBe('approved')
  expect((await post(piotr, `/accountability/assignments/${id}/withdraw`, { reason: '' })).status).toBe(400)
  expect((await post(piotr, `/accountability/assignments/${id}/withdraw`, { reason: 'I change jobs.' })).status).toBe(
    200,
  )
  expect(await outcome()).toEqual(gap)
  for (const person of [rotimi, mei, noor, hugo])
    expect(await toldTo(person)).toContain(
      'Piotr Nowak ended that Piotr Nowak answers for incident response in Payments.',
    )
  expect(await refusal(await post(rotimi, `/accountability/assignments/${id}/withdraw`, { reason: 'again' }))).toEqual({
    status: 409,
    code: 'assignment.ended',
  })
  await expect(live()).rejects.toThrow('nobody answers')
})
