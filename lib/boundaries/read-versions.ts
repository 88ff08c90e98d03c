import type { Directory } from '@/lib/core/directory'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import type { VersionItem } from './schema-views'

type Row = Omit<VersionItem, 'created_at' | 'activated_at' | 'retired_at' | 'discarded'> & {
  createdAt: Date
  activatedAt: Date | null
  retiredAt: Date | null
}

/** Versions of a workflow, newest first, with how many requests were decided under each; all of them, or the numbers given. */
export async function readVersionItems(
  workflowId: string,
  directory: Directory,
  only: readonly number[] | null = null,
): Promise<VersionItem[]> {
  const which = only === null ? Prisma.empty : Prisma.sql`AND b.version = ANY(${[...only]}::int[])`
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT b.id, b.version, b.status, b.title, b.author_id AS author, b.direction, b.created_at AS "createdAt", b.activated_at AS "activatedAt", b.retired_at AS "retiredAt",
      CASE WHEN b.change_digest IS NULL THEN ARRAY(SELECT b.reviewer_id WHERE b.reviewer_id IS NOT NULL)
        ELSE ARRAY(SELECT r.person_id FROM boundary_reviews r WHERE r.boundary_id = b.id AND r.change_digest = b.change_digest AND r.verb = 'approve' ORDER BY r.decided_at) END AS reviewers,
      (SELECT count(*)::int FROM requests q WHERE q.boundary_id = b.id) AS requests
    FROM boundaries b WHERE b.workflow_id = ${workflowId} ${which} ORDER BY b.version DESC LIMIT 200`
  const name = (id: string) => directory.people.get(id)?.name ?? id
  return rows.map(({ createdAt, activatedAt, retiredAt, ...row }) => ({
    ...row,
    discarded: row.status === 'retired' && activatedAt === null,
    author: name(row.author),
    reviewers: row.reviewers.map(name),
    created_at: createdAt.toISOString(),
    activated_at: activatedAt?.toISOString() ?? null,
    retired_at: retiredAt?.toISOString() ?? null,
  }))
}
