import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, look, pending } from '@/e2e/support/machines'
import { decide, denial, plainApproval, type Shown, signedApproval, signers } from '@/e2e/support/people'
import { countOf, entriesOf, moveDeadline } from '@/e2e/support/rows'
import { expireRequests } from '@/lib/requests/expire-requests'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas, elif] = await signers(world, 'mei', 'tom', 'jonas', 'elif')

const ends = ['request.approved', 'request.denied', 'request.cancelled', 'request.expired']
const grantsOf = (id: string) => countOf(db, 'SELECT count(*) FROM grants WHERE request_id = $1', [id])

/** One end, said once, and a grant exactly when it is an approval. */
async function expectOneEnd(request: Shown): Promise<string> {
  const { status } = await look(world, request.id)
  const entries = await entriesOf(db, request.id)
  expect(entries.filter((type) => ends.includes(type))).toEqual([`request.${status}`])
  expect([await grantsOf(request.id), entries.filter((type) => type === 'grant.issued').length]).toEqual(
    status === 'approved' ? [1, 1] : [0, 0],
  )
  return status
}

describe('the last approvals of a quorum at the same moment (ATTACKS 69)', () => {
  test('two of two: one transition and one grant, every time', async () => {
    for (let round = 0; round < 12; round++) {
      const request = await pending(world, amounts.two)
      const bodies = await Promise.all([mei, tom].map((person) => signedApproval(person, request)))
      const answers = await Promise.all([decide(mei, request, bodies[0]), decide(tom, request, bodies[1])])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(await expectOneEnd(request)).toBe('approved')
      expect((await look(world, request.id)).progress).toEqual({ needed: 2, given: 2 })
    }
  })

  test('three for two: the third is told that it is over or counts beside them, and nothing is granted twice', async () => {
    for (let round = 0; round < 8; round++) {
      const request = await pending(world, amounts.two)
      const people = [mei, tom, jonas]
      const bodies = await Promise.all(people.map((person) => signedApproval(person, request)))
      const answers = await Promise.all(people.map((person, i) => decide(person, request, bodies[i])))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409])
      expect(await expectOneEnd(request)).toBe('approved')
    }
  })
})

describe('whoever comes first ends it, and the end is final (ATTACKS 70)', () => {
  const contenders = (request: Shown) => ({
    approved: () => decide(elif, request, plainApproval(request)),
    denied: () => decide(tom, request, denial(request)),
    cancelled: () => api('POST', `/requests/${request.id}/cancel`, agent, {}),
  })

  test('approve against deny against cancel: one of them, whichever it is', async () => {
    for (let round = 0; round < 24; round++) {
      const request = await pending(world, amounts.one)
      const calls = Object.values(contenders(request))
      // Each takes its turn at being sent first.
      const turned = [...calls.slice(round % 3), ...calls.slice(0, round % 3)]
      const answers = await Promise.all(turned.map((send) => send()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      await expectOneEnd(request)
    }
  })

  const contended = ['approved', 'denied', 'cancelled'] as const
  test.each(contended)('%s first: the two that follow change nothing', async (end) => {
    const request = await pending(world, amounts.one)
    const calls = contenders(request)
    expect((await calls[end]()).status).toBe(200)
    const late = await Promise.all(contended.filter((other) => other !== end).map((other) => calls[other]()))
    expect(late.map(({ status }) => status)).toEqual([409, 409])
    expect(await expectOneEnd(request)).toBe(end)
  })

  test('approve and deny against the deadline: late by a millisecond is late, whoever sweeps', async () => {
    for (let round = 0; round < 24; round++) {
      const request = await pending(world, amounts.one)
      await moveDeadline(db, 'request', request.id, 5 + round * 2)
      await sleep(round)
      const [answer] = await Promise.all([
        round % 2 === 0 ? decide(elif, request, plainApproval(request)) : decide(elif, request, denial(request)),
        expireRequests(),
        expireRequests(),
      ])
      await sleep(60)
      await expireRequests()
      const status = await expectOneEnd(request)
      expect(answer.status).toBe(status === 'expired' ? 409 : 200)
      const [late] = await db.asOwner(
        'SELECT count(*)::int AS late FROM decisions d JOIN requests r ON r.id = d.request_id WHERE r.id = $1 AND d.decided_at >= r.expires_at',
        [request.id],
      )
      expect(late).toEqual({ late: 0 })
    }
  })

  test('a denial beside the last approval: both recorded or one refused, never a grant after a denial', async () => {
    for (let round = 0; round < 12; round++) {
      const request = await pending(world, amounts.two)
      expect((await decide(mei, request, await signedApproval(mei, request))).status).toBe(200)
      const last = await signedApproval(tom, request)
      const calls = [() => decide(tom, request, last), () => decide(jonas, request, denial(request))]
      const answers = await Promise.all((round % 2 === 0 ? calls : calls.toReversed()).map((send) => send()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(['approved', 'denied']).toContain(await expectOneEnd(request))
    }
  })
})
