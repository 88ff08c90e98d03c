import { foldSubtrees, isCount, type NodeId, nodeHash } from './merkle'

/**
 * Growing a Merkle tree and making proofs from stored complete subtrees. Nothing here loads: a plan names the nodes it
 * needs, the store loads them in one query, and `assemble` puts the answer together (plan → load → assemble).
 */

/** A node to store. Level 0 are the leaf hashes themselves. */
export interface TreeNode extends NodeId {
  hash: Uint8Array
}

/** The right edge of a tree: the hashes of its complete subtrees, left to right, largest first. */
export interface Frontier {
  size: number
  hashes: Uint8Array[]
}

/** Finds the hash of a stored complete subtree. */
export type GetNode = (level: number, index: number) => Uint8Array

/** Each part is one hash of the proof: the fold of these complete subtrees, left to right. */
export interface ProofPlan {
  parts: NodeId[][]
}

/** The right edge of the empty tree. */
export function emptyFrontier(): Frontier {
  return { size: 0, hashes: [] }
}

/** The nodes whose hashes, in this order, are the frontier of a tree with `size` leaves. */
export function frontierIds(size: number): NodeId[] {
  return subtreeIds(0, count(size))
}

/** RFC 6962 §2.1: the root of the tree with this right edge. */
export function rootOf(frontier: Frontier): Uint8Array {
  return foldSubtrees(frontier.hashes)
}

/**
 * Appends leaf hashes in order. Gives the new right edge, the complete subtrees that came to be (leaves included, each
 * exactly once, children before parents) and the new root. The given frontier is not changed. About two hashes a leaf.
 */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: readonly Uint8Array[],
): { frontier: Frontier; nodes: TreeNode[]; root: Uint8Array } {
  const hashes = [...frontier.hashes]
  const nodes: TreeNode[] = []
  let size = count(frontier.size)
  if (hashes.length !== frontierIds(size).length) throw new RangeError('the frontier does not fit its size')
  for (const leaf of leafHashes) {
    let level = 0
    let index = size
    let hash = leaf
    nodes.push({ level, index, hash })
    // A right child completes its parent, as carrying does in a binary counter.
    while (index % 2 === 1) {
      const left = hashes.pop()
      if (left === undefined) throw new RangeError('the frontier does not fit its size')
      hash = nodeHash(left, hash)
      level++
      index = (index - 1) / 2
      nodes.push({ level, index, hash })
    }
    hashes.push(hash)
    size = count(size + 1)
  }
  const next = { size, hashes }
  return { frontier: next, nodes, root: rootOf(next) }
}

/** RFC 6962 §2.1.1: what the audit path of the leaf at `index` in the tree with `size` leaves is made of. */
export function planInclusion(index: number, size: number): ProofPlan {
  if (count(index) >= count(size)) throw new RangeError('the index lies outside the tree')
  const parts: NodeId[][] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      parts.push(subtreeIds(middle, end))
      end = middle
    } else {
      parts.push(subtreeIds(start, middle))
      start = middle
    }
  }
  return { parts: parts.reverse() }
}

/** RFC 6962 §2.1.2: what the consistency proof between the trees with `from` and `to` leaves is made of. */
export function planConsistency(from: number, to: number): ProofPlan {
  if (count(from) > count(to) || from === 0) throw new RangeError('the earlier tree must have 1 to `to` leaves')
  const parts: NodeId[][] = []
  let start = 0
  let end = to
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start)
    if (from <= middle) {
      parts.push(subtreeIds(middle, end))
      end = middle
    } else {
      parts.push(subtreeIds(start, middle))
      start = middle
    }
  }
  // The verifier knows the earlier root, so it is left out when it is itself the last node (start is 0 then).
  if (start > 0) parts.push(subtreeIds(start, end))
  return { parts: parts.reverse() }
}

/** Every node that the plan needs. */
export function planNodes(plan: ProofPlan): NodeId[] {
  return plan.parts.flat()
}

/** The proof, from loaded nodes. */
export function assembleProof(plan: ProofPlan, getNode: GetNode): Uint8Array[] {
  return plan.parts.map((part) => foldSubtrees(part.map(({ level, index }) => getNode(level, index))))
}

/** The audit path of the leaf at `index`, from nodes at hand. */
export function inclusionProof(index: number, size: number, getNode: GetNode): Uint8Array[] {
  return assembleProof(planInclusion(index, size), getNode)
}

/** The consistency proof between two sizes, from nodes at hand. */
export function consistencyProof(from: number, to: number, getNode: GetNode): Uint8Array[] {
  return assembleProof(planConsistency(from, to), getNode)
}

/** The root of the tree with `size` leaves, from stored nodes. */
export function rootFromNodes(size: number, getNode: GetNode): Uint8Array {
  return foldSubtrees(frontierIds(size).map(({ level, index }) => getNode(level, index)))
}

/** The complete subtrees that make up the leaves from `start` to `end`, where `start` begins a subtree of RFC 6962. */
function subtreeIds(start: number, end: number): NodeId[] {
  const ids: NodeId[] = []
  let at = start
  while (at < end) {
    let level = 0
    let width = 1
    while (width * 2 <= end - at) {
      width *= 2
      level++
    }
    ids.push({ level, index: at / width })
    at += width
  }
  return ids
}

/** The largest power of two smaller than `size`, for a size of at least two. */
function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

function count(value: number): number {
  if (!isCount(value)) throw new RangeError('sizes and indexes are safe integers, not negative')
  return value
}
