import { describe, expect, test } from 'vitest'
import { useWorld } from '@/e2e/api/world'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { ask, granted, pending } from '@/e2e/support/machines'
import { approve, decide, denial, signers } from '@/e2e/support/people'
import { countOf, idOfSlug, moveDeadline, refusalBy, revive } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'

/** The law where no program can forget it: said to the database directly, as its owner and as the application's role. */
const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const [mei, tom, jonas] = await signers(world, 'mei', 'tom', 'jonas')
const both = [
  ['the owner of the tables', db.asOwner],
  ['the application', db.asApp],
] as const
const resolved = `status = 'approved', next_action = 'redeem', resolved_at = clock_timestamp()`

describe.each(both)('to %s', (who, run) => {
  test('a request is not approved without its quorum', async () => {
    const request = await pending(world, amounts.two)
    const approveIt = () => refusalBy(run, `UPDATE requests SET ${resolved} WHERE id = $1`, [request.id])
    expect(await approveIt()).toMatch(/has 0 of 2 approvals/)
    await approve(mei, request)
    expect(await approveIt()).toMatch(/has 1 of 2 approvals/)
  })

  test('nor when an approver was disabled meanwhile, nor beside a denial, nor after its deadline', async () => {
    const request = await pending(world, amounts.two)
    await approve(mei, request)
    await db.asOwner(`ALTER TABLE requests DISABLE TRIGGER request_law`)
    await db.asOwner(`UPDATE requests SET quorum = 1 WHERE id = $1`, [request.id])
    await db.asOwner(`ALTER TABLE requests ENABLE TRIGGER request_law`)
    await db.asOwner(`UPDATE people SET status = 'disabled' WHERE id = $1`, [mei.id])
    expect(await refusalBy(run, `UPDATE requests SET ${resolved} WHERE id = $1`, [request.id])).toMatch(
      /has 0 of 1 approvals/,
    )
    await revive(db, 'people', mei.id)
    await moveDeadline(db, 'request', request.id, -1)
    expect(await refusalBy(run, `UPDATE requests SET ${resolved} WHERE id = $1`, [request.id])).toMatch(/has expired/)
  })

  test('what was asked, judged and shown never changes', async () => {
    const request = await pending(world, amounts.two)
    const changes = {
      digest: `'${'A'.repeat(43)}'`,
      presentation_digest: `'${'A'.repeat(43)}'`,
      presentation: `'{}'`,
      params: `'{"amount":1}'`,
      action: `'payments.payout'`,
      resource: `'charge:ch_x'`,
      quorum: '1',
      tier: `'allow'`,
      consent: `'{}'`,
      approver_teams: `'{tem_x}'`,
      principals: `'{usr_x}'`,
      sponsor_id: `'${tom.id}'`,
      executor_id: `'${world.otherExecutor.id}'`,
      agent_id: `'${world.otherAgent.id}'`,
      boundary_version: '99',
      expires_at: `expires_at + interval '1 hour'`,
      not_after: `not_after + interval '1 hour'`,
      created_at: `now()`,
      claims: `'{"justification":"other"}'`,
      id: `'${newId('req')}'`,
    }
    for (const [column, value] of Object.entries(changes))
      expect([
        column,
        await refusalBy(run, `UPDATE requests SET ${column} = ${value} WHERE id = $1`, [request.id]),
      ]).toEqual([column, expect.stringMatching(/immutable|violates/)])
  })

  test('an end is final: no other status, reason or time afterwards', async () => {
    const request = await pending(world, amounts.one)
    await decide(tom, request, denial(request))
    for (const set of [
      `status = 'pending', resolved_at = NULL`,
      resolved,
      `status = 'expired'`,
      `resolution = '{}'`,
      `next_action = 'redeem'`,
    ])
      expect(await refusalBy(run, `UPDATE requests SET ${set} WHERE id = $1`, [request.id])).toMatch(/already denied/)
  })

  test('nothing that needs people is born approved, and nothing is born over', async () => {
    const request = await pending(world, amounts.two)
    const copy = (set: string) =>
      refusalBy(
        run,
        `INSERT INTO requests SELECT (jsonb_populate_record(r, $2::jsonb)).* FROM requests r WHERE id = $1`,
        [request.id, JSON.stringify({ id: newId('req'), ...JSON.parse(set) })],
      )
    const now = new Date().toISOString()
    expect(await copy(JSON.stringify({ status: 'approved', resolved_at: now }))).toMatch(/cannot begin approved/)
    for (const status of ['cancelled', 'expired'])
      expect(await copy(JSON.stringify({ status, resolved_at: now }))).toMatch(/cannot begin/)
    expect(await copy(JSON.stringify({ tier: 'allow' }))).toMatch(/cannot begin|requests_quorum/)
    expect(await copy(JSON.stringify({ quorum: 0 }))).toMatch(/requests_quorum/)
    expect(await copy(JSON.stringify({ approver_teams: [] }))).toMatch(/requests_quorum/)
    expect(await copy(JSON.stringify({ tier: 'deny', quorum: 0 }))).toMatch(/requests_deny_tier|cannot begin/)
  })

  test('the executor is no agent and the agent no executor (law 5)', async () => {
    const request = await pending(world, amounts.one)
    const copy = (over: object) =>
      refusalBy(
        run,
        `INSERT INTO requests SELECT (jsonb_populate_record(r, $2::jsonb)).* FROM requests r WHERE id = $1`,
        [request.id, JSON.stringify({ id: newId('req'), ...over })],
      )
    expect(await copy({ executor_id: world.agent.id })).toMatch(/requests_executor_is_no_agent|fk/)
    expect(await copy({ agent_id: world.executor.id })).toMatch(/requests_executor_is_no_agent|fk/)
    // The copy itself is sound, so it was the change that was refused.
    expect(await copy({})).toBeNull()
  })

  test('a request is never deleted', async () => {
    const request = await pending(world, amounts.one)
    expect(await refusalBy(run, 'DELETE FROM requests WHERE id = $1', [request.id])).toMatch(
      who === 'the application' ? /permission denied/ : /never deleted/,
    )
  })

  test('an evaluation with errors is a denial and is never rewritten', async () => {
    const { id } = await ask(world, refundOf(amounts.none))
    const insert = (tier: string) =>
      refusalBy(
        run,
        `INSERT INTO evaluations (id, request_id, boundary_id, phase, tier, determining, errors, context) SELECT $2, id, boundary_id, 'submit', $3, '{}', '{boom}', '{}' FROM requests WHERE id = $1`,
        [id, newId('evl'), tier],
      )
    for (const tier of ['allow', 'notify', 'approve']) expect(await insert(tier)).toMatch(/evaluation_error_denies/)
    expect(await refusalBy(run, `UPDATE evaluations SET tier = 'allow' WHERE request_id = $1`, [id])).toMatch(
      /append-only|permission denied/,
    )
    expect(await refusalBy(run, `DELETE FROM evaluations WHERE request_id = $1`, [id])).toMatch(
      /append-only|permission denied/,
    )
  })
})

