import type { AccountabilityRole, Assignment } from '@/lib/core/directory'
import type { Signing } from '@/lib/identity/passkey/statement'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** Who is named, as the columns keep it: exactly one of the three. */
export type Named = {
  personId: string | null
  teamId: string | null
  vendor: { name: string; contract: string; contact: string; voucher_id: string } | null
}

export type LockedAssignment = Assignment & { workflowId: string; ended: boolean; remindedAt: Date | null; now: Date }

/** Locks an assignment's row, live or ended, and reads it with the database's clock. */
export async function lockAssignment(tx: Tx, id: string): Promise<LockedAssignment | null> {
  const rows = await tx.$queryRaw<(Omit<LockedAssignment, 'vendor'> & { vendor: Named['vendor'] })[]>`
    SELECT id, workflow_id AS "workflowId", role, person_id AS "personId", team_id AS "teamId", vendor, acknowledged_at AS "acknowledgedAt",
      acknowledged_by AS "acknowledgedById", review_due AS "reviewDue", reminded_at AS "remindedAt", ended_at IS NOT NULL AS ended, clock_timestamp() AS now
    FROM accountability_assignments WHERE id = ${id} FOR UPDATE`
  const row = rows[0]
  if (!row) return null
  const { vendor, ...rest } = row
  return {
    ...rest,
    vendor: vendor && {
      name: vendor.name,
      contract: vendor.contract,
      contact: vendor.contact,
      voucherId: vendor.voucher_id,
    },
  }
}

/** Ends the live assignment of a role, if there is one, and gives its id. */
export async function endLiveAssignment(
  tx: Tx,
  of: { workflowId: string; role: AccountabilityRole },
  by: string,
  why: string,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE accountability_assignments SET ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why}
    WHERE workflow_id = ${of.workflowId} AND role = ${of.role} AND ended_at IS NULL RETURNING id`
  return rows[0]?.id ?? null
}

/** Ends one live assignment; false when it had ended. */
export async function endAssignment(tx: Tx, id: string, by: string, why: string): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      UPDATE accountability_assignments SET ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why}
      WHERE id = ${id} AND ended_at IS NULL`) === 1
  )
}

/** Names who answers for a role: not acknowledged yet, and told now. A second live one is refused by the index. */
export async function insertAssignment(
  tx: Tx,
  assignment: Named & { workflowId: string; role: AccountabilityRole; assignedBy: string; reviewDue: Date },
  now: Date,
): Promise<string> {
  const id = newId('asg')
  const { vendor, ...columns } = assignment
  await tx.accountabilityAssignment.create({
    data: { id, ...columns, vendor: vendor ?? Prisma.DbNull, remindedAt: now },
  })
  return id
}

/** Writes down what was signed, and that the assignment is acknowledged by whoever signed, until `reviewDue`. */
export async function acknowledge(
  tx: Tx,
  assignmentId: string,
  personId: string,
  signing: Extract<Signing, { signed: true }>,
  at: { reviewDue: Date; campaignId: string | null },
): Promise<void> {
  await tx.attestation.create({
    data: {
      id: newId('att'),
      assignmentId,
      personId,
      campaignId: at.campaignId,
      statement: signing.statement,
      passkeyId: signing.passkeyId,
      assertion: signing.evidence as Prisma.InputJsonValue,
      reviewDue: at.reviewDue,
    },
  })
  await tx.$executeRaw`
    UPDATE accountability_assignments SET acknowledged_at = clock_timestamp(), acknowledged_by = ${personId}, review_due = ${at.reviewDue}, lapsed_at = NULL
    WHERE id = ${assignmentId} AND ended_at IS NULL`
}

export type OpenCampaign = { id: string; title: string; startedAt: Date; dueAt: Date }

/** The campaign that is open, if there is one. */
export async function openCampaign(tx: Tx): Promise<OpenCampaign | null> {
  return tx.attestationCampaign.findFirst({
    where: { closedAt: null },
    select: { id: true, title: true, startedAt: true, dueAt: true },
  })
}

