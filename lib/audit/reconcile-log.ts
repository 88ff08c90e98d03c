import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { haltLog, LogHalted, logHalted } from './halted'
import { countLog, findOrphan, lastCheckpoint } from './tree/store'

/** Far longer than any transaction lives, so every entry is looked at several times before it leaves the window. */
const WINDOW_MS = 600_000
/** `ent_` and the ten characters of a ULID's time. */
const TIME_PREFIX = 14

/**
 * Proves that every entry is numbered or waiting for its number (ATTACKS 131), from one snapshot. `all` counts the whole
 * log and is linear; `recent` looks at the entries of the last ten minutes. Throws LogHalted when one is neither.
 */
export async function reconcileLog(scope: 'all' | 'recent', now: Date): Promise<void> {
  const halt = logHalted()
  if (halt !== null) throw new LogHalted(halt)
  await inTransaction(async (tx) => {
    const orphan = await findOrphan(tx, newId('ent', now.getTime() - WINDOW_MS).slice(0, TIME_PREFIX))
    if (orphan !== null) throw haltLog('orphan', `entry ${orphan} is neither numbered nor waiting`, now)
    if (scope === 'recent') return
    // The head first: leaves only ever grow, so a head read before them is never larger.
    const head = await lastCheckpoint(tx)
    const { entries, pending, leaves, size } = await countLog(tx)
    if (leaves !== size) throw haltLog('counts', `${leaves} leaves, but the last has number ${size - 1}`, now)
    if (entries !== leaves + pending)
      throw haltLog('counts', `${entries} entries, but ${leaves} leaves and ${pending} waiting`, now)
    if (head !== null && head.size > size)
      throw haltLog('shrunk', `${head.size} entries were signed, ${size} are left`, now)
  })
}
