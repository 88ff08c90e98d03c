import { newId } from '@/lib/platform/ids'
import type { TestDatabase } from './database'
import { idOfSlug } from './rows'

/**
 * A small boundary for tests, where the amount of a refund says which consent is asked: no counting, no grace, so that
 * one request never changes what the next one needs.
 *
 *   to 100 policy alone · to 1,000 one of support · to 2,000 one signing lead · to 5,000 two signing leads · else no rule
 */
export const steps = `
@id("ledger-read") @tier("allow") @reason("Reading changes nothing")
permit (principal, action == Action::"payments.read_ledger", resource);
@id("tiny") @tier("allow") @grant_ttl("10m") @reason("Tiny refunds need nobody")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount <= 100 };
@id("one") @tier("approve") @approvers("team:payments-support") @grant_ttl("10m") @decide_within("1h") @reason("One of support looks")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 100 && context.params.amount <= 1000 };
@id("signed") @tier("approve") @approvers("team:payments-leads") @stepup("passkey") @grant_ttl("10m") @decide_within("1h") @reason("A lead signs")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 1000 && context.params.amount <= 2000 };
@id("two") @tier("approve") @approvers("team:payments-leads") @quorum("2") @stepup("passkey") @grant_ttl("10m") @decide_within("1h") @reason("Two leads sign")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 2000 && context.params.amount <= 5000 };
`

/** Refunds of `steps` by the consent that they need; each on a charge of its own. */
export const amounts = { policy: 50, one: 500, signed: 1_500, two: 3_000, none: 9_000 } as const

let charge = 0

/** A refund of `amount` on a charge that no other request names. */
export function refundOf(amount: number, over: Record<string, unknown> = {}) {
  charge += 1
  return {
    workflow: 'payments',
    action: 'payments.refund',
    resource: `charge:ch_${charge}`,
    params: { amount, currency: 'EUR', reason: 'damaged_goods' },
    executor: 'refund-runner',
    ...over,
  }
}

/**
 * Makes `cedar` the active boundary of a workflow, as two people would: drafted by one, reviewed by another, the old version
 * retired. The text is not checked, so that one which no editor would let through can be put in force as well.
 */
export async function activate(db: TestDatabase, workflow: string, cedar: string): Promise<string> {
  const id = newId('bnd')
  const workflowId = await idOfSlug(db, 'workflows', workflow)
  await db.asOwner(
    `INSERT INTO boundaries (id, workflow_id, version, cedar, cedar_schema, catalogue, author_id)
     SELECT $1, $2, 1 + max(version), $3, (array_agg(cedar_schema))[1], (array_agg(catalogue ORDER BY version))[1], (array_agg(author_id))[1] FROM boundaries WHERE workflow_id = $2`,
    [id, workflowId, cedar],
  )
  await db.asOwner(
    `UPDATE boundaries SET status = 'in_review', submitted_at = now(), analysis = '{}', direction = 'neutral', change_digest = id WHERE id = $1`,
    [id],
  )
  await db.asOwner(
    `INSERT INTO boundary_reviews (id, boundary_id, person_id, verb, capacity, reason, change_digest, statement, session_id, passkey_id, assertion)
     SELECT 'rev_' || b.id, b.id, (SELECT id FROM people p WHERE p.id <> b.author_id AND p.status = 'active' ORDER BY id LIMIT 1), 'approve', 'independent', 'test', b.change_digest, '{}', 'ses_test', 'pky_test', '{}'
     FROM boundaries b WHERE b.id = $1`,
    [id],
  )
  await db.asOwner(`UPDATE boundaries SET status = 'retired' WHERE workflow_id = $1 AND status = 'active'`, [
    workflowId,
  ])
  await db.asOwner(
    `UPDATE boundaries b SET status = 'active', activated_at = now(), reviewer_id = (SELECT person_id FROM boundary_reviews r WHERE r.boundary_id = b.id) WHERE id = $1`,
    [id],
  )
  await db.asOwner(`UPDATE workflows SET active_boundary_id = $1 WHERE id = $2`, [id, workflowId])
  return id
}
