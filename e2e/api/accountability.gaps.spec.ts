import { afterEach, describe, expect, test } from 'vitest'
import { acknowledge, assign, liveAssignment, toldTo } from '@/e2e/support/accountability'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { ask, grantedBy, redeem } from '@/e2e/support/machines'
import { get, post, refusal, signers } from '@/e2e/support/people'
import { countOf, factsOf, revive } from '@/e2e/support/rows'
import { remindAccountability } from '@/lib/accountability/remind-accountability'
import { tellOwners } from '@/lib/accountability/tell-owners'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [rotimi, mei, noor, hugo, tom, elif] = await signers(world, 'rotimi', 'mei', 'noor', 'hugo', 'tom', 'elif')

const asked = async () => {
  const { status, reasons } = await ask(world, wishes.allow)
  return { status, codes: reasons.map(({ code }) => code), said: reasons.map(({ message }) => message).join(' ') }
}
const denied = { status: 'denied', codes: ['accountability.gap'] }
const cell = async (role: string) => (await (await get(noor, `/accountability/cells/payments/${role}`)).json()).cell

/** Signs, as rows are after it, for a role that a test broke. */
async function settle(role: string, person = tom): Promise<void> {
  await acknowledge(person, await assign(rotimi, 'payments', role, { person_id: person.id }))
}

describe('every kind of gap denies and says why, and closing it lets the next request through', () => {
  const role = 'execution'
  const set = (what: string) =>
    liveAssignment(db, 'payments', role).then((id) =>
      db.asOwner(`UPDATE accountability_assignments SET ${what} WHERE id = $1`, [id]),
    )
  const kinds: [string, () => Promise<unknown>, string][] = [
    ['nobody is named', () => set(`ended_at = now()`), 'nobody is named'],
    ['not acknowledged', () => set('acknowledged_at = NULL, acknowledged_by = NULL'), 'has not acknowledged it'],
    ['acknowledged by somebody else', () => set(`acknowledged_by = '${mei.id}'`), 'has not acknowledged it'],
    [
      'the review has lapsed',
      () => set(`review_due = clock_timestamp() - interval '1 second'`),
      'the review is overdue',
    ],
    [
      'the team has no lead',
      async () => {
        await set(`person_id = NULL, team_id = (SELECT id FROM teams WHERE slug = 'ops')`)
        await db.asOwner(`UPDATE teams SET lead_id = NULL WHERE slug = 'ops'`)
      },
      'the team named has no active lead',
    ],
  ]

  test.each(kinds)('%s', async (_, open, words) => {
    await settle(role)
    expect((await asked()).status).toBe('approved')
    await open()
    const answer = await asked()
    expect(answer).toMatchObject(denied)
    expect(answer.said).toBe('Nobody answers for execution in this workflow, so the answer is no.')
    expect((await cell(role)).gap).toContain(words)
    await settle(role)
    expect((await asked()).status).toBe('approved')
    expect(await cell(role)).toMatchObject({ state: 'ok', gap: null })
  })

  test('who leaves leaves an orphan: denied until reassigned and acknowledged', async () => {
    await settle(role, elif)
    await db.asOwner(`UPDATE people SET status = 'disabled', disabled_at = now() WHERE id = $1`, [elif.id])
    expect(await asked()).toMatchObject(denied)
    expect(await cell(role)).toMatchObject({ state: 'gap', gap: 'the person named has left' })
    const id = await assign(rotimi, 'payments', role, { person_id: tom.id })
    expect(await asked(), 'naming somebody is not enough').toMatchObject(denied)
    await acknowledge(tom, id)
    expect((await asked()).status).toBe('approved')
    await revive(db, 'people', elif.id)
  })

  test('a gap that opens after the approval refuses the redemption, in the log with its reason', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    const id = await liveAssignment(db, 'payments', role)
    expect((await post(tom, `/accountability/assignments/${id}/withdraw`, { reason: 'Ill.' })).status).toBe(200)
    expect(await refusal(await redeem(world, grant))).toEqual({ status: 403, code: 'grant.unusable' })
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'accountability_gap' })
    await settle(role)
  })
})

describe('the escalation is told', () => {
  const role = 'logging'
  const about = (told: string[]) => told.filter((sentence) => sentence.includes('denied: for logging'))

  test('of requests that a gap denied: owners, administrators and compliance, once a day, and nobody else', async () => {
    const id = await liveAssignment(db, 'payments', role)
    await post(rotimi, `/accountability/assignments/${id}/withdraw`, { reason: 'Test.' })
    await db.asOwner(`DELETE FROM notices`)
    await asked()
    await tellOwners()
    for (const person of [rotimi, mei, hugo, noor])
      expect(about(await toldTo(person))).toEqual([
        expect.stringMatching(/Payments (was|were) denied: for logging, nobody is named\.$/),
      ])
    expect(about(await toldTo(elif))).toEqual([])
    await asked()
    expect(await tellOwners(), 'within the day').toBe(0)
    await db.asOwner(`UPDATE notices SET created_at = created_at - interval '25 hours'`)
    expect(await tellOwners(), 'the next day').toBeGreaterThan(0)
    await settle(role)
  })

  test('two processes that tell at once tell once', async () => {
    await db.asOwner(`DELETE FROM notices`)
    const id = await liveAssignment(db, 'payments', role)
    await post(rotimi, `/accountability/assignments/${id}/withdraw`, { reason: 'Test.' })
    await db.asOwner(`DELETE FROM notices`)
    await asked()
    await Promise.all(Array.from({ length: 6 }, () => tellOwners()))
    expect(about(await toldTo(mei))).toHaveLength(1)
    await settle(role)
  })

  test('of a grant that was used twice: whoever answers, once an hour', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    expect((await redeem(world, grant)).status).toBe(200)
    for (let again = 0; again < 3; again++) expect((await redeem(world, grant)).status).toBe(409)
    await tellOwners()
    await tellOwners()
    for (const person of [rotimi, mei])
      expect((await toldTo(person)).filter((sentence) => sentence.includes('it had been used'))).toEqual([
        'refund-runner was refused a grant in Payments: it had been used or was over.',
      ])
    expect(await toldTo(elif)).toEqual([])
  })
})

