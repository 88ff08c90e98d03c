import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { approve, decide, denial, get, post, signers } from '@/e2e/support/people'
import { moveDeadline } from '@/e2e/support/rows'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, elif, sara] = await signers(world, 'mei', 'tom', 'jonas', 'elif', 'sara')

const page = z.looseObject({
  groups: z.array(z.looseObject({ key: z.string(), words: z.string(), ids: z.array(z.string()) })),
  total: z.number(),
  items: z.array(z.looseObject({ id: z.string() })),
  blame: z.string().nullable(),
  counts: z.looseObject({ mine: z.number(), snoozed: z.number(), waiting: z.number() }),
})
const inbox = async (person: { cookie: string }, query: Record<string, string> = {}) =>
  page.parse(await (await get(person, `/inbox?${new URLSearchParams(query)}`)).json())
const ids = (found: z.output<typeof page>) => found.groups.flatMap((group) => group.ids)
const listed = async (person: { cookie: string }, q: string) => {
  const answer = await get(person, `/requests?${new URLSearchParams({ q, limit: '100' })}`)
  return z
    .looseObject({ items: z.array(z.looseObject({ id: z.string() })) })
    .parse(await answer.json())
    .items.map(({ id }) => id)
}

const small = await pending(world, amounts.one)
const late = await pending(world, amounts.one)
const large = await pending(world, amounts.two)
await moveDeadline(db, 'request', late.id, 5 * 60_000)

describe('the same words filter the inbox and all requests', () => {
  test.each([
    ['', [late.id, small.id]],
    ['level:T1', [late.id, small.id]],
    ['level>=T2', []],
    ['-level:T1', []],
    ['workflow:payments agent:billing-agent env:prod', [late.id, small.id]],
    ['agent:billing-*', [late.id, small.id]],
    ['agent:billing', [late.id, small.id]],
    ['agent:nobody', []],
    ['-agent:nobody', [late.id, small.id]],
    ['action:payments.*', [late.id, small.id]],
    ['action:payments.read_ledger', []],
    ['due<10m', [late.id]],
    ['-due<10m', [small.id]],
    ['due>=10m', [small.id]],
    ['sponsor:"ana ruiz"', [late.id, small.id]],
    ['sponsor:me', []],
    ['state:pending', [late.id, small.id]],
    ['state:denied', []],
    ['workflow:platform workflow:payments', [late.id, small.id]],
    ['ana refund', [late.id, small.id]],
    ['nowhere', []],
    ['colour:red due<10m', [late.id]],
    ['version:999', []],
    ['executor:refund-runner', [late.id, small.id]],
    [`${small.id}`, [small.id]],
    [`resource:"${small.wish.resource}"`, [small.id]],
    ["'; DROP TABLE requests; --", []],
    ['%', []],
    ['h_', [late.id, small.id]],
    ['h_1_', []],
  ])('%j', async (q, expected) => {
    expect(ids(await inbox(elif, { q }))).toEqual(expected)
    const all = await listed(elif, q === '' ? 'state:pending' : `state:pending ${q}`)
    // The list of states is one of alternatives.
    if (!q.includes('state:')) expect([...all].sort()).toEqual([...expected].sort())
  })

  test('the answer says which part hides everything', async () => {
    expect((await inbox(elif, { q: 'env:prod level:T3' })).blame).toBe('level:T3')
    expect((await inbox(elif, { q: 'env:prod' })).blame).toBeNull()
  })

  test('a filter never shows what a person may not see', async () => {
    expect(ids(await inbox(sara, { q: '' }))).not.toContain(small.id)
    for (const q of [small.id, 'agent:*', `resource:"${small.wish.resource}"`, '-agent:nobody'])
      expect([q, await listed(sara, q)]).toEqual([q, expect.not.arrayContaining([small.id])])
    const rows = await get(sara, `/inbox/rows?ids=${small.id}`)
    expect(await rows.json()).toMatchObject({ items: [] })
  })

  test.each([
    ['q too long', `/inbox?q=${'x'.repeat(501)}`, '/query/q'],
    ['no such group', '/inbox?group=colour', '/query/group'],
    ['no such order', '/inbox?sort=random', '/query/sort'],
    ['no such view', '/inbox?view=all', '/query/view'],
    ['ids that are none', '/inbox/rows?ids=1,2', '/query/ids/0'],
    ['too many ids', `/inbox/rows?ids=${Array.from({ length: 51 }, () => small.id).join(',')}`, '/query/ids'],
  ])('%s is refused with its place', async (_, path, pointer) => {
    const answer = await get(elif, path)
    expect([answer.status, (await answer.json()).errors?.[0]?.pointer]).toEqual([400, pointer])
  })
})

