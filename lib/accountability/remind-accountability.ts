import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { escalationOf } from '@/lib/core/accountability/may'
import { reminderDue, reminderWindow } from '@/lib/core/accountability/review'
import type { Directory } from '@/lib/core/directory'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { remind, type ToRemind } from './reminding'
import {
  anythingDue,
  closeDueCampaign,
  type Lapsed,
  markLapsed,
  type OpenCampaign,
  openCampaign,
  remindedAts,
} from './store'

const SYSTEM = { kind: 'system', id: 'system' } as const

export type Swept = { reminded: number; lapsed: number; closed: number }

/**
 * Everything about accountability that time brings, by the database's clock: an assignment whose review day has passed is said
 * to have lapsed, once, to whoever answered and to the escalation; a campaign at its end is closed with what came of it; and
 * who still has to confirm is reminded, at most once a day. Idempotent, and safe in several processes: it works alone, under
 * the configuration lock, and only when something is due.
 */
export async function remindAccountability(): Promise<Swept> {
  return inTransaction(async (tx) => {
    if (!(await anythingDue(tx))) return { reminded: 0, lapsed: 0, closed: 0 }
    const directory = await directoryAt(await lockRevision(tx))
    const now = await databaseNow(tx)
    const lapsed = await markLapsed(tx)
    for (const each of lapsed) await tellLapsed(tx, each, directory)
    // Before it is closed, so that whoever was too late is told that they were.
    const campaign = await openCampaign(tx)
    const reminded = await remind(tx, SYSTEM, await toRemind(tx, campaign, directory, now), directory)
    const closed = await closeDueCampaign(tx)
    if (closed) await tellClosed(tx, closed, directory)
    if (lapsed.length > 0 || reminded > 0 || closed) {
      await announce(tx, { kind: 'config', id: 'accountability' })
      await announce(tx, { kind: 'config', id: 'boundaries' })
    }
    return { reminded, lapsed: lapsed.length, closed: closed ? 1 : 0 }
  })
}

async function toRemind(tx: Tx, campaign: OpenCampaign | null, directory: Directory, now: Date): Promise<ToRemind[]> {
  const before = await remindedAts(tx)
  return [...directory.workflows.values()].flatMap((workflow) =>
    workflow.assignments.flatMap((assignment): ToRemind[] => {
      const person = assigneeOf(assignment, directory)
      if (person === null || directory.people.get(person)?.status !== 'active') return []
      const { acknowledgedAt, acknowledgedById, reviewDue } = assignment
      // Whoever signed since it began has confirmed.
      const asks = campaign && !(acknowledgedAt && acknowledgedById === person && acknowledgedAt >= campaign.startedAt)
      const window = reminderWindow(reviewDue, asks ? campaign : null)
      const why = reminderDue(window, before.get(assignment.id) ?? null, now)
      return why === null ? [] : [{ workflow, assignment, why, due: window.due, overdue: window.due <= now }]
    }),
  )
}

async function tellLapsed(tx: Tx, lapsed: Lapsed, directory: Directory): Promise<void> {
  const workflow = directory.workflows.get(lapsed.workflowId)
  const assignment = workflow?.assignments.find(({ id }) => id === lapsed.id)
  if (!workflow || !assignment) return
  await appendEntry(tx, {
    type: 'accountability.lapsed',
    actor: SYSTEM,
    subject: { workflow_id: workflow.id, assignment_id: lapsed.id },
    facts: { workflow: workflow.slug, role: lapsed.role, review_due: assignment.reviewDue.toISOString() },
  })
  const person = assigneeOf(assignment, directory)
  const who = person === null ? '' : (directory.people.get(person)?.name ?? person)
  const told = new Set(escalationOf(workflow, directory))
  if (person !== null) told.delete(person)
  await insertNotices(
    tx,
    [...told].map((personId) => ({
      personId,
      kind: 'role_lapsed',
      subject: { workflow: workflow.slug, role: lapsed.role },
      facts: { workflow: workflow.title, role: lapsed.role, who },
    })),
  )
}

async function tellClosed(tx: Tx, campaign: OpenCampaign, directory: Directory): Promise<void> {
  const live = [...directory.workflows.values()].flatMap(({ assignments }) => assignments)
  const confirmed = live.filter(
    ({ acknowledgedAt }) => acknowledgedAt !== null && acknowledgedAt >= campaign.startedAt,
  ).length
  await appendEntry(
    tx,
    {
      type: 'campaign.closed',
      actor: SYSTEM,
      subject: { campaign_id: campaign.id },
      facts: { asked: live.length, confirmed, due: campaign.dueAt.toISOString() },
    },
    { title: campaign.title },
  )
}
