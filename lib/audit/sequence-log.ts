import { type Leaf, leafBytes } from '@/lib/core/audit/leaf'
import { leafHash } from '@/lib/core/audit/merkle'
import { appendLeaves, frontierIds } from '@/lib/core/audit/tree'
import { inTransaction } from '@/lib/platform/transaction'
import { haltLog, LogHalted, logHalted } from './halted'
import {
  entryOf,
  insertLeaves,
  loadNodes,
  MissingNode,
  type PendingEntry,
  readTail,
  type Tail,
  takePending,
  tryLogLock,
} from './tree/store'

/** How many entries one transaction numbers. */
export const SEQUENCE_BATCH = 2_000

/** `busy`: another process numbers right now, which is as good. */
export type Sequenced =
  | { readonly busy: true }
  | { readonly busy: false; readonly count: number; readonly size: number }

/**
 * Numbers up to `limit` waiting entries and grows the tree by them, in one transaction. Throws LogHalted when the log
 * contradicts itself; an outage of the database passes through.
 *
 * Order is the safety argument:
 *  1. lock      one sequencer in the deployment, so the last leaf is the counter and nothing leaves a gap (ATTACKS 140)
 *  2. take      out of the queue; a rollback puts them back
 *  3. number    gap-free from the last leaf, at a time that never steps back, whatever the clock does (ATTACKS 77, 134)
 *  4. grow      from the stored right edge: complete subtrees only, so what is written is never written again
 *  5. commit    queue, leaves and nodes together, or none of them
 * Signing comes later and reads what was committed here: a head never covers a leaf that a crash could take back.
 */
export async function sequenceLog(limit = SEQUENCE_BATCH): Promise<Sequenced> {
  const halt = logHalted()
  if (halt !== null) throw new LogHalted(halt)
  return inTransaction(async (tx) => {
    if (!(await tryLogLock(tx))) return { busy: true }
    const entries = await takePending(tx, limit)
    const tail = await readTail(tx)
    if (entries.length === 0) return { busy: false, count: 0, size: tail.size }
    const loggedAt = nextLoggedAt(tail)
    const hashes = entries.map((entry, i) => leafHash(bytesOf(entry, tail.size + i, loggedAt, tail)))
    const ids = frontierIds(tail.size)
    const node = await loadNodes(tx, ids)
    const frontier = { size: tail.size, hashes: ids.map(({ level, index }) => orHalt(() => node(level, index), tail)) }
    const grown = appendLeaves(frontier, hashes)
    const leaves = entries.map((entry, i) => ({
      index: tail.size + i,
      entryId: entry.id,
      hash: hashes[i] ?? new Uint8Array(),
    }))
    await insertLeaves(tx, loggedAt, leaves, grown.nodes)
    return { busy: false, count: entries.length, size: grown.frontier.size }
  })
}

/** The database's clock, or the last leaf's time when the clock stepped back behind it. */
function nextLoggedAt({ lastLoggedAt, clock }: Tail): Date {
  return lastLoggedAt !== null && lastLoggedAt > clock ? lastLoggedAt : clock
}

function bytesOf(pending: PendingEntry, index: number, loggedAt: Date, tail: Tail): Uint8Array {
  try {
    const leaf: Leaf = { index, logged_at: loggedAt.toISOString(), entry: entryOf(pending) }
    return leafBytes(leaf)
  } catch (error) {
    // Only `entryRow` writes bodies. A row that is none was written past the program.
    throw haltLog(
      'malformed',
      `entry ${pending.id} is not an entry: ${error instanceof Error ? error.message : error}`,
      tail.clock,
    )
  }
}

function orHalt<T>(read: () => T, tail: Tail): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof MissingNode) throw haltLog('missing_node', error.message, tail.clock)
    throw error
  }
}
