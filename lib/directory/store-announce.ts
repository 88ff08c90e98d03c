import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** The nouns whose lists and pages a change of configuration makes old. */
export type ConfigNoun =
  | 'boundaries'
  | 'accountability'
  | 'machines'
  | 'people'
  | 'proposals'
  | 'oncall'
  | 'organisation'

export type Announced =
  | { kind: 'request' | 'grant' | 'log' | 'session'; id: string; request_id?: string }
  | { kind: 'config'; id: ConfigNoun }
  /** `id` is the person. */
  | { kind: 'notice'; id: string }

/** Tells every process that something changed, when the transaction commits. */
export async function announce(tx: Tx, change: Announced): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('countersign_changed', ${JSON.stringify(change)})`
}

/** The same as a value of a statement that does more. */
export function announceSql(change: Announced): Prisma.Sql {
  return Prisma.sql`pg_notify('countersign_changed', ${JSON.stringify(change)})::text`
}

/** The same for many at once, in one statement. */
export async function announceAll(tx: Tx, changes: readonly Announced[]): Promise<void> {
  if (changes.length === 0) return
  const payloads = changes.map((change) => JSON.stringify(change))
  await tx.$executeRaw`SELECT pg_notify('countersign_changed', payload) FROM unnest(${payloads}::text[]) AS payload`
}
