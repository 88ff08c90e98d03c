import { sameBytes } from '@/lib/core/canonical/digest'
import { type Checkpoint, type CheckpointCheck, verifyCheckpoint } from './checkpoint'
import { Finding, type Step } from './finding'
import { type Leaf, parseLeaf } from './leaf'
import { leafHash, verifyConsistency, verifyInclusion } from './merkle'
import type { NoteKey } from './note'
import { appendLeaves, emptyFrontier, type Frontier, rootOf } from './tree'
import { BatchWalk } from './verify-batches'

/**
 * The verifier of the log: the same code in the server, the command line and a page without server (DESIGN §9). It
 * takes plain data and answers with named steps; a verdict is ok only when every step is.
 */

/** `checkpoint` is the verified head, or null when its signature did not hold. */
export interface Verdict {
  ok: boolean
  steps: Step[]
  checkpoint: Checkpoint | null
}

export interface LeafInput {
  index: number
  /** The bytes that were hashed (`leafBytes`), rebuilt from what is stored now. */
  bytes: Uint8Array
  /** The hash recorded when the leaf was numbered; with it an altered leaf can be named without an audit path. */
  leafHash?: Uint8Array
  /** Its audit path in the tree of the checkpoint. */
  proof?: readonly Uint8Array[]
}

/** A checkpoint seen before. Its consistency proof may be left out when the leaves are the whole log. */
export interface EarlierCheckpoint {
  note: string
  proof?: readonly Uint8Array[]
}

export interface RangeInput {
  checkpointNote: string
  keys: readonly NoteKey[]
  /** In order of index. May be lazy: it is read once, in constant memory. */
  leaves: Iterable<LeafInput>
  earlier?: EarlierCheckpoint
}

/**
 * Verifies a gapless stretch of the log against a signed checkpoint. Without audit paths the leaves must be the whole
 * log, whose root is then recomputed from their bytes; with them they may be any stretch, and every leaf needs one.
 * Never throws on bad data; the first bad leaf of each kind is named (ATTACKS 127).
 */
export function verifyRange(input: RangeInput): Verdict {
  const signed = verifyCheckpoint(input.checkpointNote, input.keys)
  const head = signed.ok ? signed.checkpoint : null
  const earlier = input.earlier === undefined ? null : verifyCheckpoint(input.earlier.note, input.keys)
  const walk = new LeafWalk(head)
  const tree = new TreeWalk(earlier?.ok ? earlier.checkpoint.size : null)
  const batches = new BatchWalk()
  for (const given of input.leaves) {
    if (walk.count > 0 && given.index !== walk.lastIndex + 1)
      walk.order.fail('the leaf before it is missing', given.index)
    const { leaf, hash } = walk.add(given)
    tree.add(given.index, hash)
    if (leaf !== null) batches.add(leaf)
  }
  tree.flush()

  const steps = [signatureStep(signed), ...walk.steps(), ...batches.steps()]
  if (head !== null && walk.proofs === 0) steps.push(rootStep(head, tree))
  if (head !== null && earlier !== null) {
    steps.push(consistencyStep(head, earlier, input.earlier?.proof, tree.earlierRoot))
  }
  return verdict(steps, head)
}

/** The step that says whether the checkpoint is what a known key signed. */
export function signatureStep(signed: CheckpointCheck): Step {
  if (!signed.ok) return { name: 'checkpoint.signature', ok: false, detail: signed.why }
  const { origin, size } = signed.checkpoint
  return { name: 'checkpoint.signature', ok: true, detail: `${origin} signed a log of ${size} entries` }
}

/** The verdict over all steps. */
export function verdict(steps: Step[], checkpoint: Checkpoint | null): Verdict {
  return { ok: steps.every((step) => step.ok), steps, checkpoint }
}

/** Checks leaves one by one, in order of index; what they have to do with each other beyond order is the caller's. */
export class LeafWalk {
  count = 0
  proofs = 0
  lastIndex = -1
  readonly order = new Finding('leaves.order', 'the leaves are in order, none twice, none beyond the checkpoint')
  private hashes = 0
  private lastTime = ''
  private readonly form = new Finding('leaves.form', 'every leaf is well-formed and bears its own index')
  private readonly time = new Finding('leaves.time', 'the time of the log never steps back')
  private readonly hash = new Finding('leaves.hash', 'every leaf has the hash that was recorded for it')
  private readonly inclusion = new Finding('leaves.inclusion', 'every leaf is in the tree of the checkpoint')
  private withoutProof: number | null = null

  constructor(private readonly head: Checkpoint | null) {}

