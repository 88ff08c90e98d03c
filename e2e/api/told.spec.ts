import { describe, expect, test } from 'vitest'
import { acknowledge, assign, toldTo } from '@/e2e/support/accountability'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { look, pending } from '@/e2e/support/machines'
import { approve, decide, denial, get, post, refusal, signers } from '@/e2e/support/people'
import { passTime } from '@/e2e/support/rows'
import { escalateRequests } from '@/lib/escalation/escalate-requests'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, rotimi, sara] = await signers(world, 'mei', 'rotimi', 'sara')
await db.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)

const listed = async (query: string) =>
  (await (await get(sara, `/requests?${query}`)).json()).items.map(({ id }: { id: string }) => id)

describe('whoever answers for a workflow and owns none', () => {
  test('may open what they are told of, finds it among all requests, and decides nothing', async () => {
    const before = await pending(world, amounts.signed)
    expect((await get(sara, `/requests/${before.id}`)).status).toBe(404)

    const assignment = await assign(rotimi, 'payments', 'accountable_owner', { person_id: sara.id })
    expect((await acknowledge(sara, assignment)).status).toBe(200)
    const request = await pending(world, amounts.signed)
    await passTime(db, request.id, 0.86)
    for (let step = 0; step < 3; step++) await escalateRequests()
    expect(await toldTo(sara)).toContainEqual(expect.stringMatching(/you answer for the workflow\.$/))

    const page = await (await get(sara, `/requests/${request.id}`)).json()
    expect(page.item).toMatchObject({ id: request.id, can_decide: false, cannot_why: 'not_in_team' })
    expect(await listed('q=')).toContain(request.id)
    expect(await refusal(await decide(sara, request, denial(request)))).toMatchObject({
      status: 403,
      why: 'not_in_team',
    })
    await expect(approve(sara, request)).rejects.toThrow('decision.not_eligible')
    for (const path of ['claim', 'hand-over', 'snooze', 'questions'])
      expect([path, (await post(sara, `/requests/${request.id}/${path}`, BODIES[path])).status]).toEqual([path, 403])
    expect((await look(world, request.id)).status).toBe('pending')

    // Once another one answers for it, it is closed to them again.
    const back = await assign(rotimi, 'payments', 'accountable_owner', { person_id: rotimi.id })
    expect((await acknowledge(rotimi, back)).status).toBe(200)
    expect((await get(sara, `/requests/${request.id}`)).status).toBe(404)
    expect((await get(mei, `/requests/${request.id}`)).status).toBe(200)
  })
})

const BODIES: { readonly [path: string]: unknown } = {
  claim: {},
  'hand-over': { to: mei.id, reason: 'x' },
  snooze: { minutes: 5 },
  questions: { of: 'agent', text: 'Which?' },
}
