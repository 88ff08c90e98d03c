import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { ask, pending } from '@/e2e/support/machines'
import { approve, decide, denial, get, plainApproval, shown, signers } from '@/e2e/support/people'
import type { RequestBackground } from '@/lib/inbox/schema-background'
import { useWorld, wishes } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [elif, mei, tom, piotr] = await signers(world, 'elif', 'mei', 'tom', 'piotr')
const background = async (id: string, person = elif): Promise<RequestBackground> =>
  (await get(person, `/requests/${id}/background`)).json()

async function decided(amount: number, approves: boolean, over: Record<string, unknown> = {}) {
  const asked = await ask(world, refundOf(amount, over))
  const request = await shown(world, asked.id)
  const answer = await decide(elif, request, approves ? plainApproval(request) : denial(request))
  if (answer.status !== 200) throw new Error(await answer.text())
  return asked.id
}

// What was before, in this order: three that support decided, many small ones, and the one that is looked at.
const far = await decided(900, true)
const near = await decided(510, true)
const denied = await decided(505, false)
for (let n = 0; n < 24; n++) await ask(world, refundOf(40 + n))
const request = await pending(world, amounts.one, {
  params: { amount: 500, currency: 'EUR', reason: 'goodwill' },
})

test('with little history it says so, and shows nothing that is not there', async () => {
  const { id } = await ask(world, wishes.allow)
  const { approved, denied, last, rarity } = await background(id, mei)
  expect({ approved, denied, last }).toEqual({ approved: null, denied: null, last: [] })
  for (const { agent, workflow } of rarity) {
    expect(agent.text).toMatch(/^not enough history \(\d+\)$/)
    expect(workflow.unusual).toBe(false)
  }
})

describe('among earlier requests', () => {
  test('the nearest that people approved and denied are shown field by field, and the last ones', async () => {
    const found = await background(request.id)
    expect(found.approved).toMatchObject({ id: near, status: 'approved', sentence: 'Elif Demir approved this.' })
    expect(
      found.approved?.fields.filter(({ same }) => !same).map(({ label, before, shown }) => [label, before, shown]),
    ).toEqual(
      expect.arrayContaining([
        ['Amount', '€5.10', '€5.00'],
        ['Reason', 'damaged_goods', 'goodwill'],
      ]),
    )
    expect(found.approved?.fields.find(({ key }) => key === 'currency')).toMatchObject({ same: true })
    expect(found.denied).toMatchObject({ id: denied, sentence: 'Elif Demir denied this: other.' })
    expect(found.last.map(({ id }) => id)).toEqual([denied, near, far])
  })

  test('how rare each value is, over the agent and over the workflow, with how many were looked at', async () => {
    const { rarity } = await background(request.id)
    const of = (key: string) => rarity.find((row) => row.key === key)?.workflow
    // 24 small ones and three near it.
    expect(of('amount')).toMatchObject({ samples: 27, unusual: false })
    expect(of('amount')?.text).toMatch(/^p8\d of 27$/)
    expect(of('reason')).toEqual({ text: 'never before in 27', samples: 27, unusual: true })
    expect(of('currency')).toMatchObject({ text: '27 of 27', unusual: false })
    expect(of('(resource)')).toMatchObject({ text: 'new, as most are', unusual: false })
  })

  test('what comes later changes nothing: it is of the moment in which it was asked', async () => {
    const before = await background(request.id)
    await decided(501, true)
    expect(await background(request.id)).toEqual(before)
  })

  test('what would have needed less is what the boundary answers', async () => {
    expect((await background(request.id)).less).toEqual([{ level: 'T0', quorum: 0, text: 'amount were €1.00' }])
    const two = await pending(world, amounts.two)
    expect((await background(two.id, mei)).less.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'T2 amount were €20.00',
      'T1 amount were €10.00',
      'T0 amount were €1.00',
    ])
  })

  test('nobody learns of requests that they may not see', async () => {
    expect((await get(piotr, `/requests/${request.id}/background`)).status).toBe(404)
    // Elif is of support: what leads decided alone is not shown to her.
    const two = await pending(world, amounts.two)
    for (const lead of [mei, tom]) expect((await approve(lead, two)).status).toBe(200)
    const later = await pending(world, amounts.one)
    expect((await background(later.id)).last.map(({ id }) => id)).not.toContain(two.id)
    expect((await background(later.id, mei)).last.map(({ id }) => id)).toContain(two.id)
  })
})
