import { sign } from 'node:crypto'
import { signCheckpoint as signHead, verifyCheckpoint } from '@/lib/core/audit/checkpoint'
import { emptyRoot, verifyConsistency } from '@/lib/core/audit/merkle'
import type { NoteSigner } from '@/lib/core/audit/note'
import { assembleProof, frontierIds, planConsistency, planNodes, rootFromNodes } from '@/lib/core/audit/tree'
import { sameBytes } from '@/lib/core/canonical/digest'
import { type Change, notifyChanged } from '@/lib/jobs/store'
import { newId } from '@/lib/platform/ids'
import { keys, type LogKey } from '@/lib/platform/keys'
import { once } from '@/lib/platform/once'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { haltLog, LogHalted, logHalted } from './halted'
import {
  insertCheckpoint,
  lastCheckpoint,
  loadNodes,
  MissingNode,
  readTail,
  type StoredCheckpoint,
  tryLogLock,
} from './tree/store'

/** A head is signed at least so often, also when nothing happened: silence must be told from absence (ATTACKS 134). */
export const CHECKPOINT_EVERY_MS = 3_600_000

/** `unchanged`: the last head still covers everything and is young enough. */
export type Signed =
  | { readonly signed: false; readonly why: 'busy' | 'unchanged' }
  | { readonly signed: true; readonly size: number; readonly note: string }

/**
 * Signs the head of the log, after proving that it continues the last one. Throws LogHalted instead of signing when it
 * does not: the log was cut, rebuilt or forged below the program, and a signature would make that look right.
 *
 *  1. lock      the sequencer's: the tree stands still
 *  2. compare   with the largest head that this process has seen, which nobody can change from the database
 *  3. verify    the last stored head's signature: a head that we did not sign proves nothing
 *  4. recompute the root at the old size from the stored nodes: what was signed must still be there
 *  5. prove     that the old tree is the beginning of the new one, with the verifier that auditors run
 *  6. sign      with the key that is not in the database, and store
 */
export async function signCheckpoint(key: LogKey = keys().logKey): Promise<Signed> {
  const halt = logHalted()
  if (halt !== null) throw new LogHalted(halt)
  const outcome = await inTransaction(async (tx): Promise<Signed> => {
    if (!(await tryLogLock(tx))) return { signed: false, why: 'busy' }
    const last = await lastCheckpoint(tx)
    const tail = await readTail(tx)
    const root = await proveContinuation(tx, last, tail.size, tail.clock, key)
    const age = last === null ? Number.POSITIVE_INFINITY : tail.clock.getTime() - last.signedAt.getTime()
    // A last head from the future (the clock stepped back) is not young: its age is unknown.
    if (last !== null && last.size === tail.size && age >= 0 && age < CHECKPOINT_EVERY_MS)
      return { signed: false, why: 'unchanged' }
    const note = signHead({ origin: key.origin, size: tail.size, root }, [signerOf(key)])
    const id = newId('chk', tail.clock.getTime())
    await insertCheckpoint(tx, { id, size: tail.size, root, note })
    const change: Change = { kind: 'log', id }
    await notifyChanged(tx, [change])
    return { signed: true, size: tail.size, note }
  })
  // Only a committed head binds us; one that was rolled back was never shown to anybody.
  if (outcome.signed) seen().head = { size: outcome.size, note: outcome.note }
  return outcome
}

/** The root of the whole log as stored now; throws LogHalted unless the last head, and the last one seen here, are its beginning. */
async function proveContinuation(
  tx: Tx,
  last: StoredCheckpoint | null,
  size: number,
  now: Date,
  key: LogKey,
): Promise<Uint8Array> {
  const known = seen().head
  if (known !== null && (last === null || last.size < known.size)) {
    throw haltLog(
      'shrunk',
      `this process knows a signed head of ${known.size} entries that the database does not have any more`,
      now,
    )
  }
  try {
    const root = await rootAt(tx, size)
    if (known !== null) await proveBeginning(tx, known.note, size, root, now, key)
    if (last === null || last.note === known?.note) return root
    const old = await proveBeginning(tx, last.note, size, root, now, key)
    if (old.size !== last.size || !sameBytes(old.root, last.root)) {
      throw haltLog('inconsistent', `the stored head ${last.id} is not what its note says`, now)
    }
    seen().head = { size: last.size, note: last.note }
    return root
  } catch (error) {
    if (error instanceof MissingNode) throw haltLog('missing_node', error.message, now)
    throw error
  }
}

async function proveBeginning(tx: Tx, note: string, size: number, root: Uint8Array, now: Date, key: LogKey) {
  // Rotation adds keys; the present one must have signed what it continues, or a person decides.
  const checked = verifyCheckpoint(note, [{ name: key.origin, publicKey: key.publicKey }])
  if (!checked.ok) throw haltLog('bad_signature', `the last head: ${checked.why}`, now)
  const old = checked.checkpoint
  if (old.size > size) throw haltLog('shrunk', `${old.size} entries were signed, ${size} are left`, now)
  if (old.size === 0) return old
  if (!sameBytes(await rootAt(tx, old.size), old.root)) {
    throw haltLog('inconsistent', `the first ${old.size} entries have another root than was signed`, now)
  }
  const plan = planConsistency(old.size, size)
  const proof = assembleProof(plan, await loadNodes(tx, planNodes(plan)))
  const check = verifyConsistency(old.size, size, old.root, root, proof)
  if (!check.ok) throw haltLog('inconsistent', `from ${old.size} to ${size} entries: ${check.why}`, now)
  return old
}

async function rootAt(tx: Tx, size: number): Promise<Uint8Array> {
  return size === 0 ? emptyRoot() : rootFromNodes(size, await loadNodes(tx, frontierIds(size)))
}

function signerOf(key: LogKey): NoteSigner {
  return {
    name: key.origin,
    publicKey: key.publicKey,
    sign: (message) => new Uint8Array(sign(null, message, key.privateKey)),
  }
}

/** The largest head that this process signed or proved: the memory that a rewritten database cannot reach. */
function seen(): { head: { readonly size: number; readonly note: string } | null } {
  return once('log-seen', () => ({ head: null }))
}

/** Forgets it, as a restart does; for tests. */
export function forgetSeenHead(): void {
  seen().head = null
}
