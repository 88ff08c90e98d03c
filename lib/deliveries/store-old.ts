import type { Tx } from '@/lib/platform/transaction'

/** Deletes up to `most` messages that ended more than `days` ago (30 at least); the database keeps what is not old. */
export async function purgeOld(tx: Tx, days: number, most: number): Promise<number> {
  const rows = await tx.$queryRaw<
    { purged: number }[]
  >`SELECT public.countersign_purge_deliveries(${days}::int, ${most}::int) AS purged`
  return rows[0]?.purged ?? 0
}
