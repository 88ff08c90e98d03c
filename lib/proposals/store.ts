import type { Json } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import type { ChangeOf, ProposalKind } from '@/lib/core/proposal/kinds'
import type { Tx } from '@/lib/platform/transaction'

export interface NewProposal {
  readonly id: string
  readonly change: ChangeOf
  readonly reason: string
  readonly proposedBy: string
}

/** Stores a proposal; it is open for a week by the database's clock. */
export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<void> {
  const { id, change, reason, proposedBy } = proposal
  await tx.$executeRaw`
    INSERT INTO proposals (id, kind, subject, before, after, reason, proposed_by, proposed_at, expires_at)
    SELECT ${id}, ${change.kind}, ${JSON.stringify(change.subject)}::jsonb, ${JSON.stringify(change.before)}::jsonb,
      ${JSON.stringify(change.after)}::jsonb, ${reason}, ${proposedBy}, t, t + ${limits.proposalDays} * interval '1 day'
    FROM (SELECT clock_timestamp() AS t) AS clock`
}

export interface LockedProposal {
  readonly id: string
  readonly change: ChangeOf
  readonly proposedBy: string
  /** `expired` also before the sweep has said so. */
  readonly status: 'open' | 'applied' | 'refused' | 'withdrawn' | 'expired'
}

/** The proposal, locked until the transaction ends; null when there is none. */
export async function lockProposal(tx: Tx, id: string): Promise<LockedProposal | null> {
  const rows = await tx.$queryRaw<ProposalRow[]>`
    SELECT id, kind, subject, before, after, proposed_by,
      CASE WHEN status = 'open' AND expires_at <= clock_timestamp() THEN 'expired' ELSE status END AS status
    FROM proposals WHERE id = ${id} FOR UPDATE`
  const [row] = rows
  return row ? { id: row.id, change: changeOfRow(row), proposedBy: row.proposed_by, status: row.status } : null
}

interface ProposalRow {
  readonly id: string
  readonly kind: string
  readonly subject: unknown
  readonly before: unknown
  readonly after: unknown
  readonly proposed_by: string
  readonly status: LockedProposal['status']
}

/** The stored form of a change: written only by `insertProposal`, and immutable since. */
export function changeOfRow(row: { kind: string; subject: unknown; before: unknown; after: unknown }): ChangeOf {
  const { kind, subject, before, after } = row
  return { kind: kind as ProposalKind, subject, before, after } as ChangeOf
}

/** Signed by the second person, in words as the signature covers them. */
export interface Applied {
  readonly decidedBy: string
  readonly statement: string
  readonly passkeyId: string
  readonly evidence: { [key: string]: Json }
}

/** Closes an open proposal as applied; false when it was decided, withdrawn or over. */
export async function applyProposal(tx: Tx, id: string, by: Applied): Promise<boolean> {
  const updated = await tx.$executeRaw`
    UPDATE proposals SET status = 'applied', decided_by = ${by.decidedBy}, decided_at = clock_timestamp(),
      statement = ${by.statement}, passkey_id = ${by.passkeyId}, assertion = ${JSON.stringify(by.evidence)}::jsonb
    WHERE id = ${id} AND status = 'open' AND expires_at > clock_timestamp()`
  return updated === 1
}

/** Closes an open proposal as refused; false as above. */
export async function refuseProposal(tx: Tx, id: string, decidedBy: string, reason: string): Promise<boolean> {
  const updated = await tx.$executeRaw`
    UPDATE proposals SET status = 'refused', decided_by = ${decidedBy}, decided_at = clock_timestamp(), decision_reason = ${reason}
    WHERE id = ${id} AND status = 'open'`
  return updated === 1
}

/** Closes an open proposal as withdrawn; false as above. */
export async function endProposal(tx: Tx, id: string): Promise<boolean> {
  const updated = await tx.$executeRaw`UPDATE proposals SET status = 'withdrawn' WHERE id = ${id} AND status = 'open'`
  return updated === 1
}

/** Closes up to `limit` open proposals whose time is over; a row that somebody is deciding on is skipped. */
export async function expireDueProposals(tx: Tx, limit: number): Promise<{ id: string; change: ChangeOf }[]> {
  const rows = await tx.$queryRaw<ProposalRow[]>`
    WITH due AS (
      SELECT id FROM proposals WHERE status = 'open' AND expires_at <= clock_timestamp()
      ORDER BY expires_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE proposals p SET status = 'expired' FROM due WHERE p.id = due.id AND p.status = 'open' AND p.expires_at <= clock_timestamp()
    RETURNING p.id, p.kind, p.subject, p.before, p.after, p.proposed_by, p.status`
  return rows.map((row) => ({ id: row.id, change: changeOfRow(row) }))
}

/** True until the first version of any workflow's boundary is in force: what was once in force stays so for this question. */
export async function nothingWasEverInForce(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM boundaries WHERE activated_at IS NOT NULL LIMIT 1`
  return rows.length === 0
}

/** Lets a suspended workflow go on; false when it is not suspended. */
export async function resumeWorkflow(tx: Tx, id: string): Promise<boolean> {
  const updated =
    await tx.$executeRaw`UPDATE workflows SET status = 'active', suspended_at = NULL WHERE id = ${id} AND status = 'suspended'`
  return updated === 1
}

/** Makes somebody an owner of a workflow. */
export async function insertOwner(tx: Tx, workflowId: string, personId: string): Promise<void> {
  await tx.$executeRaw`INSERT INTO workflow_owners (workflow_id, person_id) VALUES (${workflowId}, ${personId}) ON CONFLICT DO NOTHING`
}

/** Lets a quarantined agent or executor work again; false when it is not quarantined. */
export async function endMachineQuarantine(tx: Tx, id: string): Promise<boolean> {
  const updated = id.startsWith('agt_')
    ? await tx.$executeRaw`UPDATE agents SET status = 'active', suspended_at = NULL WHERE id = ${id} AND status = 'quarantined'`
    : await tx.$executeRaw`UPDATE executors SET status = 'active', suspended_at = NULL WHERE id = ${id} AND status = 'quarantined'`
  return updated === 1
}

/** Lets a quarantined runtime work again; false when it is not quarantined. */
export async function endRuntimeQuarantine(tx: Tx, id: string): Promise<boolean> {
  const updated =
    await tx.$executeRaw`UPDATE runtimes SET status = 'active' WHERE id = ${id} AND status = 'quarantined'`
  return updated === 1
}

/** Names the workflow that judges a claim from now on. */
export async function putOwnership(
  tx: Tx,
  ownership: {
    readonly id: string
    readonly runtime: string
    readonly action: string
    readonly pattern: string
    readonly workflowId: string
    readonly proposalId: string
  },
): Promise<void> {
  const { id, runtime, action, pattern, workflowId, proposalId } = ownership
  await tx.$executeRaw`
    INSERT INTO runtime_ownerships (id, runtime, action, pattern, workflow_id, proposal_id)
    VALUES (${id}, ${runtime}, ${action}, ${pattern}, ${workflowId}, ${proposalId})
    ON CONFLICT (runtime, action, pattern) DO UPDATE SET workflow_id = excluded.workflow_id, proposal_id = excluded.proposal_id`
}