describe('time', () => {
  afterEach(() => db.asOwner(`DELETE FROM notices; DELETE FROM attestation_campaigns`))
  const shift = (days: number) =>
    db.asOwner(
      `UPDATE accountability_assignments SET review_due = review_due - make_interval(days => $1), reminded_at = reminded_at - make_interval(days => $1),
         acknowledged_at = acknowledged_at - make_interval(days => $1) WHERE ended_at IS NULL`,
      [days],
    )
  const entries = (type: string, id: string) =>
    countOf(
      db,
      `SELECT count(*) FROM log_entries WHERE type = $1 AND body::jsonb -> 'subject' ->> 'assignment_id' = $2`,
      [type, id],
    )

  test('a review day that passes is said once, to the escalation and in the log', async () => {
    await settle('execution')
    const id = await liveAssignment(db, 'payments', 'execution')
    await db.asOwner(
      `UPDATE accountability_assignments SET review_due = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [id],
    )
    await Promise.all([remindAccountability(), remindAccountability(), remindAccountability()])
    await remindAccountability()
    expect(await entries('accountability.lapsed', id)).toBe(1)
    expect(await toldTo(rotimi)).toContain(
      'Tom Ek did not confirm execution in Payments in time: its new requests are denied.',
    )
    expect(await asked()).toMatchObject(denied)
    expect((await acknowledge(tom, id)).status).toBe(200)
    expect((await asked()).status).toBe('approved')
  })

  test('who is named is reminded before the review, on the last day and when it is late, never twice a day', async () => {
    await settle('execution')
    const id = await liveAssignment(db, 'payments', 'execution')
    await remindAccountability()
    expect(await entries('accountability.reminded', id)).toBe(0)
    const [row] = await db.asOwner(
      `SELECT extract(epoch FROM review_due - clock_timestamp()) / 86400 AS days FROM accountability_assignments WHERE id = $1`,
      [id],
    )
    const left = Math.floor(Number(row?.days))
    for (const [days, reminders] of [
      [left - 13, 1],
      [0, 1],
      [7, 2],
      [6, 3],
      [0, 3],
      [2, 4],
      [30, 4],
    ] as const) {
      await db.asOwner(
        `UPDATE accountability_assignments SET review_due = review_due - make_interval(days => $2), reminded_at = reminded_at - make_interval(days => $2) WHERE id = $1`,
        [id, days],
      )
      await Promise.all([remindAccountability(), remindAccountability()])
      expect([days, await entries('accountability.reminded', id)]).toEqual([days, reminders])
    }
    await settle('execution')
  })

  test('a campaign: asked now, confirmed with a passkey, closed at its end with what came of it', async () => {
    const due = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)
    const start = (who: { cookie: string }) => post(who, '/accountability/campaigns', { title: 'Fourth quarter', due })
    expect(await refusal(await start(rotimi))).toEqual({ status: 403, code: 'auth.forbidden' })
    const both = await Promise.all([start(noor), start(hugo)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await toldTo(tom)).toEqual([expect.stringMatching(/asks you to confirm what you answer for \(\d+\) by /)])
    const mine = await (await get(tom, '/accountability/mine')).json()
    const item = mine.items.find(
      ({ workflow, role }: { workflow: { slug: string }; role: string }) =>
        workflow.slug === 'payments' && role === 'execution',
    )
    expect(item).toMatchObject({ state: 'asked' })
    const before = (await (await get(noor, '/accountability')).json()).campaign
    expect((await acknowledge(tom, item.assignment_id)).status).toBe(200)
    const after = (await (await get(noor, '/accountability')).json()).campaign
    expect([before.confirmed, after.confirmed, after.asked]).toEqual([0, 1, before.asked])
    expect(await countOf(db, 'SELECT count(*) FROM attestations WHERE campaign_id = $1', [after.id])).toBe(1)
    await remindAccountability()
    expect((await toldTo(mei)).filter((sentence) => sentence.startsWith('Confirm'))).toEqual([])

    await db.asOwner(
      `UPDATE attestation_campaigns SET started_at = started_at - interval '15 days', due_at = due_at - interval '15 days'`,
    )
    await shift(15)
    await remindAccountability()
    await remindAccountability()
    const [entry] = await db.asOwner(
      `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'campaign.closed' ORDER BY id DESC`,
    )
    expect(entry?.facts).toMatchObject({ confirmed: 1, asked: after.asked })
    expect(await countOf(db, `SELECT count(*) FROM log_entries WHERE type = 'campaign.closed'`)).toBe(1)
    expect(await toldTo(rotimi)).toContainEqual(
      expect.stringMatching(/^You have not confirmed accountable owner in Payments/),
    )
    expect((await (await get(noor, '/accountability')).json()).headline.workflows).toBeGreaterThan(0)
  })
})
