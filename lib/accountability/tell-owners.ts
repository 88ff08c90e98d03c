import { accountabilityGaps } from '@/lib/core/accountability/gap'
import { answerableFor, escalationOf } from '@/lib/core/accountability/may'
import type { Directory } from '@/lib/core/directory'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, readRevision } from '@/lib/directory/store'
import { insertNotices, type NewNotice } from '@/lib/notices/store'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { countGapDenials, holdTelling, moveMark, nextTrouble, type TroubleEntry, toldLately } from './store-denials'

/** Entries looked at in one run. */
const BATCH = 2_000

/**
 * Tells people what was refused or went unknown where they answer for it. Requests denied for a gap: the workflow's owners,
 * administrators and compliance, once per workflow, role and day. Grants refused and outcomes unknown: whoever answers for the
 * workflow, and its owners; the same refusal to the same executor once an hour. A sweep and no part of the deciding
 * statements, so that telling slows nothing down. Idempotent; one process at a time. Returns how many notices it wrote.
 */
export async function tellOwners(): Promise<number> {
  return inTransaction(async (tx) => {
    if (!(await holdTelling(tx))) return 0
    const directory = await directoryAt(await readRevision(tx))
    const now = await databaseNow(tx)
    const notices = [...(await aboutGaps(tx, directory, now)), ...(await aboutTrouble(tx, directory))]
    await insertNotices(tx, notices)
    return notices.length
  })
}

async function aboutGaps(tx: Tx, directory: Directory, now: Date): Promise<NewNotice[]> {
  const notices: NewNotice[] = []
  for (const workflow of directory.workflows.values()) {
    const gaps = workflow.status === 'active' ? accountabilityGaps(workflow, directory, now) : []
    if (gaps.length === 0) continue
    const people = escalationOf(workflow, directory)
    const told = await toldLately(tx, 'gap_denied', people, 24)
    const untold = gaps.filter(({ role }) => !told.has(`${workflow.slug}.${role}`))
    const count = untold.length === 0 ? 0 : await countGapDenials(tx, workflow.id)
    if (count === 0) continue
    for (const { role, why } of untold)
      for (const personId of people)
        notices.push({
          personId,
          kind: 'gap_denied',
          subject: { workflow: workflow.slug, role, key: `${workflow.slug}.${role}` },
          facts: { workflow: workflow.title, role, why, count },
        })
  }
  return notices
}

async function aboutTrouble(tx: Tx, directory: Directory): Promise<NewNotice[]> {
  const { entries, upto } = await nextTrouble(tx, BATCH)
  const notices: NewNotice[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    const workflow = directory.workflows.get(entry.workflowId)
    const key = keyOf(entry)
    if (!workflow || key === null || seen.has(key)) continue
    seen.add(key)
    const people = answerableFor(workflow, directory)
    const kind = entry.type === 'grant.refused' ? 'grant_refused' : 'execution_unknown'
    if ((await toldLately(tx, kind, people, kind === 'grant_refused' ? 1 : 24)).has(key)) continue
    const about = {
      workflow: workflow.title,
      title: entry.title,
      executor: directory.executors.get(entry.executorId)?.slug ?? entry.executorId,
    }
    for (const personId of people) {
      const to = { personId, subject: { request_id: entry.requestId, workflow: workflow.slug, key } }
      notices.push(
        kind === 'grant_refused'
          ? { ...to, kind, facts: { ...about, why: entry.why ?? '' } }
          : { ...to, kind, facts: about },
      )
    }
  }
  if (upto !== null) await moveMark(tx, upto)
  return notices
}

/** Refusals that somebody should look at. That a grant came too early or too late is nobody's misuse. */
const WORTH_TELLING: ReadonlySet<string | null> = new Set([
  'wrong_executor',
  'action_mismatch',
  'not_issued',
  'accountability_gap',
  'approver_lost',
  'boundary_forbids',
  'boundary_demands_more',
])

/** What makes two entries the same thing to tell; null for what is not told. */
function keyOf(entry: TroubleEntry): string | null {
  if (entry.type === 'execution.unknown') return `unknown.${entry.requestId}`
  return WORTH_TELLING.has(entry.why) ? `${entry.workflowId}.${entry.executorId}.${entry.why}` : null
}
