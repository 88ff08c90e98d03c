import { bytesToHex } from '@noble/hashes/utils.js'
import { sameBytes } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import { type Checkpoint, verifyCheckpoint } from './checkpoint'
import { type Leaf, parseLeaf, payloadHash } from './leaf'
import { leafHash, verifyConsistency, verifyInclusion } from './merkle'
import type { NoteKey } from './note'
import { appendLeaves, emptyFrontier, type Frontier } from './tree'

/**
 * The verifier of the log: the same code in the server, the command line and a page without server (DESIGN §9). It takes
 * plain data and answers with named steps; nothing is valid unless every step is ok.
 */

/** The steps in the order in which they are told. A step that cannot be made for want of data is not ok. */
export type StepName =
  | 'checkpoint.signature'
  | 'leaves.form'
  | 'leaves.hash'
  | 'leaves.order'
  | 'leaves.time'
  | 'leaves.inclusion'
  | 'checkpoint.root'
  | 'checkpoint.consistency'
  | 'entries.subject'
  | 'entries.payload'

/** `leaf` is the index of the first leaf that fails, when one can be named. */
export interface Step {
  name: StepName
  ok: boolean
  detail: string
  leaf?: number
}

export interface Verdict {
  ok: boolean
  steps: Step[]
  checkpoint: Checkpoint | null
}

/** A leaf as stored. With `leafHash`, the hash recorded when it was numbered, an altered leaf can be named. */
export interface LeafInput {
  index: number
  bytes: Uint8Array
  leafHash?: Uint8Array
  /** Its audit path in the tree of the checkpoint; needed when the leaves are not the whole log. */
  proof?: readonly Uint8Array[]
}

/** An earlier checkpoint; with the whole log at hand its root is recomputed and the proof is not needed. */
export interface EarlierCheckpoint {
  note: string
  proof?: readonly Uint8Array[]
}

export interface RangeInput {
  checkpointNote: string
  keys: readonly NoteKey[]
  /** In order of index; may be lazy, it is read once. */
  leaves: Iterable<LeafInput>
  earlier?: EarlierCheckpoint
}

/**
 * Verifies a stretch of the log against a signed checkpoint. When the leaves are the whole log, its root is recomputed
 * from their bytes; otherwise every leaf needs its audit path. Never throws on bad data.
 */
export function verifyRange(input: RangeInput): Verdict {
  const signed = verifyCheckpoint(input.checkpointNote, input.keys)
  const head = signed.ok ? signed.checkpoint : null
  const earlier = input.earlier === undefined ? null : verifyCheckpoint(input.earlier.note, input.keys)
  const earlierSize = earlier?.ok ? earlier.checkpoint.size : -1

  const form = new Finding('leaves.form', 'every leaf is well-formed and bears its own index')
  const hash = new Finding('leaves.hash', 'every leaf has the hash recorded for it')
  const order = new Finding('leaves.order', 'no index is missing or repeated')
  const time = new Finding('leaves.time', 'the log time never steps back')
  const inclusion = new Finding('leaves.inclusion', 'every leaf is in the tree of the checkpoint')
  let frontier: Frontier | null = emptyFrontier()
  let earlierRoot: Uint8Array | null = null
  let expected: number | undefined
  let lastTime = ''
  let count = 0

  for (const input of leavesOf(input_(input))) {
    const { index, bytes } = input
    const parsed = parseLeaf(bytes)
    if (!parsed.ok) form.fail(index, parsed.why)
    else if (parsed.leaf.index !== index) form.fail(index, `it says that it is leaf ${parsed.leaf.index}`)
    void head
    void lastTime
    void expected
    void count
    void earlierSize
    void earlierRoot
  }
  return { ok: false, steps: [], checkpoint: head }
}
