import { describe, expect, test } from 'vitest'
import { daysFromNow, hoursFromNow, rotaOf, setRota } from '@/e2e/support/oncall'
import { get, post, signers } from '@/e2e/support/people'
import { countOf, idOfSlug } from '@/e2e/support/rows'
import { myOnCall, onCallPage, type TeamOnCall } from '@/lib/rota/schema'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
const [mei, tom, jonas, hugo, rotimi, elif] = await signers(world, 'mei', 'tom', 'jonas', 'hugo', 'rotimi', 'elif')
const leads = await idOfSlug(db, 'teams', 'payments-leads')
const release = await idOfSlug(db, 'teams', 'release-managers')

const teamsOf = async (person: { cookie: string }) =>
  onCallPage.parse(await (await get(person, '/oncall')).json()).teams
async function teamOf(person: { cookie: string }, id = leads): Promise<TeamOnCall> {
  const found = (await teamsOf(person)).find(({ team }) => team.id === id)
  if (!found) throw new Error('the team is not there')
  return found
}
const mine = async (person: { cookie: string }) => myOnCall.parse(await (await get(person, '/oncall/me')).json()).teams
const pointers = async (answer: Response) => {
  const { status, errors = [] } = { status: answer.status, ...(await answer.json()) }
  return [status, errors.map(({ pointer }: { pointer: string }) => pointer)]
}
const lastEntry = async (type: string) =>
  (
    await db.asOwner(
      `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = $1 ORDER BY at DESC, id DESC LIMIT 1`,
      [type],
    )
  )[0]?.facts

