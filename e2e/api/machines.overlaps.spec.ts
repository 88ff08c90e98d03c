import { expect, test } from 'vitest'
import { get, post, refusal, type Signer, signers } from '@/e2e/support/people'
import { countOf, idOfSlug } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent } = world
// Ana owns customer care, Rotimi owns payments; both use the runtime support-agents.
const [ana, rotimi, elif, hugo] = await signers(world, 'ana', 'rotimi', 'elif', 'hugo')

type Overlap = {
  runtime: string
  action: string
  pattern: string
  owner: string | null
  claims: { workflow_id: string }[]
}
const overlapsOf = async (person: Signer): Promise<Overlap[]> =>
  (await (await get(person, '/machines/overlaps')).json()).items

/** Agrees to a proposal with a passkey. */
async function agree(person: Signer, proposalId: string): Promise<Response> {
  const path = `/proposals/${proposalId}/verdict`
  const asked = await (await post(person, path, { verb: 'apply' })).json()
  if (!asked.challenge) throw new Error(`no challenge: ${JSON.stringify(asked)}`)
  const { challenge_id, options } = asked.challenge
  return post(person, path, {
    verb: 'apply',
    signature: { challenge_id, assertion: person.passkey.get({ challenge: options.challenge }) },
  })
}

test('two workflows that claim the same in a shared runtime are told, until owners of both have chosen one', async () => {
  expect(await overlapsOf(ana)).toEqual([])
  const [payments, care] = [
    await idOfSlug(db, 'workflows', 'payments'),
    await idOfSlug(db, 'workflows', 'customer-care'),
  ]
  // Ana drafts a version of customer care that claims refunds of every charge.
  await db.asOwner(
    `INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, catalogue, author_id)
     SELECT $1, $2, 99, '', cedar_schema, catalogue, $3 FROM boundaries WHERE workflow_id = $4 AND status = 'active'`,
    [newId('bnd'), care, ana.id, payments],
  )
  const mine = await overlapsOf(ana)
  const refunds = mine.find(({ runtime, action }) => runtime === 'support-agents' && action === 'payments.refund')
  expect(refunds).toMatchObject({ owner: null })
  expect(refunds?.claims.map(({ workflow_id }) => workflow_id).sort()).toEqual([payments, care].sort())
  // What somebody else is still writing is not told; handed in, it is.
  expect(await overlapsOf(rotimi)).toEqual([])
  expect(await overlapsOf(elif)).toEqual([])
  expect((await overlapsOf(hugo)).length).toBeGreaterThanOrEqual(mine.length)

  const [{ id: runtimeId } = {}] = await db.asOwner(`SELECT id FROM runtimes WHERE slug = 'support-agents'`)
  const claimedTwice = async () => (await (await get(ana, `/runtimes/${runtimeId}`)).json()).runtime.overlaps
  const before = await claimedTwice()
  expect(before).toBeGreaterThan(0)

  const proposed = await post(ana, '/proposals', {
    kind: 'runtime.ownership',
    subject: {
      runtime: 'support-agents',
      action: 'payments.refund',
      pattern: refunds?.pattern,
      other_workflow_id: payments,
    },
    after: { workflow_id: care },
    reason: 'Complaints are settled where they arrive.',
  })
  expect(proposed.status).toBeLessThan(300)
  const { proposal } = await proposed.json()
  expect((await agree(rotimi, proposal.id)).status).toBe(200)
  const after = (await overlapsOf(ana)).find(
    ({ action, pattern }) => action === 'payments.refund' && pattern === refunds?.pattern,
  )
  expect(after?.owner).toBe('customer-care')
  expect(await claimedTwice()).toBeLessThan(before)
})

test('a quarantined agent goes on by two people: one proposes, another one who does not sponsor it agrees', async () => {
  await post(ana, `/machines/${agent.id}/quarantine`, { reason: 'It behaves oddly.' })
  const { proposal } = await (
    await post(ana, '/proposals', {
      kind: 'machine.resume',
      subject: { machine_id: agent.id },
      reason: 'Its prompt was fixed.',
    })
  ).json()
  expect(await refusal(await post(ana, `/proposals/${proposal.id}/verdict`, { verb: 'apply' }))).toMatchObject({
    status: 403,
    code: 'proposal.own',
  })
  expect((await agree(hugo, proposal.id)).status).toBe(200)
  const { machine } = await (await get(ana, `/machines/${agent.id}`)).json()
  expect([machine.status, machine.stopped_at]).toEqual(['active', null])
  expect(await countOf(db, `SELECT count(*) FROM log_entries WHERE type = 'machine.resumed'`)).toBe(1)
})
