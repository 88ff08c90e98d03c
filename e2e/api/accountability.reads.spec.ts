import { describe, expect, test } from 'vitest'
import { acknowledge, assign, liveAssignment } from '@/e2e/support/accountability'
import { ask } from '@/e2e/support/machines'
import { get, post, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
const [rotimi, noor, hugo, tom, elif, ana] = await signers(world, 'rotimi', 'noor', 'hugo', 'tom', 'elif', 'ana')
type Row = { slug: string; cells: { role: string; state: string }[]; may_assign: boolean }
const matrix = async (person: { cookie: string }, query = '') =>
  (await (await get(person, `/accountability${query}`)).json()) as {
    items: Row[]
    next_cursor: string | null
    counts: Record<string, number>
    headline: { sentence: string; detail: string } | null
  }

describe('who sees what', () => {
  test('compliance and administrators all workflows; owners and whoever is named theirs; others none (IDOR)', async () => {
    const all = await countOf(db, 'SELECT count(*) FROM workflows')
    for (const person of [noor, hugo]) expect((await matrix(person)).items).toHaveLength(all)
    expect((await matrix(rotimi)).items.map(({ slug }) => slug)).toContain('payments')
    expect((await matrix(tom)).items.map(({ slug, may_assign }) => [slug, may_assign])).toEqual([['payments', false]])
    const seen = (await matrix(elif)).items.map(({ slug }) => slug)
    expect(seen).not.toContain('payments')
    expect((await get(elif, '/accountability/cells/payments/logging')).status).toBe(404)
    expect(await (await get(elif, '/accountability.csv')).text()).not.toContain('payments')
  })

  test('what a person answers for is theirs, and compliance’s and administrators’, to see', async () => {
    for (const person of [tom, noor, hugo])
      expect((await get(person, `/accountability/people/${tom.id}`)).status).toBe(200)
    expect(await refusal(await get(rotimi, `/accountability/people/${tom.id}`))).toEqual({
      status: 404,
      code: 'not_found',
    })
    expect((await (await get(tom, '/accountability/people')).json()).items).toHaveLength(1)
  })
})

test('pages follow each other without loss or repetition, whatever is filtered', async () => {
  const { items } = await matrix(noor)
  const paged: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof matrix>> = await matrix(noor, `?limit=2${cursor && `&cursor=${cursor}`}`)
    paged.push(...page.items.map(({ slug }) => slug))
    cursor = page.next_cursor
  }
  expect(paged).toEqual(items.map(({ slug }) => slug))
  expect((await matrix(noor, '?q=kofi')).items.map(({ slug }) => slug)).toEqual(['secrets'])
  expect((await get(noor, '/accountability?cursor=%27%20OR%201=1')).status).toBe(400)
})

test('the headline says what a gap denies, in words', async () => {
  const before = (await matrix(rotimi)).counts.gaps ?? 0
  await assign(rotimi, 'payments', 'logging', { person_id: tom.id })
  const { headline, counts, items } = await matrix(rotimi)
  expect(counts.gaps).toBe(before + 1)
  expect(headline?.sentence).toBe('1 workflow has a gap: its new requests are denied.')
  expect(headline?.detail).toContain('Payments, logging: whoever is named has not acknowledged it.')
  expect(items.find(({ slug }) => slug === 'payments')?.cells.find(({ role }) => role === 'logging')?.state).toBe('gap')
  await acknowledge(tom, await liveAssignment(db, 'payments', 'logging'))
  expect((await matrix(rotimi)).headline).toBeNull()
})

test('the export has one line for each cell, and nothing in it is a formula (ATTACKS 126)', async () => {
  const id = await assign(rotimi, 'payments', 'incident_response', {
    vendor: { name: '=HYPERLINK("http://evil.example")', contract: '+1', contact: '@x', voucher_id: tom.id },
  })
  const answer = await get(noor, '/accountability.csv')
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const lines = (await answer.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 5 * (await countOf(db, 'SELECT count(*) FROM workflows')))
  for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@]/)
  expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'=HYPERLINK`)
  await acknowledge(tom, id)
})

describe('handing over', () => {
  const handOver = (person: { cookie: string }, of: string, items: unknown[], reason = 'Leaves on Friday.') =>
    post(person, `/accountability/people/${of}/hand-over`, { reason, items })

  test('roles, machines and runtimes go to others by name in one step; roles count when they are acknowledged', async () => {
    const page = await (await get(hugo, `/accountability/people/${rotimi.id}`)).json()
    const items = page.items
      .filter(({ handed_over_here }: { handed_over_here: boolean }) => handed_over_here)
      .map(({ kind, id }: { kind: string; id: string }) => ({ kind, id, to: tom.id }))
    expect(items.length).toBeGreaterThan(1)
    expect((await handOver(hugo, rotimi.id, items)).status).toBe(200)
    const left = await (await get(hugo, `/accountability/people/${rotimi.id}`)).json()
    expect(left.items.map(({ kind }: { kind: string }) => kind)).toEqual(['workflow_owner'])
    expect(
      await countOf(db, `SELECT count(*) FROM executors WHERE sponsor_id = $1 AND slug = 'refund-runner'`, [tom.id]),
    ).toBe(1)
    expect((await ask(world, wishes.allow)).status).toBe('denied')
    const mine = await (await get(tom, '/accountability/mine')).json()
    for (const { assignment_id, state } of mine.items)
      if (state === 'new') expect((await acknowledge(tom, assignment_id)).status).toBe(200)
    expect((await ask(world, wishes.allow)).status).toBe('approved')
  })

  test('all of it or nothing: one wrong thing, and nothing was handed over', async () => {
    const { items } = await (await get(hugo, `/accountability/people/${ana.id}`)).json()
    const [first] = items.filter(({ kind }: { kind: string }) => kind === 'agent')
    const sponsored = () => countOf(db, 'SELECT count(*) FROM agents WHERE sponsor_id = $1', [ana.id])
    const before = await sponsored()
    const foreign = await liveAssignment(db, 'secrets', 'execution')
    for (const bad of [
      { kind: 'role', id: foreign, to: tom.id },
      { kind: 'agent', id: first.id, to: tom.id },
      { kind: 'runtime', id: 'rnt_00000000000000000000000000', to: tom.id },
    ]) {
      const answer = await handOver(hugo, ana.id, [{ kind: 'agent', id: first.id, to: tom.id }, bad])
      expect([answer.status, (await answer.json()).errors[0].pointer]).toEqual([400, '/items/1'])
    }
    const self = await handOver(hugo, ana.id, [{ kind: 'agent', id: first.id, to: ana.id }])
    expect(self.status).toBe(400)
    expect(await sponsored()).toBe(before)
  })

  test('by administrators and the person, and nobody else', async () => {
    const { items } = await (await get(hugo, `/accountability/people/${ana.id}`)).json()
    const [one] = items.filter(({ kind }: { kind: string }) => kind === 'agent')
    const body = [{ kind: 'agent', id: one.id, to: elif.id }]
    for (const person of [rotimi, noor, elif])
      expect(await refusal(await handOver(person, ana.id, body))).toEqual({ status: 404, code: 'not_found' })
    expect((await handOver(ana, ana.id, body)).status).toBe(200)
  })
})
