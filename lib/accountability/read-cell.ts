import { assigneeOf } from '@/lib/core/accountability/gap'
import { mayAssign, maySeeAccountability } from '@/lib/core/accountability/may'
import { loads } from '@/lib/core/accountability/responsibilities'
import { accountabilityWords } from '@/lib/core/accountability/say'
import { undertakingOf } from '@/lib/core/accountability/undertaking'
import type { AccountabilityWords } from '@/lib/core/accountability/words'
import type { AccountabilityRole, Directory } from '@/lib/core/directory'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { cellsOf, nameOf } from './cells'
import { countDenied, readGapTimes } from './read'
import type { CellDetail } from './schema'

/** Earlier assignments and signatures shown of one cell. */
const HISTORY = 20

/**
 * One cell with everything about it: who answers, what they sign, what was signed, who answered before, and who could be named.
 * Null for a workflow that is not there or that this person may not see.
 */
export async function readCell(personId: string, slug: string, role: AccountabilityRole): Promise<CellDetail | null> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow || !maySeeAccountability(personId, workflow, directory)) return null
  const load = loads(directory)
  const cell = cellsOf(workflow, personId, directory, load, await readGapTimes([workflow.id]), at, sayingIn()).find(
    (candidate) => candidate.role === role,
  )
  if (!cell) return null
  const assignment = workflow.assignments.find((candidate) => candidate.role === role) ?? null
  const rows = await prisma().accountabilityAssignment.findMany({
    where: { workflowId: workflow.id, role },
    orderBy: { createdAt: 'desc' },
    take: HISTORY,
  })
  const live = rows.find(({ endedAt }) => endedAt === null) ?? null
  const signed = await prisma().attestation.findMany({
    where: { assignmentId: { in: live ? [live.id] : [] } },
    orderBy: { signedAt: 'desc' },
    take: HISTORY,
  })
  const name = (id: string | null) => (id === null ? '' : (directory.people.get(id)?.name ?? id))
  const words = accountabilityWords(sayingIn())
  const may = mayAssign(personId, workflow, directory)
  const team = assignment?.teamId == null ? null : directory.teams.get(assignment.teamId)
  return {
    workflow: { slug: workflow.slug, title: workflow.title },
    cell,
    denied: cell.state === 'gap' && workflow.status === 'active' ? await countDenied(workflow.id, cell.gap_since) : 0,
    may_assign: may,
    undertakes: assignment ? undertakingOf(assignment, workflow, directory, at) : null,
    // How a vendor is reached is for those who may call it.
    vendor: assignment?.vendor
      ? {
          name: assignment.vendor.name,
          contract: assignment.vendor.contract,
          contact: assignment.vendor.contact,
          voucher_id: assignment.vendor.voucherId,
        }
      : null,
    team: team ? { slug: team.slug, members: team.memberIds.size } : null,
    assigned: live ? { by: name(live.assignedBy) || words.setUp, at: live.createdAt.toISOString() } : null,
    reminded_at: live?.remindedAt?.toISOString() ?? null,
    signed: signed.map((row) => ({
      by: name(row.personId),
      at: row.signedAt.toISOString(),
      statement: row.statement,
    })),
    before: rows
      .flatMap((row) => (row.endedAt === null ? [] : [{ ...row, endedAt: row.endedAt }]))
      .map((row) => ({
        from: row.createdAt.toISOString(),
        to: row.endedAt.toISOString(),
        name: formerName(row, directory),
        why: whyEnded(row.endedWhy, words.ended),
      })),
    people: may ? assignablePeople(directory, load) : [],
    teams: may
      ? [...directory.teams.values()]
          .map((each) => ({
            slug: each.slug,
            title: each.title,
            lead:
              each.leadId !== null && directory.people.get(each.leadId)?.status === 'active' ? name(each.leadId) : null,
            members: each.memberIds.size,
          }))
          .sort((a, b) => a.slug.localeCompare(b.slug))
      : [],
    server_now: at.toISOString(),
  }
}

/** Everybody who is here, by name, with how much they answer for already. */
export function assignablePeople(directory: Directory, load = loads(directory)): CellDetail['people'] {
  return [...directory.people.values()]
    .filter(({ status }) => status === 'active')
    .map(({ id, name, title }) => ({ id, name, title, load: load.get(id) ?? 0 }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Why an assignment ended: what somebody wrote as it is, what we say ourselves in the reader's language. */
function whyEnded(why: string | null, ended: AccountabilityWords['ended']): string {
  return why === 'replaced' || why === 'handed over' ? ended[why] : (why ?? '')
}

function formerName(
  row: { personId: string | null; teamId: string | null; vendor: unknown; acknowledgedBy: string | null },
  directory: Directory,
): string {
  const vendor = row.vendor as { name: string; contract: string; contact: string; voucher_id: string } | null
  const named = {
    personId: row.personId,
    teamId: row.teamId,
    vendor: vendor && { ...vendor, voucherId: vendor.voucher_id },
  }
  const who = row.acknowledgedBy ?? assigneeOf(named, directory)
  const person = who === null ? null : directory.people.get(who)?.name
  const name = nameOf(named, directory)
  return person && person !== name ? `${name}, ${person}` : name
}
