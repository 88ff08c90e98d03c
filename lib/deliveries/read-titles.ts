import type { Json } from '@/lib/core/canonical/json'
import type { SaidIn } from '@/lib/core/language/said'
import type { Message } from '@/lib/core/message/message'
import { noticeMessage } from '@/lib/core/message/notice'
import { titleOf } from '@/lib/core/message/show'
import type { NoticeSubject } from '@/lib/core/notice/explain'
import type { Db } from '@/lib/platform/prisma'

type Listed = { readonly id: string; readonly subjectId: string; readonly content: Message | null }

/**
 * What sent messages say, in one line each, to whoever reads the list: a notice is said anew in their language, as long as it is
 * there, because what was sent holds the sentence in the language of whoever got it. By the id of the delivery.
 */
export async function titlesOf(
  db: Db,
  listed: readonly Listed[],
  reader: SaidIn,
): Promise<ReadonlyMap<string, string>> {
  const sent = listed.flatMap(({ content, ...row }) => (content === null ? [] : [{ ...row, content }]))
  const notices = sent.filter(({ content }) => content.kind === 'notice' && (content.language ?? 'en') !== reader)
  const rows =
    notices.length === 0
      ? []
      : await db.notice.findMany({ where: { id: { in: notices.map(({ subjectId }) => subjectId) } } })
  const anew = new Map(
    rows.map(({ id, kind, facts, subject }) => {
      const notice = { id, kind, facts: facts as { [key: string]: Json }, subject: subject as NoticeSubject }
      return [id, noticeMessage(notice, reader)]
    }),
  )
  return new Map(sent.map(({ id, subjectId, content }) => [id, titleOf(anew.get(subjectId) ?? content, reader)]))
}
