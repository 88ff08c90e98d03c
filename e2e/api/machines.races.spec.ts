import { beforeAll, describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, granted, pending, redeem } from '@/e2e/support/machines'
import { actorOf, approve, signers } from '@/e2e/support/people'
import { countOf, entriesOf } from '@/e2e/support/rows'
import { currentDirectory, forgetDirectory } from '@/lib/directory/current'
import { quarantineMachine } from '@/lib/machines/quarantine-machine'
import { suspendMachine } from '@/lib/machines/suspend-machine'
import { suspendRuntime } from '@/lib/machines/suspend-runtime'
import { suspendWorkflow } from '@/lib/workflows/suspend-workflow'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor } = world
const [ana, rotimi, elif] = await signers(world, 'ana', 'rotimi', 'elif')
const reason = 'It behaves oddly.'
/** Each way to stop, with the step ahead by nothing and by up to 24 ms, twice. */
const ROUNDS = 64
const [stopper, owner] = await Promise.all([actorOf(ana), actorOf(rotimi)])
const [{ id: runtimeId } = {}] = await db.asOwner(`SELECT id FROM runtimes WHERE slug = 'support-agents'`)

/** Every way to stop what the agent does, in turn. */
const stops = [
  () => suspendMachine({ actor: stopper }, { id: agent.id, reason }),
  () => quarantineMachine({ actor: owner }, { id: executor.id, reason }),
  () => suspendRuntime({ actor: stopper }, { id: String(runtimeId), reason }),
  () => suspendWorkflow({ actor: owner }, { slug: 'payments', reason }),
]
const stop = async (round: number) => {
  const stopped = await stops[round % stops.length]?.()
  if (!stopped?.ok) throw new Error(`the stop was refused: ${JSON.stringify(stopped)}`)
}

beforeAll(async () => {
  await activate(db, 'payments', steps)
})

async function goOn(): Promise<void> {
  await db.asOwner(`UPDATE agents SET status = 'active' WHERE status <> 'active'; UPDATE executors SET status = 'active' WHERE status <> 'active';
    UPDATE runtimes SET status = 'active' WHERE status <> 'active'; UPDATE workflows SET status = 'active' WHERE slug = 'payments'`)
  forgetDirectory()
  await currentDirectory()
}

/** Runs a step and a stop at once, the step ahead by more or less or not at all, and gives the answer of the step. */
async function race(round: number, step: () => Promise<Response>): Promise<Response> {
  const behind = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const ahead = Math.floor(round / 4) % 8
  const [answer] =
    ahead > 0
      ? await Promise.all([step(), behind(4 * (ahead - 1)).then(() => stop(round))])
      : await Promise.all([stop(round), step()]).then(([, first]) => [first])
  expect(
    await countOf(
      db,
      `SELECT (SELECT count(*) FROM requests WHERE status = 'pending') + (SELECT count(*) FROM grants WHERE status IN ('issued', 'redeemed'))
        + (SELECT count(*) FROM executions WHERE outcome IS NULL) AS count`,
    ),
  ).toBe(0)
  return answer
}

/** What happened to a request, as the log tells it: without what every story begins with. */
const story = async (id: string) => (await entriesOf(db, id)).filter((type) => type !== 'request.submitted')

describe('after a stop nothing is pending and nothing is live, whatever happened at the same time; and the log tells it in one order', () => {
  test('against submitting', async () => {
    let asked = 0
    for (let round = 0; round < ROUNDS; round++) {
      await goOn()
      const wish = refundOf(round % 16 < 8 ? amounts.two : amounts.policy)
      const answer = await race(round, () => api('POST', '/requests', agent, wish))
      const body = await answer.json()
      if (answer.status > 202) {
        expect(body.code).toMatch(/^(auth\.suspended|executor\.unknown|workflow\.unknown|config\.changed)$/)
        continue
      }
      const [end] = (await story(body.id)).slice(-1)
      // Asked after the stop of its runtime or workflow it is denied; asked before, it ends with the stop.
      if (body.status === 'denied') continue
      expect([body.status, end]).toEqual(
        body.status === 'pending' ? ['pending', 'request.cancelled'] : ['approved', 'grant.revoked'],
      )
      asked += 1
    }
    expect([asked > 0, asked < ROUNDS]).toEqual([true, true])
  })

  test('against approving', async () => {
    let approved = 0
    for (let round = 0; round < ROUNDS; round++) {
      await goOn()
      const request = await pending(world, amounts.one)
      const answer = await race(round, () => approve(elif, request, false))
      const told = await story(request.id)
      const counted = told.includes('request.approved')
      expect([answer.status === 200, told]).toEqual(
        counted
          ? [true, ['decision.recorded', 'request.approved', 'grant.issued', 'grant.revoked']]
          : [false, ['request.cancelled']],
      )
      if (counted) approved += 1
    }
    expect([approved > 0, approved < ROUNDS]).toEqual([true, true])
  })

  test('against redeeming', async () => {
    let redeemed = 0
    for (let round = 0; round < ROUNDS; round++) {
      await goOn()
      const grant = await granted(world)
      const answer = await race(round, () => redeem(world, grant))
      const told = (await story(grant.requestId)).filter((type) => type !== 'grant.refused')
      expect([answer.status === 200, told]).toEqual(
        told.includes('grant.redeemed')
          ? [true, ['grant.issued', 'grant.redeemed', 'grant.revoked', 'execution.unknown']]
          : [false, ['grant.issued', 'grant.revoked']],
      )
      if (answer.status === 200) redeemed += 1
    }
    expect([redeemed > 0, redeemed < ROUNDS]).toEqual([true, true])
  })

  test('against reporting the outcome', async () => {
    let reported = 0
    for (let round = 0; round < ROUNDS; round++) {
      await goOn()
      const grant = await granted(world)
      const { execution } = await (await redeem(world, grant)).json()
      const answer = await race(round, () =>
        api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' }),
      )
      const told = (await story(grant.requestId)).slice(2)
      expect([answer.status === 200, told]).toEqual(
        told.includes('execution.completed')
          ? [true, ['execution.completed']]
          : [false, ['grant.revoked', 'execution.unknown']],
      )
      if (answer.status === 200) reported += 1
    }
    expect([reported > 0, reported < ROUNDS]).toEqual([true, true])
  })
})

test('two stops at once: one of them ends what is open, both stand', async () => {
  for (let round = 0; round < 20; round++) {
    await goOn()
    const { id } = await pending(world, amounts.two)
    await Promise.all([stop(0), stop(1), stop(2), stop(3)])
    expect(await story(id)).toEqual(['request.cancelled'])
  }
})
