import { afterEach, describe, expect, test } from 'vitest'
import { toldTo } from '@/e2e/support/accountability'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { look, pending } from '@/e2e/support/machines'
import { deliveriesOf } from '@/e2e/support/messages'
import { escalationOf, hoursFromNow, setRota } from '@/e2e/support/oncall'
import { decide, denial, post, refusal, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, idOfSlug, passTime, refusalBy } from '@/e2e/support/rows'
import { escalateRequests } from '@/lib/escalation/escalate-requests'
import { expireRequests } from '@/lib/requests/expire-requests'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, hugo, rotimi] = await signers(world, 'mei', 'tom', 'jonas', 'hugo', 'rotimi')
// Requests are moved back in time below; their approvers were members before that.
await db.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)
const leads = await idOfSlug(db, 'teams', 'payments-leads')
await setRota(hugo, leads, [mei.id, tom.id, jonas.id])

const names = async (id: string) => (await escalationOf(hugo, id)).told.map(({ name }) => name)
const stepsOf = async (id: string) =>
  (await db.asOwner('SELECT step FROM escalation_steps WHERE request_id = $1 ORDER BY id', [id])).map(
    ({ step }) => step,
  )
const timerOf = async (id: string) =>
  (await db.asOwner('SELECT step, next_at FROM escalations WHERE request_id = $1', [id]))[0]
const later = async (id: string, share: number) => {
  await passTime(db, id, share)
  return escalateRequests()
}
const absences: string[] = []
const away = async (person: { cookie: string }, delegate: string | null) => {
  const answer = await post(person, '/absences', { until: hoursFromNow(48), delegate })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { id } = await answer.json()
  absences.push(id)
}
afterEach(async () => {
  await db.asOwner('UPDATE absences SET ended_at = clock_timestamp() WHERE id = ANY($1) AND ended_at IS NULL', [
    absences.splice(0),
  ])
})

describe('more people are told as time goes by, and none of it approves (ATTACKS 50)', () => {
  test('on call, reminder, backup, owner; nobody decides, so it is denied by its deadline and nothing is granted', async () => {
    const request = await pending(world, amounts.signed)
    const asked = await escalationOf(mei, request.id)
    expect(asked.told).toMatchObject([{ name: 'Mei Lin', is_me: true, why: 'on call for Payments leads' }])
    expect(asked).toMatchObject({ remarks: [], next: { who: 'a reminder' } })
    expect((await factsOf(db, request.id, 'request.submitted'))?.told).toEqual([mei.id])

    expect(await later(request.id, 0.49)).toBe(0)
    expect(await later(request.id, 0.5)).toBe(1)
    expect(await names(request.id)).toEqual(['Mei Lin'])
    expect(await later(request.id, 0.7)).toBe(1)
    expect(await names(request.id)).toEqual(['Mei Lin', 'Tom Ek'])
    expect(await toldTo(tom)).toContainEqual(expect.stringMatching(/you are the backup for Payments leads\.$/))
    expect(await later(request.id, 0.85)).toBe(1)
    expect(await names(request.id)).toContain('Rotimi Okafor')
    expect(await toldTo(rotimi)).toContainEqual(expect.stringMatching(/you answer for the workflow\.$/))
    expect((await escalationOf(mei, request.id)).next).toBeNull()

    // Still nobody: whatever was told, it is as pending as it was, and then it is over.
    expect((await look(world, request.id)).status).toBe('pending')
    expect(await later(request.id, 1)).toBe(0)
    await expireRequests()
    expect((await look(world, request.id)).status).toBe('expired')
    expect(await countOf(db, 'SELECT count(*) FROM grants WHERE request_id = $1', [request.id])).toBe(0)
    expect(await entriesOf(db, request.id)).toEqual([
      'request.submitted',
      ...['request.escalated', 'request.escalated', 'request.escalated'],
      'request.expired',
    ])
  })

  test('each is told once on their own channels, and reminded only as told', async () => {
    const request = await pending(world, amounts.signed)
    await later(request.id, 0.5)
    await later(request.id, 0.7)
    const sent = (await deliveriesOf(world, request.id)).map(({ event, email }) => `${event} ${email}`)
    expect(sent.sort()).toEqual([
      'asked mei.lin@kestrel.example',
      'asked tom.ek@kestrel.example',
      'reminded:remind mei.lin@kestrel.example',
    ])
  })

  test('two are asked where two must sign, and the third is their backup', async () => {
    const request = await pending(world, amounts.two)
    expect(await names(request.id)).toEqual(['Mei Lin', 'Tom Ek'])
    await later(request.id, 0.25)
    await later(request.id, 0.5)
    expect(await names(request.id)).toEqual(['Mei Lin', 'Tom Ek', 'Jonas Weber'])
  })

  test('who has decided is not reminded, and who is told may decide no more than before', async () => {
    const request = await pending(world, amounts.signed)
    expect((await post(mei, `/requests/${request.id}/claim`, {})).status).toBe(200)
    await later(request.id, 0.85)
    const refused = await decide(rotimi, request, denial(request))
    expect(await refusal(refused)).toMatchObject({ status: 403, code: 'decision.not_eligible' })
    expect((await decide(jonas, request, denial(request))).status).toBe(200)
    expect(await timerOf(request.id)).toMatchObject({ next_at: null })
  })

  test('whoever says that they are looking puts the next step off, and not for ever', async () => {
    const request = await pending(world, amounts.signed)
    await passTime(db, request.id, 0.5)
    expect((await post(mei, `/requests/${request.id}/claim`, {})).status).toBe(200)
    expect(await escalateRequests()).toBe(0)
    const [claim] = await db.asOwner('SELECT until FROM request_claims WHERE request_id = $1', [request.id])
    expect((await timerOf(request.id))?.next_at).toEqual(claim?.until)
    await later(request.id, 0.95)
    expect(await stepsOf(request.id)).toEqual(['first', 'remind', 'backup', 'owner'])
  })
})

