import type { Directory } from '@/lib/core/directory'
import { nameOf } from '@/lib/core/names'
import { sayChange, sayLines } from '@/lib/core/proposal/explain'
import { maySeeProposal, whyNotDecide } from '@/lib/core/proposal/may'
import { seesAll } from '@/lib/core/request/visibility'
import { currentDirectory, freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { Proposal } from '@/prisma/generated/client'
import { Prisma } from '@/prisma/generated/client'
import type { ProposalsPage, ProposalsQuery, ProposalView } from './schema'
import { changeOfRow } from './store'

/** Proposals that a person may see, newest first; the cursor is the last id of the page before. */
export async function readProposals(personId: string, query: ProposalsQuery): Promise<ProposalsPage> {
  const [directory, at] = await Promise.all([currentDirectory(), now()])
  const conditions = [
    viewOf(query.view, personId, directory),
    ...(query.kind === undefined ? [] : [Prisma.sql`p.kind = ${query.kind}`]),
    ...(query.about === undefined ? [] : [about(query.about)]),
    ...(query.cursor === undefined ? [] : [Prisma.sql`p.id < ${query.cursor}`]),
  ]
  const [ids, waiting] = await Promise.all([
    prisma().$queryRaw<{ id: string }[]>`
      SELECT p.id FROM proposals p WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY p.id DESC LIMIT ${query.limit + 1}`,
    countWaiting(personId, directory),
  ])
  const page = ids.slice(0, query.limit).map(({ id }) => id)
  const rows = await prisma().proposal.findMany({ where: { id: { in: page } }, orderBy: { id: 'desc' } })
  return {
    items: rows.map((row) => proposalViewOf(row, personId, directory, at)),
    next_cursor: ids.length > query.limit ? (page.at(-1) ?? null) : null,
    counts: { waiting },
    server_now: at.toISOString(),
  }
}

/** One proposal as this person may see it; null when there is none for them. */
export async function readProposal(personId: string, id: string): Promise<ProposalView | null> {
  // What was just changed by it is in the directory that is asked for now.
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const row = await prisma().proposal.findUnique({ where: { id } })
  if (!row) return null
  const seen = maySeeProposal(personId, { proposedBy: row.proposedBy, change: changeOfRow(row) }, directory)
  return seen ? proposalViewOf(row, personId, directory, at) : null
}

/** How many wait for this person. */
export async function countWaiting(personId: string, directory: Directory): Promise<number> {
  const rows = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM proposals p WHERE ${viewOf('waiting', personId, directory)}`
  return rows[0]?.count ?? 0
}

/** The rows of a view, in the terms of `lib/core/proposal/may.ts`; what is shown of each asks core again. */
function viewOf(view: ProposalsQuery['view'], personId: string, directory: Directory): Prisma.Sql {
  if (view === 'mine') return Prisma.sql`p.proposed_by = ${personId}`
  const open = Prisma.sql`p.status = 'open' AND p.expires_at > now()`
  const owned = [...directory.workflows.values()].filter(({ ownerIds }) => ownerIds.includes(personId))
  const other = Prisma.sql`(p.kind = 'runtime.ownership' AND p.subject ->> 'other_workflow_id' = ANY(${owned.map(({ id }) => id)}::text[]))`
  const all = seesAll(personId, directory)
  if (view === 'waiting') {
    const sponsored = [...directory.agents.values(), ...directory.executors.values()].filter(
      ({ sponsorId }) => sponsorId === personId,
    )
    const foreign = Prisma.sql`(p.kind <> 'runtime.ownership' AND ${all} AND NOT ${concerns(personId)}
      AND coalesce(p.subject ->> 'machine_id', '') <> ALL(${sponsored.map(({ id }) => id)}::text[]))`
    return Prisma.sql`${open} AND p.proposed_by <> ${personId} AND (${foreign} OR ${other})`
  }
  const seen = Prisma.sql`(${all} OR p.proposed_by = ${personId} OR ${concerns(personId)} OR ${other})`
  return view === 'open' ? Prisma.sql`${open} AND ${seen}` : Prisma.sql`NOT (${open}) AND ${seen}`
}

function concerns(personId: string): Prisma.Sql {
  return Prisma.sql`(p.subject ->> 'person_id' IS NOT DISTINCT FROM ${personId} OR (p.kind = 'team.lead' AND p.after ->> 'lead_id' = ${personId}))`
}

function about(id: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM jsonb_each_text(p.subject || p.after) AS said WHERE said.value = ${id})`
}

function proposalViewOf(row: Proposal, personId: string, directory: Directory, at: Date): ProposalView {
  const change = changeOfRow(row)
  const of = (id: string) => nameOf(id, directory)
  const who = (id: string) => ({ id, name: of(id) })
  const status = row.status === 'open' && row.expiresAt <= at ? 'expired' : statusOf(row.status)
  const why = whyNotDecide(personId, { proposedBy: row.proposedBy, change }, directory)
  return {
    id: row.id,
    kind: change.kind,
    sentence: sayChange(change, of, sayingIn()),
    lines: sayLines(change, of, sayingIn()),
    lets_in: change.kind === 'person.recover' ? of(change.subject.person_id) : null,
    subject: change.subject,
    before: change.before,
    after: change.after,
    reason: row.reason,
    proposed_by: who(row.proposedBy),
    proposed_at: row.proposedAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    status,
    decided_by: row.decidedBy === null ? null : who(row.decidedBy),
    decided_at: row.decidedAt?.toISOString() ?? null,
    decision_reason: row.decisionReason,
    mine: {
      may_decide: status === 'open' && why === null,
      may_withdraw: status === 'open' && row.proposedBy === personId,
      why_not: why?.code ?? null,
    },
  }
}

/** The column's CHECK knows these and no other. */
function statusOf(status: string): ProposalView['status'] {
  if (
    status === 'open' ||
    status === 'applied' ||
    status === 'refused' ||
    status === 'withdrawn' ||
    status === 'expired'
  )
    return status
  throw new Error(`a proposal has the unknown status ${status}`)
}
