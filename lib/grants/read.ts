import type { z } from 'zod'
import { currentDirectory, now } from '@/lib/directory/current'
import { visibleTo } from '@/lib/inbox/store'
import { viewerOf } from '@/lib/inbox/viewer'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import type { GrantsPage, grantsQuery } from './schema'
import { grantViewOf } from './view'

/** Live or ended grants that a person may see, newest first; the cursor is the last id of the page before. */
export async function readGrants(personId: string, query: z.infer<typeof grantsQuery>): Promise<GrantsPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const at = await now()
  const live = Prisma.sql`(g.status = 'redeemed' OR (g.status = 'issued' AND g.expires_at > now()))`
  const after = query.cursor ? Prisma.sql`AND g.id < ${query.cursor}` : Prisma.empty
  const ids = await prisma().$queryRaw<{ id: string }[]>`
    SELECT g.id FROM grants g JOIN requests r ON r.id = g.request_id WHERE ${query.view === 'live' ? Prisma.sql`g.status IN ('issued', 'redeemed') AND ${live}` : Prisma.sql`NOT ${live}`}
      AND ${visibleTo(viewer)} ${after} ORDER BY g.id DESC LIMIT ${query.limit + 1}`
  const counted = await prisma().$queryRaw<{ live: number }[]>`
    SELECT count(*)::int AS live FROM grants g JOIN requests r ON r.id = g.request_id WHERE g.status IN ('issued', 'redeemed') AND ${live} AND ${visibleTo(viewer)}`
  const page = ids.slice(0, query.limit).map((row) => row.id)
  const rows = await prisma().grant.findMany({
    where: { id: { in: page } },
    orderBy: { id: 'desc' },
    include: {
      execution: true,
      request: {
        select: {
          title: true,
          bindingCode: true,
          level: true,
          workflowId: true,
          resource: true,
          decisions: { where: { verb: 'approve' }, orderBy: { id: 'asc' }, select: { personId: true } },
        },
      },
    },
  })
  return {
    items: rows.map((row) =>
      grantViewOf({ ...row, approvers: row.request.decisions.map((decision) => decision.personId) }, directory, at),
    ),
    next_cursor: ids.length > query.limit ? (page.at(-1) ?? null) : null,
    counts: { live: counted[0]?.live ?? 0 },
    server_now: at.toISOString(),
  }
}
