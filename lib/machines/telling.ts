import type { PersonActor } from '@/lib/core/actor'
import type { Stop } from '@/lib/core/machine/stop'
import type { NoticeSubject } from '@/lib/core/notice/explain'
import { insertNotices } from '@/lib/notices/store'
import type { Tx } from '@/lib/platform/transaction'

/** Tells whoever a stop concerns, but not the person who stopped it. */
export async function tellStopped(
  tx: Tx,
  actor: PersonActor,
  what: { kind: string; slug: string; how: Stop; subject: NoticeSubject },
  people: readonly string[],
): Promise<void> {
  const facts = { kind: what.kind, slug: what.slug, by: actor.name, how: what.how }
  await insertNotices(
    tx,
    people
      .filter((personId) => personId !== actor.id)
      .map((personId) => ({ personId, kind: 'machine_stopped', subject: what.subject, facts })),
  )
}