describe('who is on call', () => {
  test('is said by administrators and owners of a workflow that asks the team, seen by its members, and not there for others', async () => {
    expect((await post(hugo, `/oncall/${leads}`, rotaOf([mei.id, tom.id]))).status).toBe(204)
    expect((await post(rotimi, `/oncall/${leads}`, rotaOf([tom.id, mei.id, jonas.id]))).status).toBe(204)
    expect((await post(tom, `/oncall/${leads}`, rotaOf([mei.id]))).status).toBe(403)
    expect((await post(elif, `/oncall/${leads}`, rotaOf([mei.id]))).status).toBe(404)
    expect((await post(rotimi, `/oncall/${release}`, rotaOf([jonas.id]))).status).toBe(404)
    expect((await teamsOf(elif)).map(({ team }) => team.slug)).not.toContain('payments-leads')
    const team = await teamOf(tom)
    expect([team.may_change, (await teamOf(rotimi)).may_change]).toEqual([false, true])
    expect(team.rota?.order.map(({ name }) => name)).toEqual(['Tom Ek', 'Mei Lin', 'Jonas Weber'])
    expect(team.rota?.now).toMatchObject({ person: { name: 'Tom Ek' }, backup: { name: 'Mei Lin' }, is_away: false })
    expect(team.rota?.next).toMatchObject({ at: `${daysFromNow(27)}T00:00:00.000Z`, person: { name: 'Mei Lin' } })
    expect(team.rota?.calendar.days).toHaveLength(29)
    expect(await lastEntry('rota.changed')).toMatchObject({
      slug: 'payments-leads',
      what: 'order',
      before: { order: [mei.id, tom.id] },
      after: { order: [tom.id, mei.id, jonas.id] },
    })
  })

  test.each([
    ['nobody', { order: [] }, ['/order']],
    ['somebody twice', { order: [mei.id, mei.id] }, ['/order']],
    ['somebody who is no member', { order: [mei.id, elif.id] }, ['/order/1']],
    ['a turn without end', { turn_days: 29 }, ['/turn_days']],
    ['half a day', { turn_days: 0.5 }, ['/turn_days']],
    ['a zone that is none', { time_zone: 'Mars/Base' }, ['/time_zone']],
    ['an hour that is none', { handover: '24:00' }, ['/handover']],
    ['a day that is none', { starts_on: '2026-02-30' }, ['/starts_on']],
    ['a member more', { everybody: true }, ['']],
  ])('%s is refused by the field', async (_, over, fields) => {
    const [status, found] = await pointers(await post(hugo, `/oncall/${leads}`, rotaOf([mei.id], over)))
    expect(status).toBe(400)
    expect(found).toHaveLength(1)
    expect(String(found[0])).toMatch(new RegExp(`^${fields[0]}`))
  })

  test('an override stands for its time and never beside another one, also when both come at once', async () => {
    await setRota(hugo, leads, [tom.id, mei.id, jonas.id])
    const path = `/oncall/${leads}/overrides`
    const cover = (person: string, from: number, until: number) =>
      post(rotimi, path, { person, from: hoursFromNow(from), until: hoursFromNow(until) })
    const made = await cover(jonas.id, -1, 5)
    expect(made.status).toBe(201)
    expect((await teamOf(mei)).rota?.now).toMatchObject({ person: { name: 'Jonas Weber' }, backup: { name: 'Tom Ek' } })
    const taken = await cover(mei.id, 4, 8)
    expect([taken.status, await taken.json()]).toMatchObject([409, { code: 'time.taken', by: 'Jonas Weber' }])
    const both = await Promise.all([cover(mei.id, 10, 12), cover(tom.id, 11, 13)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await pointers(await cover(elif.id, 20, 22))).toEqual([400, ['/person']])
    expect(await pointers(await cover(mei.id, 22, 20))).toEqual([400, ['/until']])
    expect(await pointers(await cover(mei.id, -5, -4))).toEqual([400, ['/until']])
    expect(await pointers(await cover(mei.id, 24, 24 * 62))).toEqual([400, ['/until']])
    expect((await post(rotimi, `${path}/${(await made.json()).id}/remove`, {})).status).toBe(204)
    expect((await teamOf(mei)).rota?.now.person?.name).toBe('Tom Ek')
    expect(await lastEntry('rota.changed')).toMatchObject({
      what: 'override',
      before: { person: jonas.id },
      after: null,
    })
  })

  test('on a holiday it is nobody in particular, and the title stays out of the leaf', async () => {
    await setRota(hugo, leads, [tom.id, mei.id])
    const path = `/oncall/${leads}/holidays`
    expect((await post(rotimi, path, { day: daysFromNow(0), title: 'Kestrel day' })).status).toBe(204)
    expect((await teamOf(mei)).rota?.now).toMatchObject({ person: null, note: 'Kestrel day' })
    expect(await mine(mei)).toMatchObject([{ person: null, is_me: false }])
    expect(JSON.stringify(await lastEntry('rota.changed'))).not.toContain('Kestrel')
    expect(await pointers(await post(rotimi, path, { day: daysFromNow(-2), title: 'Past' }))).toEqual([400, ['/day']])
    expect(await pointers(await post(rotimi, path, { day: daysFromNow(2), title: ' ' }))).toEqual([400, ['/title']])
    expect((await post(rotimi, `${path}/${daysFromNow(0)}/remove`, {})).status).toBe(204)
    expect((await post(rotimi, `${path}/${daysFromNow(0)}/remove`, {})).status).toBe(404)
    expect(await mine(tom)).toMatchObject([{ is_me: true, next: { name: 'Mei Lin' } }])
  })

  test('without a rota the team has none, and what hung on it is gone', async () => {
    await setRota(hugo, leads, [tom.id])
    expect((await post(hugo, `/oncall/${leads}/holidays`, { day: daysFromNow(3), title: 'Off' })).status).toBe(204)
    expect((await post(hugo, `/oncall/${leads}/end`, {})).status).toBe(204)
    expect((await teamOf(mei)).rota).toBeNull()
    expect(await mine(tom)).toEqual([])
    expect((await post(hugo, `/oncall/${leads}/end`, {})).status).toBe(404)
    expect(await countOf(db, 'SELECT count(*) FROM rota_holidays WHERE team_id = $1', [leads])).toBe(0)
  })
})

describe('out of office', () => {
  const away = (person: { cookie: string }, body: Record<string, unknown>) => post(person, '/absences', body)
  const ownAbsences = async (person: { cookie: string }) => (await get(person, '/absences/mine')).json()

  test('is said by oneself with somebody of one of one’s teams, shown to both, and logged', async () => {
    await setRota(hugo, leads, [mei.id, tom.id])
    const until = hoursFromNow(30)
    const answer = await away(mei, { until, delegate: tom.id })
    expect(answer.status).toBe(201)
    const { id } = await answer.json()
    expect((await ownAbsences(mei)).items).toMatchObject([
      { id, delegate: { name: 'Tom Ek' }, is_now: true, remark: null },
    ])
    expect((await ownAbsences(tom)).standing_in).toMatchObject([{ person: { name: 'Mei Lin' } }])
    expect((await mine(tom))[0]).toMatchObject({ is_me: false, i_stand_in: true, until })
    expect((await teamOf(tom)).rota?.now).toMatchObject({ is_away: true, stand_in: { name: 'Tom Ek' } })
    expect(await lastEntry('absence.set')).toMatchObject({ delegate: tom.id, before: null, after: { until } })
    // Nobody ends somebody else's.
    expect((await post(tom, `/absences/${id}/end`, {})).status).toBe(404)
    expect((await post(mei, `/absences/${id}/end`, {})).status).toBe(204)
    expect((await post(mei, `/absences/${id}/end`, {})).status).toBe(404)
    expect(await lastEntry('absence.ended')).toMatchObject({ before: { until } })
    expect((await mine(mei))[0]).toMatchObject({ is_me: true })
  })

  test.each([
    ['an end before the beginning', () => ({ from: hoursFromNow(5), until: hoursFromNow(4) }), '/until'],
    ['an end that is over', () => ({ until: hoursFromNow(-1) }), '/until'],
    ['more than sixty days', () => ({ until: hoursFromNow(61 * 24) }), '/until'],
    ['a beginning that is over', () => ({ from: hoursFromNow(-2), until: hoursFromNow(2) }), '/from'],
    ['oneself as delegate', () => ({ until: hoursFromNow(2), delegate: mei.id }), '/delegate'],
    ['somebody of no team of mine', () => ({ until: hoursFromNow(2), delegate: elif.id }), '/delegate'],
    ['a day without a time', () => ({ until: daysFromNow(2) }), '/until'],
  ])('%s is refused by the field', async (_, body, field) => {
    expect(await pointers(await away(mei, body()))).toEqual([400, [field]])
  })

  test('is never twice at once, also when both come at once, and the database says so too', async () => {
    const both = await Promise.all([1, 2, 3].map((hours) => away(jonas, { until: hoursFromNow(hours) })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await away(jonas, { from: hoursFromNow(20), until: hoursFromNow(22) })).status).toBe(201)
    await expect(
      db.asOwner(
        `INSERT INTO absences (id, person_id, starts_at, ends_at) VALUES ('abs_${'0'.repeat(26)}', $1, now() + interval '21 hours', now() + interval '23 hours')`,
        [jonas.id],
      ),
    ).rejects.toThrow(/one_absence_at_a_time/)
    await expect(
      db.asOwner(`UPDATE absences SET ends_at = ends_at + interval '1 day' WHERE person_id = $1`, [jonas.id]),
    ).rejects.toThrow(/never changed/)
  })
})