/** Opens a campaign: every live assignment is to be reviewed by its end, and counts as asked now. A second open one is refused by the index. */
export async function insertCampaign(
  tx: Tx,
  campaign: { title: string; startedBy: string; dueAt: Date },
): Promise<string> {
  const id = newId('cmp')
  await tx.$executeRaw`
    INSERT INTO attestation_campaigns (id, title, started_by, started_at, due_at)
    VALUES (${id}, ${campaign.title}, ${campaign.startedBy}, clock_timestamp(), ${campaign.dueAt})`
  await tx.$executeRaw`
    UPDATE accountability_assignments SET review_due = LEAST(review_due, ${campaign.dueAt}::timestamptz), reminded_at = clock_timestamp()
    WHERE ended_at IS NULL`
  return id
}

/** Closes the open campaign when its time is over by the database's clock; null when there is nothing to close. */
export async function closeDueCampaign(tx: Tx): Promise<OpenCampaign | null> {
  const rows = await tx.$queryRaw<OpenCampaign[]>`
    UPDATE attestation_campaigns SET closed_at = clock_timestamp() WHERE closed_at IS NULL AND due_at <= clock_timestamp()
    RETURNING id, title, started_at AS "startedAt", due_at AS "dueAt"`
  return rows[0] ?? null
}

export type Lapsed = { id: string; workflowId: string; role: AccountabilityRole }

/**
 * Marks the live assignments whose review day has passed, each once, and gives them. Looked for before it is written: even an
 * UPDATE of nothing would make every process read the configuration again.
 */
export async function markLapsed(tx: Tx): Promise<Lapsed[]> {
  const due = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM accountability_assignments
    WHERE ended_at IS NULL AND acknowledged_at IS NOT NULL AND lapsed_at IS NULL AND review_due <= clock_timestamp()`
  if (due.length === 0) return []
  return tx.$queryRaw<Lapsed[]>`
    UPDATE accountability_assignments SET lapsed_at = clock_timestamp()
    WHERE id = ANY(${due.map(({ id }) => id)}::text[]) RETURNING id, workflow_id AS "workflowId", role`
}

/** When each live assignment was reminded of last. */
export async function remindedAts(tx: Tx): Promise<Map<string, Date | null>> {
  const rows = await tx.accountabilityAssignment.findMany({
    where: { endedAt: null },
    select: { id: true, remindedAt: true },
  })
  return new Map(rows.map((row) => [row.id, row.remindedAt]))
}

/** Remembers that these were reminded of, unless somebody else did within the last day; gives those that were not. */
export async function markReminded(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE accountability_assignments SET reminded_at = clock_timestamp()
    WHERE id = ANY(${[...ids]}::text[]) AND ended_at IS NULL AND (reminded_at IS NULL OR reminded_at <= clock_timestamp() - interval '1 day')
    RETURNING id`
  return new Set(rows.map((row) => row.id))
}

/** Whether anything about accountability is due at all, without a lock: the sweep asks this every minute. */
export async function anythingDue(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM accountability_assignments WHERE ended_at IS NULL AND acknowledged_at IS NOT NULL AND lapsed_at IS NULL AND review_due <= clock_timestamp())
      OR EXISTS (SELECT 1 FROM attestation_campaigns WHERE closed_at IS NULL)
      OR EXISTS (SELECT 1 FROM accountability_assignments WHERE ended_at IS NULL AND review_due <= clock_timestamp() + interval '15 days') AS due`
  return row?.due ?? false
}

/** Hands machines, pipelines and runtimes to somebody else; false when they were not this person's any more. */
export async function handOver(
  tx: Tx,
  kind: 'agent' | 'executor' | 'pipeline' | 'runtime',
  id: string,
  from: string,
  to: string,
): Promise<boolean> {
  const changed =
    kind === 'runtime'
      ? await tx.$executeRaw`UPDATE runtimes SET owner_id = ${to} WHERE id = ${id} AND owner_id = ${from}`
      : kind === 'agent'
        ? await tx.$executeRaw`UPDATE agents SET sponsor_id = ${to} WHERE id = ${id} AND sponsor_id = ${from} AND status <> 'retired'`
        : kind === 'executor'
          ? await tx.$executeRaw`UPDATE executors SET sponsor_id = ${to} WHERE id = ${id} AND sponsor_id = ${from} AND status <> 'retired'`
          : await tx.$executeRaw`UPDATE pipelines SET sponsor_id = ${to} WHERE id = ${id} AND sponsor_id = ${from}`
  return changed === 1
}
