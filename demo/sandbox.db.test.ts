import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { kestrel } from '@/prisma/seed/kestrel'
import { openSandbox, type Sandbox } from './sandbox'

const db = await useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'countersign-sandbox-'))
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ url: db.ownerUrl, folder })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const actions = kestrel.workflows.flatMap((workflow) => workflow.actions)
const job = (
  name: string,
  executionId: string,
  change: { resource?: string; params?: Record<string, unknown> } = {},
) => {
  const action = actions.find((candidate) => candidate.name === name)
  if (!action) throw new Error(name)
  const { resource, params } = action.example
  return {
    executionId,
    requestId: 'req_1',
    action: name,
    resource: change.resource ?? resource,
    params: { ...params, ...change.params },
  }
}
/** Needs a database account that can see nothing but the sandbox; the demo's own set-up makes one. */
const NEEDS_OWN_ACCOUNT = 'db.run_script'

describe('the sandbox', () => {
  it.each(actions.filter((action) => action.name !== NEEDS_OWN_ACCOUNT))(
    'the example of $name can be done, once per execution id',
    async ({ name }) => {
      const first = await sandbox.perform(job(name, `exe_${name}`))
      const after = await sandbox.state()
      expect(first.repeated).toBe(false)
      const [second, third] = await Promise.all([
        sandbox.perform(job(name, `exe_${name}`)),
        sandbox.perform(job(name, `exe_${name}`)),
      ])
      expect(second).toEqual({ result: first.result, repeated: true })
      expect(third).toEqual(second)
      expect(await sandbox.state()).toEqual(after)
    },
  )

  it('a refund lowers what is left of the charge, and never below nothing', async () => {
    const before = (await sandbox.state()).charges.ch_1012
    await sandbox.perform(job('payments.refund', 'exe_r1', { resource: 'charge:ch_1012', params: { amount: 500 } }))
    const state = await sandbox.state()
    expect(state.charges.ch_1012?.refunded).toBe((before?.refunded ?? 0) + 500)
    await expect(
      sandbox.perform(
        job('payments.refund', 'exe_r2', { resource: 'charge:ch_1012', params: { amount: before?.amount } }),
      ),
    ).rejects.toThrow('are left to refund')
    expect(await sandbox.state()).toEqual(state)
  })

  it('deleting rows deletes as many as were approved, and adding a column adds it', async () => {
    const before = (await sandbox.state()).tables['prod.orders']
    const { result } = await sandbox.perform(job('db.delete_rows', 'exe_d1', { params: { limit: 7 } }))
    expect(result).toEqual({ deleted: 7 })
    await sandbox.perform(
      job('db.add_column', 'exe_d2', { resource: 'table:prod.orders', params: { column: 'gift_note' } }),
    )
    const after = (await sandbox.state()).tables['prod.orders']
    expect(after?.rows).toBe((before?.rows ?? 0) - 7)
    expect(after?.columns).toContain('gift_note')
  })

  it('a deployment is seen in the file of the cluster', async () => {
    await sandbox.perform(
      job('deploy.release', 'exe_c1', { resource: 'cluster:staging-1', params: { version: '9.9.9' } }),
    )
    expect((await sandbox.state()).clusters).toMatchObject({ 'staging-1': { 'checkout-api': { version: '9.9.9' } } })
  })

  it('refuses unknown actions, unknown targets and params of another shape, and changes nothing', async () => {
    const before = await sandbox.state()
    await expect(sandbox.perform(job('payments.refund', 'exe_x1', { params: { extra: true } }))).rejects.toThrow(
      'not those of this action',
    )
    await expect(sandbox.perform(job('db.delete_rows', 'exe_x2', { resource: 'table:public.people' }))).rejects.toThrow(
      'there is no table',
    )
    await expect(sandbox.perform(job('db.delete_rows', 'exe_x3', { resource: 'table:__proto__' }))).rejects.toThrow(
      'there is no table',
    )
    await expect(sandbox.perform({ ...job('payments.refund', 'exe_x4'), action: 'toString' })).rejects.toThrow(
      'nobody here knows',
    )
    expect(await sandbox.state()).toEqual(before)
  })

  it('runs no free script with an account that can see the product itself', async () => {
    await expect(sandbox.perform(job(NEEDS_OWN_ACCOUNT, 'exe_s1'))).rejects.toThrow('no database account of its own')
  })

  it('an execution that began and was not reported is found again, with its result if the work was done', async () => {
    await sandbox.begin({ executionId: 'exe_j1', executor: 'refund-runner', requestId: 'req_1' })
    await sandbox.begin({ executionId: 'exe_j2', executor: 'refund-runner', requestId: 'req_2' })
    const { result } = await sandbox.perform(job('payments.read_ledger', 'exe_j1'))
    expect(await sandbox.unreported('refund-runner')).toEqual([
      { executionId: 'exe_j1', result },
      { executionId: 'exe_j2', result: null },
    ])
    await sandbox.reported('exe_j1')
    await sandbox.reported('exe_j2')
    expect(await sandbox.unreported('refund-runner')).toEqual([])
  })

  it('opening it again keeps what was changed', async () => {
    const before = await sandbox.state()
    const again = await openSandbox({ url: db.ownerUrl, folder })
    expect(await again.state()).toEqual(before)
    await again.close()
  })
})
