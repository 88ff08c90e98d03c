import { isSentOutside } from '@/lib/core/message/notice'
import type { NoticeSubject } from '@/lib/core/notice/explain'
import type { NoticeFacts, NoticeKind } from '@/lib/core/notice/facts'
import { tellNotices } from '@/lib/deliveries/store-tell'
import { announce } from '@/lib/directory/store-announce'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'

/** Something that one person is told in the console. `facts` belong to the kind: its sentence is made of them. */
export type NewNotice = {
  [K in NoticeKind]: {
    readonly personId: string
    readonly kind: K
    readonly subject: NoticeSubject
    readonly facts: NoticeFacts[K]
  }
}[NoticeKind]

/**
 * Tells people, in the caller's transaction: the notices are there when what they tell of is. A person who is named
 * twice for the same thing is told once. Nothing rests on a notice: it is no log entry and may be cleaned up.
 */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  const once = new Map(
    notices.map((notice) => [JSON.stringify([notice.personId, notice.kind, notice.subject]), notice]),
  )
  if (once.size === 0) return
  const rows = [...once.values()].map((notice) => ({ id: newId('ntc'), ...notice }))
  await tx.notice.createMany({ data: rows })
  // What matters enough leaves the console too.
  await tellNotices(
    tx,
    rows.filter(({ kind }) => isSentOutside(kind)),
  )
  for (const id of new Set([...once.values()].map(({ personId }) => personId)))
    await announce(tx, { kind: 'notice', id })
}

/** Marks a person's own notices up to and including `upTo` (an id; they sort by time) as seen; returns how many were new. */
export async function markSeen(tx: Tx, personId: string, upTo: string): Promise<number> {
  // Not announced: the open drawer would ask again and lose the marks of what was new when it was opened.
  return tx.$executeRaw`
    UPDATE notices SET seen_at = clock_timestamp()
    WHERE person_id = ${personId} AND seen_at IS NULL
      AND created_at <= (SELECT created_at FROM notices WHERE id = ${upTo} AND person_id = ${personId})`
}
