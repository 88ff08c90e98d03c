import { expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { pending } from '@/e2e/support/machines'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)

/** What the approver is shown, and what the inbox row says. */
async function seen(id: string) {
  const row = await db.prisma.request.findUniqueOrThrow({
    where: { id },
    select: { presentation: true, signals: true, bindingCode: true, digest: true },
  })
  const presentation: { params: { pointer: string; warnings: string[] }[]; facts: { key: string; value: string }[] } =
    JSON.parse(row.presentation)
  return {
    ...row,
    memo: presentation.params.find(({ pointer }) => pointer === '/params/memo')?.warnings ?? [],
    resource: presentation.facts.find(({ key }) => key === 'look_alike')?.value ?? null,
    signals: (row.signals as { key: string }[]).map(({ key }) => key),
  }
}

const refund = (memo: string) => ({ params: { amount: amounts.one, currency: 'EUR', reason: 'damaged_goods', memo } })

test('the NFD twin of an earlier NFC text has another digest and is shown as its look-alike (ATTACKS 8)', async () => {
  const first = await seen((await pending(world, amounts.one, refund('Café'.normalize('NFC')))).id)
  const twin = await seen((await pending(world, amounts.one, refund('Café'.normalize('NFD')))).id)
  expect([first.memo, first.signals.includes('look_alike')]).toEqual([[], false])
  expect(twin.digest).not.toBe(first.digest)
  expect(twin.memo).toEqual([`looks the same as another one in the earlier request ${first.bindingCode}, but is not`])
  expect(twin.signals).toContain('look_alike')
})

test('a resource with a foreign letter is shown as the look-alike of the one asked for before (ATTACKS 7)', async () => {
  const first = await seen((await pending(world, amounts.one, { resource: 'charge:ch_acme' })).id)
  const twin = await seen((await pending(world, amounts.one, { resource: 'charge:ch_аcme' })).id)
  expect([first.resource, first.signals.includes('look_alike')]).toEqual([null, false])
  expect(twin.resource).toBe(
    `The resource looks the same as another one in the earlier request ${first.bindingCode}, but is not`,
  )
  expect(twin.signals).toContain('look_alike')
})