describe('somebody who is out of office', () => {
  test('is told nothing; the delegate is, who could decide anyway; and when they are back they are', async () => {
    await away(mei, jonas.id)
    const request = await pending(world, amounts.signed)
    expect((await escalationOf(jonas, request.id)).told).toMatchObject([
      { name: 'Jonas Weber', is_me: true, why: 'stands in for Mei Lin' },
    ])
    expect((await post(mei, `/absences/${absences.splice(0)[0]}/end`, {})).status).toBe(204)
    expect(await names((await pending(world, amounts.signed)).id)).toEqual(['Mei Lin'])
  })

  test('has nobody standing in when the delegate may not decide this one: the whole team is told, and said why', async () => {
    await away(mei, tom.id)
    const request = await pending(world, amounts.signed, { on_behalf_of: [tom.id] })
    const { told, remarks } = await escalationOf(hugo, request.id)
    expect(told.map(({ name }) => name).sort()).toEqual(['Jonas Weber', 'Mei Lin'])
    expect(remarks).toContain(
      'Mei Lin is out of office and the delegate may not decide this one, so the whole team was told.',
    )
  })

  test('in a circle of delegates the whole team is told', async () => {
    await away(mei, tom.id)
    await away(tom, mei.id)
    const { told, remarks } = await escalationOf(hugo, (await pending(world, amounts.signed)).id)
    expect(told.map(({ name }) => name).sort()).toEqual(['Jonas Weber', 'Mei Lin', 'Tom Ek'])
    expect(remarks).toContain('Mei Lin is out of office and the delegates name each other, so the whole team was told.')
  })
})

describe('timers live in the database', () => {
  test('two workers at once take every step once, and what was due while none ran is due still', async () => {
    await escalateRequests()
    const requests = await Promise.all(Array.from({ length: 6 }, () => pending(world, amounts.signed)))
    for (const { id } of requests) await passTime(db, id, 0.72)
    const taken = await Promise.all([escalateRequests(), escalateRequests(), escalateRequests()])
    const rest = await escalateRequests()
    expect(taken.reduce((sum, each) => sum + each, rest)).toBe(12)
    for (const { id } of requests) expect(await stepsOf(id)).toEqual(['first', 'remind', 'backup'])
  })

  test('against a decision at the same moment: the end is final, and no step follows it', async () => {
    for (let round = 0; round < 6; round++) {
      const request = await pending(world, amounts.signed)
      await passTime(db, request.id, 0.5)
      const [, answer] = await Promise.all([escalateRequests(), decide(tom, request, denial(request))])
      expect(answer.status).toBe(200)
      await escalateRequests()
      const entries = await entriesOf(db, request.id)
      expect(entries.at(-1)).toBe('request.denied')
      expect(await timerOf(request.id)).toMatchObject({ next_at: null })
    }
  })

  test('the database refuses a step after the end, a timer past the deadline, a step back, and any change to what was told', async () => {
    const request = await pending(world, amounts.signed)
    const asApp = (sql: string) => refusalBy((text) => db.prisma.$executeRawUnsafe(text), sql)
    const at = `'${request.id}'`
    expect(await asApp(`UPDATE escalations SET next_at = now() + interval '2 hours' WHERE request_id = ${at}`)).toMatch(
      /after the end/,
    )
    expect(await asApp(`UPDATE escalation_steps SET people = '{}' WHERE request_id = ${at}`)).not.toBeNull()
    expect(await asApp(`DELETE FROM escalations WHERE request_id = ${at}`)).not.toBeNull()
    await later(request.id, 0.7)
    expect(await asApp(`UPDATE escalations SET step = 'remind' WHERE request_id = ${at}`)).toMatch(/never goes back/)
    expect((await decide(mei, request, denial(request))).status).toBe(200)
    expect(
      await asApp(
        `INSERT INTO escalation_steps (id, request_id, step, people, notes) VALUES ('esc_${'0'.repeat(26)}', ${at}, 'owner', '{}', '[]')`,
      ),
    ).toMatch(/not pending/)
  })
})

describe('the last approver is gone (ATTACKS 49)', () => {
  test('it stays pending, whoever answers for the workflow is told, and it expires denied', async () => {
    const before = await pending(world, amounts.signed)
    const members = await db.asOwner('SELECT * FROM team_members WHERE team_id = $1', [leads])
    await db.asOwner('DELETE FROM team_members WHERE team_id = $1', [leads])
    try {
      await later(before.id, 0.5)
      const { told, remarks } = await escalationOf(hugo, before.id)
      expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mei Lin', 'Rotimi Okafor']))
      expect(remarks).toContain(
        'Nobody is left who could decide it. If that stays so it expires, and nothing is granted.',
      )
      expect((await decide(tom, before, denial(before))).status).toBe(404)

      const after = await pending(world, amounts.signed)
      expect(await names(after.id)).toContain('Rotimi Okafor')
      for (const { id } of [before, after]) {
        expect((await look(world, id)).status).toBe('pending')
        await later(id, 1)
        await expireRequests()
        expect((await look(world, id)).status).toBe('expired')
      }
    } finally {
      for (const { team_id, person_id, since } of members)
        await db.asOwner('INSERT INTO team_members VALUES ($1, $2, $3)', [team_id, person_id, since])
    }
  })
})
