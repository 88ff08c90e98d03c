import { expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { get, post, refusal, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { presence } from '@/lib/presence/registry'
import { useWorld } from './world'

const world = await useWorld()
await activate(world.db, 'payments', steps)
const [mei, tom, elif] = await signers(world, 'mei', 'tom', 'elif')
const request = await pending(world, amounts.signed)
const say = (person: { cookie: string }, here: boolean, connection = 'page-0001') =>
  post(person, `/requests/${request.id}/presence`, { connection, here })
const others = async (person: { cookie: string }) => {
  const { people } = await (await get(person, `/requests/${request.id}/presence`)).json()
  return people.map(({ name }: { name: string }) => name)
}
await others(mei)

/** Until this process has heard of it. */
async function heard(): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = presence().onChange(() => {
      stop()
      resolve()
    })
  })
}

test('others are told who has it open, nobody is told of themselves, and it ends when the page says so', async () => {
  let next = heard()
  expect((await say(tom, true)).status).toBe(204)
  await next
  expect([await others(mei), await others(tom)]).toEqual([['Tom Ek'], []])
  next = heard()
  await say(tom, false)
  await next
  expect(await others(mei)).toEqual([])
})

test('only on what one may see, with a connection of one’s own', async () => {
  expect(await refusal(await say(elif, true))).toMatchObject({ status: 404 })
  expect((await get(elif, `/requests/${request.id}/presence`)).status).toBe(404)
  expect((await say(tom, true, 'x')).status).toBe(400)
})

test('nothing of it is stored', async () => {
  const before = await countOf(world.db, 'SELECT count(*) FROM log_entries')
  const next = heard()
  await say(tom, true, 'page-0002')
  await next
  expect(await countOf(world.db, 'SELECT count(*) FROM log_entries')).toBe(before)
})
