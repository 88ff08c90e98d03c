import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, asked, type Granted, granted, presented, redeem } from '@/e2e/support/machines'
import { entriesOf } from '@/e2e/support/rows'
import { entryRow } from '@/lib/audit/store'
import { currentDirectory } from '@/lib/directory/current'
import { redeem as consume, type Redemption } from '@/lib/grants/store'
import { newId } from '@/lib/platform/ids'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor } = world
const boundaryId = await activate(db, 'payments', steps)
const several = (count: number) => Array.from({ length: count }, (_, at) => at)
const grants = (count: number) => Promise.all(several(count).map(() => granted(world)))
const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status).sort()

/** A redemption as the verb hands it to its statement. */
async function redemption(grant: Granted, over: Partial<Redemption> = {}): Promise<Redemption> {
  const { digest } = await db.prisma.grant.findUniqueOrThrow({ where: { id: grant.grantId } })
  const executionId = newId('exe')
  return {
    revision: (await currentDirectory()).revision,
    grantId: grant.grantId,
    executorId: executor.id,
    digest,
    executionId,
    requestId: grant.requestId,
    leaseSeconds: 60,
    evaluation: { id: newId('evl'), boundaryId, tier: 'allow', determining: [], context: {} },
    entry: entryRow({
      type: 'grant.redeemed',
      actor: { kind: 'executor', id: executor.id },
      subject: { request_id: grant.requestId, grant_id: grant.grantId, execution_id: executionId },
      facts: {},
    }),
    idempotency: null,
    ...over,
  }
}
const statusOf = async ({ grantId }: Granted) =>
  (await db.prisma.grant.findUniqueOrThrow({ where: { id: grantId } })).status

describe('what is asked at the same time shares a statement', () => {
  test('forty wishes with keys of their own and twenty with one key: forty-one requests, each with its own entries', async () => {
    const wish = refundOf(amounts.policy)
    const ask = (key: string) => api('POST', '/requests', agent, wish, { 'idempotency-key': key })
    const answers = await Promise.all([
      ...several(40).map((at) => ask(`own-${at}`)),
      ...several(20).map(() => ask('shared')),
    ])
    expect(new Set(statuses(answers))).toEqual(new Set([201]))
    const requests = await Promise.all(answers.map(async (answer) => asked.parse(await answer.json())))
    const ids = requests.map(({ id }) => id)
    expect([new Set(ids).size, new Set(ids.slice(40)).size]).toEqual([41, 1])
    for (const { id, grant } of requests) {
      const { grantId, digest } = await db.prisma.grant
        .findUniqueOrThrow({ where: { requestId: id } })
        .then((row) => ({ grantId: row.id, digest: row.digest }))
      expect([grantId, digest]).toEqual([grant?.id, requests.find((one) => one.id === id)?.digest])
      expect(await entriesOf(db, id)).toEqual(['request.submitted', 'grant.issued'])
    }
  })

  test('twenty grants, each redeemed by three at once: each is used once', async () => {
    const given = await grants(20)
    const answers = await Promise.all([...given, ...given, ...given].map((grant) => redeem(world, grant)))
    expect(statuses(answers)).toEqual([...several(20).map(() => 200), ...several(40).map(() => 409)])
    for (const grant of given) {
      const entries = await entriesOf(db, grant.requestId)
      expect(entries.filter((type) => type === 'grant.redeemed')).toHaveLength(1)
      expect(await db.prisma.execution.count({ where: { grantId: grant.grantId } })).toBe(1)
    }
  })

  test('one key for several grants: one of them is used, the others are not', async () => {
    const given = await grants(6)
    const answers = await Promise.all(
      given.map((grant) =>
        api('POST', '/grants/redeem', executor, presented(grant), { 'idempotency-key': 'one-for-all' }),
      ),
    )
    expect(statuses(answers)).toEqual([200, 422, 422, 422, 422, 422])
    const after = await Promise.all(given.map(statusOf))
    expect(after.filter((status) => status === 'redeemed')).toHaveLength(1)
    expect(after.filter((status) => status === 'issued')).toHaveLength(5)
  })

  test('what the law refuses of one leaves no trace and takes nothing from the others', async () => {
    const given = await grants(12)
    const results = await Promise.allSettled(
      given.map(async (grant, at) => {
        const row = await redemption(grant)
        return consume(at % 4 === 3 ? { ...row, evaluation: { ...row.evaluation, tier: 'nonsense' } } : row)
      }),
    )
    expect(results.map(({ status }) => status)).toEqual(given.map((_, at) => (at % 4 === 3 ? 'rejected' : 'fulfilled')))
    for (const [at, grant] of given.entries()) {
      expect(await statusOf(grant)).toBe(at % 4 === 3 ? 'issued' : 'redeemed')
      expect(await db.prisma.execution.count({ where: { grantId: grant.grantId } })).toBe(at % 4 === 3 ? 0 : 1)
    }
  })

  test('what was judged by an older configuration is not written, and the others are', async () => {
    const given = await grants(8)
    const results = await Promise.all(
      given.map(async (grant, at) => {
        const row = await redemption(grant)
        return consume(at % 2 === 0 ? row : { ...row, revision: row.revision - 1n })
      }),
    )
    expect(results.map(({ guard, redeemed }) => [guard, redeemed])).toEqual(
      given.map((_, at) => (at % 2 === 0 ? [true, true] : [false, false])),
    )
  })

  test('another executor, digest or time in the same statement uses nothing', async () => {
    const given = await grants(4)
    const over: Partial<Redemption>[] = [{}, { executorId: world.otherExecutor.id }, { digest: 'A'.repeat(43) }, {}]
    await db.asOwner(
      `BEGIN; ALTER TABLE grants DISABLE TRIGGER USER; UPDATE grants SET not_before = now() + interval '1 hour', expires_at = now() + interval '2 hours' WHERE id = '${given[3]?.grantId}'; ALTER TABLE grants ENABLE TRIGGER USER; COMMIT`,
    )
    const results = await Promise.all(given.map(async (grant, at) => consume(await redemption(grant, over[at]))))
    expect(results.map(({ redeemed }) => redeemed)).toEqual([true, false, false, false])
    expect(await Promise.all(given.map(statusOf))).toEqual(['redeemed', 'issued', 'issued', 'issued'])
  })
})
