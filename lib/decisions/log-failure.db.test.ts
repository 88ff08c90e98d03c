import { afterEach, describe, expect, test } from 'vitest'
import { useWorld } from '@/e2e/api/world'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, executionOf, granted, grantedBy, pending, presented } from '@/e2e/support/machines'
import { decide, denial, plainApproval, post, signedApproval, signers } from '@/e2e/support/people'
import { moveDeadline } from '@/e2e/support/rows'
import { endLeases } from '@/lib/executions/end-leases'
import { expireGrants } from '@/lib/grants/expire-grants'
import { expireRequests } from '@/lib/requests/expire-requests'

/** Law 10: no state change without its log entry; if the entry cannot be written, nothing happens (ATTACKS 139). */
const world = await useWorld()
const { db, agent, executor } = world
await activate(db, 'payments', steps)
const [mei, tom, elif] = await signers(world, 'mei', 'tom', 'elif')

await db.asOwner(
  `CREATE FUNCTION log_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device'; END $$`,
)
await db.asOwner(
  `CREATE TRIGGER log_is_full BEFORE INSERT ON log_entries FOR EACH STATEMENT EXECUTE FUNCTION log_is_full()`,
)
await db.asOwner(`ALTER TABLE log_entries DISABLE TRIGGER log_is_full`)
const logFails = (fails: boolean) =>
  db.asOwner(`ALTER TABLE log_entries ${fails ? 'ENABLE' : 'DISABLE'} TRIGGER log_is_full`)
afterEach(() => logFails(false))

/** Everything that a verb of consent could have changed. Sessions and counters of reads are not among it. */
async function everything() {
  const tables = [
    'requests',
    'decisions',
    'evaluations',
    'grants',
    'executions',
    'idempotency_keys',
    'log_entries',
    'log_payloads',
    'log_pending',
    'webauthn_challenges',
    'passkeys',
  ]
  const rows = await Promise.all(
    tables.map((table) =>
      db.asOwner(
        `SELECT count(*)::int AS rows, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS content FROM ${table} t`,
      ),
    ),
  )
  return Object.fromEntries(tables.map((table, i) => [table, rows[i]?.[0]]))
}

/** The call fails loudly, and every table is as it was. */
async function expectNothing(act: () => Promise<unknown>) {
  await logFails(true)
  const before = await everything()
  const outcome = await act().catch((error: unknown) => error)
  expect(await everything()).toEqual(before)
  if (outcome instanceof Response) expect(outcome.status).toBe(500)
  else expect(outcome).toBeInstanceOf(Error)
  await logFails(false)
}

const key = { 'idempotency-key': 'while-the-log-is-full' }

describe('when the log cannot be written, nothing happens', () => {
  test.each(Object.entries(amounts))('to a submission that needs %s', async (_, amount) => {
    await expectNothing(() => api('POST', '/requests', agent, refundOf(amount), key))
  })

  test('to a cancellation', async () => {
    const request = await pending(world, amounts.one)
    await expectNothing(() => api('POST', `/requests/${request.id}/cancel`, agent, {}, key))
  })

  test('to an approval, signed or not, to the last one of a quorum, to a denial and to an abstention', async () => {
    const [one, two] = [await pending(world, amounts.one), await pending(world, amounts.two)]
    await expectNothing(() => decide(elif, one, plainApproval(one)))
    await expectNothing(() => decide(elif, one, denial(one)))
    await expectNothing(() => decide(elif, one, { verb: 'abstain', presentation_digest: one.presentationDigest }))
    const first = await signedApproval(mei, two)
    await expectNothing(() => decide(mei, two, first))
    // Not even the challenge was used up: the same signature goes through when the log is well again.
    expect((await decide(mei, two, first)).status).toBe(200)
    const last = await signedApproval(tom, two)
    await expectNothing(() => decide(tom, two, last))
    expect((await decide(tom, two, last)).status).toBe(200)
  })

  test('to a redemption: the grant is still good afterwards', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    await expectNothing(() => api('POST', '/grants/redeem', executor, presented(grant), key))
    expect((await api('POST', '/grants/redeem', executor, presented(grant), key)).status).toBe(200)
  })

  test('to a refusal that must be recorded: it is not given quietly', async () => {
    const grant = await granted(world)
    await expectNothing(() =>
      api('POST', '/grants/redeem', executor, presented(grant, { resource: 'charge:ch_other' })),
    )
    const request = await pending(world, amounts.signed, { on_behalf_of: [mei.id] })
    await expectNothing(() => decide(mei, request, plainApproval(request)))
  })

  test('to a revocation, by machine or person', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    await expectNothing(() => api('POST', `/grants/${grant.grantId}/revoke`, agent, {}, key))
    await expectNothing(() => post(mei, `/grants/${grant.grantId}/revoke`, { reason: 'Stop.' }))
  })

  test('to a report', async () => {
    const { execution } = await executionOf(world, await granted(world))
    await expectNothing(() =>
      api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' }, key),
    )
  })

  test('to what is over by the clock: it stays over, and unswept', async () => {
    const request = await pending(world, amounts.one)
    const grant = await granted(world)
    const { execution } = await executionOf(world, await granted(world))
    await moveDeadline(db, 'request', request.id, -1)
    await moveDeadline(db, 'grant', grant.requestId, -1)
    await moveDeadline(db, 'lease', execution.id, -1)
    await expectNothing(expireRequests)
    await expectNothing(expireGrants)
    await expectNothing(endLeases)
    expect([await expireRequests(), await expireGrants(), await endLeases()]).toEqual([1, 1, 1])
  })
})