describe('a boundary (law 12)', () => {
  test.each(both)('needs a second person, also when told %s', async (_, run) => {
    const workflow = await idOfSlug(db, 'workflows', 'payments')
    const id = newId('bnd')
    await db.asOwner(
      `INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, author_id) SELECT $1, $2, 1 + max(version), 'x', '{}', $3 FROM boundaries WHERE workflow_id = $2`,
      [id, workflow, mei.id],
    )
    await db.asOwner(
      `UPDATE boundaries SET status = 'in_review', submitted_at = now(), analysis = '{}', direction = 'loosens', reviews_needed = 2, change_digest = 'digest' WHERE id = $1`,
      [id],
    )
    await db.asOwner(`UPDATE boundaries SET status = 'retired' WHERE workflow_id = $1 AND status = 'active'`, [
      workflow,
    ])
    const activateAs = (reviewer: string | null) =>
      refusalBy(run, `UPDATE boundaries SET status = 'active', activated_at = now(), reviewer_id = $2 WHERE id = $1`, [
        id,
        reviewer,
      ])
    const review = (person: string, verb: string, over: { digest?: string; passkey?: string | null } = {}) =>
      refusalBy(
        run,
        `INSERT INTO boundary_reviews (id, boundary_id, person_id, verb, capacity, reason, change_digest, statement, session_id, passkey_id, assertion)
         VALUES ($1, $2, $3, $4, 'independent', 'r', $5, '{}', 's', $6, CASE WHEN $6::text IS NULL THEN NULL ELSE '{}'::jsonb END)`,
        [newId('rev'), id, person, verb, over.digest ?? 'digest', over.passkey === undefined ? 'pky' : over.passkey],
      )
    // Reviews: not by the author, not unsigned, not of another text, not twice.
    expect(await review(mei.id, 'approve')).toMatch(/author never approves/)
    expect(await review(tom.id, 'approve', { passkey: null })).toMatch(/boundary_approval_is_signed/)
    expect(await review(tom.id, 'approve', { digest: 'other' })).toMatch(/not about what is in review/)
    expect(await activateAs(tom.id)).toMatch(/has 0 of 2 reviews/)
    expect(await review(tom.id, 'approve')).toBeNull()
    expect(await review(tom.id, 'approve')).toMatch(/boundary_reviews_boundary_id_person_id_change_digest_key/)
    expect(await activateAs(tom.id)).toMatch(/has 1 of 2 reviews/)
    expect(await review(jonas.id, 'approve')).toBeNull()
    expect(await activateAs(mei.id)).toMatch(/boundary_has_second_person/)
    expect(await activateAs(null)).toMatch(/boundary_has_second_person/)
    // Nor by making somebody else its author, nor by born-active rows, nor by asking for fewer, nor by rewriting what was reviewed.
    expect(await refusalBy(run, `UPDATE boundaries SET author_id = $2 WHERE id = $1`, [id, tom.id])).toMatch(
      /immutable/,
    )
    expect(await refusalBy(run, `UPDATE boundaries SET reviews_needed = 1 WHERE id = $1`, [id])).toMatch(/immutable/)
    expect(
      await refusalBy(
        run,
        `INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, author_id, status) VALUES ($1, $2, 999, 'x', '{}', $3, 'active')`,
        [newId('bnd'), workflow, mei.id],
      ),
    ).toMatch(/begins as a draft/)
    expect(await activateAs(tom.id)).toBeNull()
    for (const column of [`cedar = 'permit(principal, action, resource);'`, `catalogue = '{}'`])
      expect(await refusalBy(run, `UPDATE boundaries SET ${column} WHERE id = $1`, [id])).toMatch(/immutable/)
    expect(await refusalBy(run, `UPDATE boundaries SET status = 'draft' WHERE id = $1`, [id])).toMatch(
      /immutable|cannot go from active to draft/,
    )
    await activate(db, 'payments', steps)
  })

  test('there is one active version of a workflow, its own, and a draft or a foreign one is never in force', async () => {
    const workflow = await idOfSlug(db, 'workflows', 'payments')
    const [foreign] = await db.asOwner(
      `SELECT b.id FROM boundaries b JOIN workflows w ON w.id = b.workflow_id WHERE w.slug = 'deployment'`,
    )
    const [retired] = await db.asOwner(
      `SELECT id FROM boundaries WHERE workflow_id = $1 AND status = 'retired' LIMIT 1`,
      [workflow],
    )
    for (const row of [foreign, retired])
      expect(
        await refusalBy(db.asApp, `UPDATE workflows SET active_boundary_id = $2 WHERE id = $1`, [workflow, row?.id]),
      ).toMatch(/must be its own and active/)
    expect(await refusalBy(db.asApp, `UPDATE boundaries SET status = 'active' WHERE id = $1`, [retired?.id])).toMatch(
      /cannot go from retired to active/,
    )
    expect(
      await countOf(db, `SELECT count(*) FROM boundaries WHERE workflow_id = $1 AND status = 'active'`, [workflow]),
    ).toBe(1)
  })
})

