import type { Tx } from '@/lib/platform/prisma'
import type { DemoFile } from './demo-file'
import type { SeedOrganisation } from './shape'

/** What every writer gets: the transaction, the content, the time and the identifiers of an earlier run. */
export interface SeedContext {
  readonly tx: Tx
  readonly organisation: SeedOrganisation
  readonly now: Date
  readonly kept: DemoFile | null
  newId<P extends string>(prefix: P): `${P}_${string}`
}
