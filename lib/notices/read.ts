import type { z } from 'zod'
import type { Json } from '@/lib/core/canonical/json'
import { explainNotice, type NoticeSubject, noticeHref } from '@/lib/core/notice/explain'
import { now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { NoticesPage, noticesQuery } from './schema'

/** A person's own notices, newest first; the cursor is the last id of the page before, and somebody else's finds nothing. */
export async function readNotices(personId: string, query: z.infer<typeof noticesQuery>): Promise<NoticesPage> {
  const [at, unseen, rows] = await Promise.all([
    now(),
    prisma().notice.count({ where: { personId, seenAt: null } }),
    prisma().notice.findMany({
      where: { personId, ...(query.cursor && { id: { lt: query.cursor } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    }),
  ])
  const page = rows.slice(0, query.limit)
  return {
    items: page.map((row) => ({
      id: row.id,
      kind: row.kind,
      ...explainNotice(row.kind, row.facts as { [key: string]: Json }, sayingIn()),
      href: noticeHref(row.kind, row.subject as NoticeSubject),
      at: row.createdAt.toISOString(),
      seen: row.seenAt !== null,
    })),
    next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    unseen,
    server_now: at.toISOString(),
  }
}
