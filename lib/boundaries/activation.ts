import { appendEntry } from '@/lib/audit/store'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import type { Blocker } from '@/lib/core/refusal'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import type { Tx } from '@/lib/platform/transaction'
import { aroundOf } from './around'
import { blockersNow } from './check'
import { activatedNotices } from './notices'
import { type BoundaryRow, findActive } from './store'
import { activateVersion } from './store-review'

/** Everything that keeps a version from coming into force at this moment, whatever was found when it was handed in. */
export async function activationBlockersNow(
  tx: Tx,
  boundary: BoundaryRow,
  workflow: DirectoryWorkflow,
  directory: Directory,
  now: Date,
  language: SaidIn,
): Promise<Blocker[]> {
  const active = await findActive(tx, workflow.id)
  return blockersNow(boundary, aroundOf(workflow, active, directory, now), language)
}

/** Puts a version in force, in the transaction of its last needed approval or when its time has come; pending requests keep the one that they were judged by. */
export async function activate(
  tx: Tx,
  boundary: BoundaryRow,
  workflow: DirectoryWorkflow,
  directory: Directory,
  /** In their order; the last one made it complete. */
  approvals: readonly string[],
): Promise<void> {
  const last = approvals.at(-1)
  if (last === undefined) throw new Error('nobody approved it')
  const { retired, first } = await activateVersion(tx, boundary, last)
  const actor = { kind: 'system' as const, id: 'reviews' }
  const subject = { workflow_id: workflow.id, boundary_id: boundary.id }
  if (retired)
    await appendEntry(tx, {
      type: 'boundary.retired',
      actor,
      subject: { workflow_id: workflow.id, boundary_id: retired.id },
      facts: { workflow: workflow.slug, version: retired.version, replaced_by: boundary.version },
    })
  await appendEntry(tx, {
    type: 'boundary.activated',
    actor,
    subject,
    facts: {
      workflow: workflow.slug,
      version: boundary.version,
      change_digest: boundary.changeDigest,
      direction: boundary.direction,
      author: boundary.authorId,
      reviewers: [...approvals],
    },
  })
  if (first)
    await appendEntry(tx, {
      type: 'workflow.activated',
      actor,
      subject: { workflow_id: workflow.id },
      facts: { slug: workflow.slug, version: boundary.version },
    })
  await insertNotices(tx, activatedNotices(workflow, boundary, directory))
  await announce(tx, { kind: 'config', id: 'boundaries' })
  await announce(tx, { kind: 'config', id: 'accountability' })
}