  /** The leaf as read (null when malformed) and its hash. */
  add(input: LeafInput): { leaf: Leaf | null; hash: Uint8Array } {
    const { index } = input
    const parsed = parseLeaf(input.bytes)
    if (!parsed.ok) this.form.fail(parsed.why, index)
    else if (parsed.leaf.index !== index) this.form.fail(`it says that it is leaf ${parsed.leaf.index}`, index)

    if (index <= this.lastIndex) this.order.fail('it comes after a leaf of the same or a higher index', index)
    if (this.head !== null && index >= this.head.size) this.order.fail('it lies beyond the checkpoint', index)
    this.lastIndex = index
    this.count++

    if (parsed.ok) {
      // Instants of this form order as their texts do (see `isInstant`).
      if (parsed.leaf.logged_at < this.lastTime) this.time.fail('it was logged before the leaf to its left', index)
      this.lastTime = parsed.leaf.logged_at
    }

    const hash = leafHash(input.bytes)
    if (input.leafHash !== undefined) {
      this.hashes++
      if (!sameBytes(hash, input.leafHash)) this.hash.fail('its bytes are not those that were hashed', index)
    }
    this.checkProof(input, hash)
    return { leaf: parsed.ok ? parsed.leaf : null, hash }
  }

  steps(): Step[] {
    const steps = [this.form.step(), this.order.step(), this.time.step()]
    if (this.hashes > 0) steps.push(this.hash.step())
    if (this.proofs > 0) {
      if (this.withoutProof !== null) this.inclusion.fail('it has no audit path', this.withoutProof)
      steps.push(this.inclusion.step())
    }
    return steps
  }

  private checkProof(input: LeafInput, hash: Uint8Array): void {
    if (input.proof === undefined) {
      this.withoutProof ??= input.index
      return
    }
    this.proofs++
    if (this.head === null) {
      this.inclusion.fail('there is no checkpoint to trust', input.index)
      return
    }
    const check = verifyInclusion(input.index, this.head.size, hash, input.proof, this.head.root)
    if (!check.ok) this.inclusion.fail(check.why, input.index)
  }
}

/** Rebuilds the tree from leaf hashes while they are gapless from index 0; in batches, because each ends in a root. */
class TreeWalk {
  /** The root at the size of the earlier checkpoint, once that many leaves were seen. */
  earlierRoot: Uint8Array | null = null
  private frontier: Frontier = emptyFrontier()
  private batch: Uint8Array[] = []
  private gapless = true

  constructor(private readonly earlierSize: number | null) {
    if (earlierSize === 0) this.earlierRoot = rootOf(this.frontier)
  }

  add(index: number, hash: Uint8Array): void {
    this.gapless &&= index === this.size
    if (!this.gapless) return
    this.batch.push(hash)
    if (this.size === this.earlierSize) {
      this.flush()
      this.earlierRoot = rootOf(this.frontier)
    } else if (this.batch.length === BATCH) {
      this.flush()
    }
  }

  flush(): void {
    this.frontier = appendLeaves(this.frontier, this.batch).frontier
    this.batch = []
  }

  /** The leaves seen so far, or null when they are not a log from its beginning. */
  get whole(): number | null {
    return this.gapless ? this.size : null
  }

  get root(): Uint8Array {
    return rootOf(this.frontier)
  }

  private get size(): number {
    return this.frontier.size + this.batch.length
  }
}

const BATCH = 1024

function rootStep(head: Checkpoint, tree: TreeWalk): Step {
  const name = 'checkpoint.root'
  if (tree.whole === null)
    return { name, ok: false, detail: 'the leaves are not the whole log and have no audit paths' }
  if (tree.whole !== head.size) {
    return {
      name,
      ok: false,
      detail: `${tree.whole} of ${head.size} leaves are here: the log was cut, or more was added`,
    }
  }
  return sameBytes(tree.root, head.root)
    ? { name, ok: true, detail: 'the leaves give the root that was signed' }
    : { name, ok: false, detail: 'the leaves give another root than was signed: at least one was altered' }
}

function consistencyStep(
  head: Checkpoint,
  earlier: CheckpointCheck,
  proof: readonly Uint8Array[] | undefined,
  recomputed: Uint8Array | null,
): Step {
  const name = 'checkpoint.consistency'
  if (!earlier.ok) return { name, ok: false, detail: `the earlier checkpoint: ${earlier.why}` }
  const { origin, size, root } = earlier.checkpoint
  if (origin !== head.origin) return { name, ok: false, detail: 'the earlier checkpoint is of another log' }
  if (size > head.size) return { name, ok: false, detail: `the log had ${size} entries before: it was cut` }
  if (recomputed !== null && !sameBytes(recomputed, root)) {
    return { name, ok: false, detail: `the first ${size} entries are not those that were signed before` }
  }
  if (proof === undefined && recomputed === null) {
    return { name, ok: false, detail: 'there is no proof that the earlier log is the beginning of this one' }
  }
  // The empty log is the beginning of every log; its root was checked when the checkpoint was read.
  if (proof !== undefined && size > 0) {
    const check = verifyConsistency(size, head.size, root, head.root, proof)
    if (!check.ok) return { name, ok: false, detail: check.why }
  }
  return { name, ok: true, detail: `the log of ${size} entries is the beginning of this one` }
}