describe('the order of a whole inbox', () => {
  test('comes by level and time left, and the first rows come along', async () => {
    const found = await inbox(jonas)
    expect(found.groups.map((group) => [group.key, group.ids])).toEqual([
      ['T3', [large.id]],
      ['T1-soon', [late.id]],
      ['T1', [small.id]],
    ])
    expect(found.items.map(({ id }) => id)).toEqual([large.id, late.id, small.id])
    expect((await inbox(jonas, { limit: '1' })).items).toHaveLength(1)
  })

  test('is grouped by workflow, agent, sponsor and likeness, and sorted inside', async () => {
    for (const [group, words] of [
      ['workflow', 'Payments'],
      ['agent', 'billing-agent'],
      ['sponsor', 'Ana Ruiz'],
      ['similar', expect.any(String)],
      ['none', ''],
    ] as const) {
      const found = await inbox(jonas, { group, sort: 'newest' })
      expect([group, found.groups.length, found.groups[0]?.words]).toEqual([group, 1, words])
      expect(ids(found)).toEqual([large.id, late.id, small.id])
    }
    expect(ids(await inbox(jonas, { group: 'none', sort: 'oldest' }))).toEqual([small.id, late.id, large.id])
  })

  test('what I decided waits on others, what is over has ended', async () => {
    const request = await pending(world, amounts.two)
    expect((await approve(mei, request)).status).toBe(200)
    expect(ids(await inbox(mei))).not.toContain(request.id)
    expect(ids(await inbox(mei, { view: 'waiting' }))).toContain(request.id)
    expect((await decide(tom, request, denial(request))).status).toBe(200)
    expect(ids(await inbox(mei, { view: 'ended' }))).toContain(request.id)
    expect(ids(await inbox(mei, { view: 'ended', q: 'state:approved' }))).not.toContain(request.id)
    expect(await listed(mei, 'state:denied')).toContain(request.id)
  })
})

describe('splits: filters that are kept as tabs', () => {
  const splits = async (person: { cookie: string }) =>
    z
      .looseObject({
        splits: z.array(
          z.looseObject({
            id: z.string(),
            title: z.string(),
            count: z.number(),
            is_mine: z.boolean(),
            shared_by: z.string().nullable(),
          }),
        ),
        teams: z.array(z.looseObject({ id: z.string() })),
      })
      .parse(await (await get(person, '/inbox/splits')).json())
  const keep = async (person: { cookie: string }, over: Record<string, unknown> = {}) =>
    post(person, '/inbox/splits', { title: 'Small', query: 'level:T1', ...over })
  const own = async (person: { cookie: string }) => (await splits(person)).splits.filter((split) => split.is_mine)

  test('everybody has All, Mine and T3, with counts; what is kept comes after them', async () => {
    const before = await splits(jonas)
    expect(before.splits.map(({ id, count }) => [id, count])).toEqual([
      ['all', 3],
      ['mine', 0],
      ['t3', 1],
    ])
    expect((await keep(jonas)).status).toBe(201)
    expect((await own(jonas)).map(({ title, count }) => [title, count])).toEqual([['Small', 2]])
    expect(await own(elif)).toEqual([])
  })

  test('a team sees a shared one with its owner’s name, and cannot change it', async () => {
    const [team] = (await splits(jonas)).teams
    const [mine] = await own(jonas)
    expect(
      (await post(jonas, `/inbox/splits/${mine?.id}`, { title: 'Shared', query: 'level:T1', team: team?.id })).status,
    ).toBe(200)
    const member = (
      await Promise.all([mei, tom, elif].map(async (person) => ({ person, page: await splits(person) })))
    ).find(({ page }) => page.splits.some(({ shared_by }) => shared_by === 'Jonas Weber'))
    if (!member) throw new Error('nobody of the team sees it')
    expect((await splits(sara)).splits.some(({ id }) => id === mine?.id)).toBe(false)
    for (const path of [`/inbox/splits/${mine?.id}`, `/inbox/splits/${mine?.id}/delete`]) {
      const answer = await post(member.person, path, path.endsWith('delete') ? {} : { title: 'Hijacked', query: '' })
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect((await own(jonas))[0]?.title).toBe('Shared')
  })

  test('is shared only with a team that one is in', async () => {
    const foreign = (await splits(sara)).teams.find(({ id }) => id)
    const answer = await keep(elif, { team: foreign?.id })
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, '/team'])
  })

  test('there are twelve at most, also when two come at once; order and deletion keep the places whole', async () => {
    for (let n = 0; n < 11; n++) expect((await keep(mei, { title: `V${n}` })).status).toBe(201)
    const race = await Promise.all([keep(mei, { title: 'A' }), keep(mei, { title: 'B' }), keep(mei, { title: 'C' })])
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const all = (await own(mei)).map(({ id }) => id)
    expect(all).toHaveLength(12)
    const reversed = [...all].reverse()
    expect((await post(mei, '/inbox/splits/order', { ids: reversed })).status).toBe(204)
    expect((await own(mei)).map(({ id }) => id)).toEqual(reversed)
    for (const wrong of [reversed.slice(1), [...reversed.slice(1), reversed[1]]]) {
      const answer = await post(mei, '/inbox/splits/order', { ids: wrong })
      expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, '/ids'])
    }
    expect((await post(mei, `/inbox/splits/${reversed[3]}/delete`, {})).status).toBe(204)
    expect((await keep(mei, { title: 'Last' })).status).toBe(201)
    expect((await own(mei)).map(({ title }) => title).at(-1)).toBe('Last')
  })

  test.each([
    ['no name', { title: ' ' }, '/title'],
    ['a long name', { title: 'x'.repeat(41) }, '/title'],
    ['a long query', { query: 'x'.repeat(501) }, '/query'],
    ['an unknown group', { group: 'colour' }, '/group'],
    ['an unknown member', { person: 'usr_x' }, '/person'],
  ])('%s is refused with its place', async (_, over, pointer) => {
    const answer = await keep(elif, over)
    expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, pointer])
  })
})