describe('the application’s role', () => {
  test('may delete, truncate or rewrite nothing that is a story or a proof', async () => {
    await granted(world)
    for (const table of [
      'requests',
      'decisions',
      'evaluations',
      'grants',
      'executions',
      'log_entries',
      'log_leaves',
      'log_nodes',
      'log_checkpoints',
    ]) {
      expect([table, await refusalBy(db.asApp, `DELETE FROM ${table}`)]).toEqual([
        table,
        expect.stringMatching(/permission denied/),
      ])
      expect([table, await refusalBy(db.asApp, `TRUNCATE ${table} CASCADE`)]).toEqual([
        table,
        expect.stringMatching(/permission denied/),
      ])
    }
    for (const table of [
      'decisions',
      'evaluations',
      'boundary_reviews',
      'attestations',
      'log_entries',
      'log_leaves',
      'log_nodes',
      'log_checkpoints',
    ])
      expect([table, await refusalBy(db.asApp, `UPDATE ${table} SET id = id`)]).toEqual([
        table,
        expect.stringMatching(/permission denied|does not exist/),
      ])
  })

  test('cannot put the law aside', async () => {
    for (const sql of [
      'ALTER TABLE requests DISABLE TRIGGER ALL',
      'DROP TRIGGER request_law ON requests',
      `SET session_replication_role = replica`,
      'CREATE OR REPLACE FUNCTION countersign_request_law() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      'CREATE TABLE mine (x int)',
      'ALTER TABLE decisions DROP CONSTRAINT decisions_verb',
    ])
      expect([sql, await refusalBy(db.asApp, sql)]).toEqual([
        sql,
        expect.stringMatching(/permission denied|must be owner|must be able to/),
      ])
  })
})
