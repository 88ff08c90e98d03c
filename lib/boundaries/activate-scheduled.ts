import { appendEntry } from '@/lib/audit/store'
import { missingReviews } from '@/lib/core/boundary/review'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { autocommit, inTransaction, type Tx } from '@/lib/platform/transaction'
import { activate, activationBlockersNow } from './activation'
import { blockedNotices } from './notices'
import { reviewedOf } from './reviewed'
import { lockOpen } from './store'
import { backToDraft, findDue, findReviews } from './store-review'

const BATCH = 20

/**
 * Brings handed-in versions into force whose time has come, each in a transaction of its own, as the last approval would
 * have done: reviewers and everything that blocks are asked again at this moment. What is blocked then goes back to its
 * author with the reasons, so that nothing comes into force at a time that nobody chose. A version that still lacks an
 * approval stays in review; its last approval activates it. Idempotent, and safe in any number of processes at once.
 * @returns how many came into force.
 */
export async function activateScheduled(): Promise<number> {
  let activated = 0
  for (const slug of await findDue(autocommit(), BATCH))
    if (await inTransaction((tx) => activateOne(tx, slug))) activated++
  return activated
}

async function activateOne(tx: Tx, slug: string): Promise<boolean> {
  const directory = await directoryAt(await lockRevision(tx))
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  const open = workflow && (await lockOpen(tx, workflow.id))
  const now = await databaseNow(tx)
  if (!workflow || open?.status !== 'in_review' || open.activateAt === null || open.activateAt > now) return false
  const reviews = (await findReviews(tx, open.id)).filter(({ changeDigest }) => changeDigest === open.changeDigest)
  const approvals = reviews.filter(({ verb }) => verb === 'approve').map(({ personId }) => personId)
  if (missingReviews(approvals, reviewedOf(open), workflow, directory, now).length > 0) return false
  const blockers = await activationBlockersNow(tx, open, workflow, directory, now, 'en')
  if (blockers.length === 0) {
    await activate(tx, open, workflow, directory, approvals)
    return true
  }
  await backToDraft(tx, open.id)
  await appendEntry(tx, {
    type: 'boundary.activation_refused',
    actor: { kind: 'system', id: 'schedule' },
    subject: { workflow_id: workflow.id, boundary_id: open.id },
    facts: {
      workflow: workflow.slug,
      version: open.version,
      change_digest: open.changeDigest,
      activate_at: open.activateAt.toISOString(),
      blockers: [...new Set(blockers.map(({ code }) => code))],
    },
  })
  // A notice is read in two languages, and blockers are said where they are found.
  const de = await activationBlockersNow(tx, open, workflow, directory, now, 'de')
  await insertNotices(tx, blockedNotices(workflow, open, approvals, { en: blockers, de }))
  await announce(tx, { kind: 'config', id: 'boundaries' })
  return false
}
