import type { NoticeKind } from '@/lib/core/notice/facts'
import type { Tx } from '@/lib/platform/transaction'

/** Only one process at a time tells owners; the others leave it to that one. */
const TELLING = 4_342_344

/** True when nobody else is telling; held until the transaction ends. */
export async function holdTelling(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${TELLING}) AS mine`
  return row?.mine ?? false
}

/** How many requests of a workflow were denied for a gap in the last day; counted up to 1,000. */
export async function countGapDenials(tx: Tx, workflowId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM requests WHERE workflow_id = ${workflowId} AND created_at > clock_timestamp() - interval '1 day'
        AND status = 'denied' AND reasons @> '[{"code":"accountability.gap"}]' LIMIT 1000) AS denied`
  return row?.count ?? 0
}

/** The keys of what these people were told of this kind within so many hours: it is not told again. */
export async function toldLately(
  tx: Tx,
  kind: NoticeKind,
  personIds: readonly string[],
  hours: number,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ key: string | null }[]>`
    SELECT DISTINCT subject ->> 'key' AS key FROM notices
    WHERE person_id = ANY(${[...personIds]}::text[]) AND kind = ${kind} AND created_at > clock_timestamp() - make_interval(hours => ${hours}::int)`
  return new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])))
}

export type TroubleEntry = {
  id: string
  type: 'grant.refused' | 'execution.unknown'
  why: string | null
  requestId: string
  executorId: string
  workflowId: string
  title: string
}

/**
 * The next entries about refused grants and unknown outcomes after the mark, oldest first, with the request that each is
 * about. Ids sort by the time at which they were made, and a transaction may commit a little later than one that began after
 * it: so reading goes back over the last minute each time, and what was told already is known by its key.
 */
export async function nextTrouble(tx: Tx, limit: number): Promise<{ entries: TroubleEntry[]; upto: string | null }> {
  const [mark] = await tx.$queryRaw<{ upto: string }[]>`SELECT upto FROM sweep_marks WHERE name = 'tell-owners'`
  const from = mark?.upto ?? ''
  const rows = await tx.$queryRaw<(TroubleEntry & { past: boolean })[]>`
    SELECT e.id, e.type, e.body::jsonb -> 'facts' ->> 'why' AS why, r.id AS "requestId", r.executor_id AS "executorId", r.workflow_id AS "workflowId", r.title,
      e.at < clock_timestamp() - interval '1 minute' AS past
    FROM log_entries e JOIN requests r ON r.id = e.request_id
    WHERE e.type IN ('grant.refused', 'execution.unknown') AND e.id > ${from} ORDER BY e.id LIMIT ${limit}`
  return { entries: rows, upto: rows.findLast(({ past }) => past)?.id ?? null }
}

/** Remembers how far was read. */
export async function moveMark(tx: Tx, upto: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sweep_marks (name, upto) VALUES ('tell-owners', ${upto})
    ON CONFLICT (name) DO UPDATE SET upto = GREATEST(sweep_marks.upto, excluded.upto)`
}
