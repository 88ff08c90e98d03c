import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '@/lib/core/canonical/digest'

/**
 * The hashes and verifiers of RFC 6962 §2.1 and RFC 9162 §2.1 over SHA-256. Indexes and sizes are safe integers, so
 * halving is done by division: bit operators would cut them at 32 bits.
 */

/** Length of every hash, in bytes. */
export const HASH_BYTES = 32

/** A complete subtree: it covers the leaves from index·2^level up to, not including, (index+1)·2^level. */
export interface NodeId {
  level: number
  index: number
}

export type ProofCheck = { ok: true } | { ok: false; why: string }

/** RFC 6962 §2.1: the hash of the empty tree, SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** RFC 6962 §2.1: SHA-256(0x00 ‖ leaf). */
export function leafHash(leaf: Uint8Array): Uint8Array {
  const input = new Uint8Array(leaf.length + 1)
  input.set(leaf, 1)
  return sha256(input)
}

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 1 + left.length)
  return sha256(input)
}

/** The hash of a tree from the hashes of its complete subtrees, left to right; the empty tree's when there are none. */
export function foldSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  let root: Uint8Array | undefined
  for (let i = hashes.length - 1; i >= 0; i--) {
    const left = hashes[i]
    if (left !== undefined) root = root === undefined ? left : nodeHash(left, root)
  }
  return root ?? emptyRoot()
}

/**
 * RFC 9162 §2.1.3.2: checks that the leaf with this hash is at `index` of the tree with `size` leaves and this root.
 * Never throws; everything that is not a proof is refused with a reason.
 */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): ProofCheck {
  if (!isCount(index) || !isCount(size)) return refused('index and size must be safe integers, not negative')
  if (index >= size) return refused('the index lies outside the tree')
  if (![leaf, root, ...proof].every(isHash)) return refused('every hash must have 32 bytes')
  let fn = index
  let sn = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (sn === 0) return refused('the proof is too long')
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    fn = half(fn)
    sn = half(sn)
  }
  if (sn !== 0) return refused('the proof is too short')
  return sameBytes(hash, root) ? { ok: true } : refused('the proof leads to another root')
}

/**
 * RFC 9162 §2.1.4.2: checks that the tree with `size1` leaves and `root1` is the beginning of the tree with `size2`
 * leaves and `root2`. A tree of size 0 is refused: it is the beginning of every tree, so such a proof says nothing.
 * Never throws.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): ProofCheck {
  if (!isCount(size1) || !isCount(size2)) return refused('sizes must be safe integers, not negative')
  if (size1 === 0) return refused('consistency with the empty tree says nothing')
  if (size1 > size2) return refused('the earlier tree is larger than the later one')
  if (size1 === size2) {
    if (proof.length > 0) return refused('trees of one size need no proof')
    return sameBytes(root1, root2) ? { ok: true } : refused('two trees of one size have different roots')
  }
  // Roots of other lengths could shift the border between left and right inside a node's hash.
  if (![root1, root2, ...proof].every(isHash)) return refused('every hash must have 32 bytes')
  let fn = size1 - 1
  let sn = size2 - 1
  while (isOdd(fn)) {
    fn = half(fn)
    sn = half(sn)
  }
  // When size1 is a power of two the first tree is itself a node of the second, and the proof leaves it out.
  const path = fn === 0 ? [root1, ...proof] : proof
  const [first, ...rest] = path
  if (proof.length === 0 || first === undefined) return refused('the proof is too short')
  let hash1 = first
  let hash2 = first
  for (const node of rest) {
    if (sn === 0) return refused('the proof is too long')
    if (isOdd(fn) || fn === sn) {
      hash1 = nodeHash(node, hash1)
      hash2 = nodeHash(node, hash2)
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      hash2 = nodeHash(hash2, node)
    }
    fn = half(fn)
    sn = half(sn)
  }
  if (sn !== 0) return refused('the proof is too short')
  if (!sameBytes(hash1, root1)) return refused('the proof leads to another earlier root')
  return sameBytes(hash2, root2) ? { ok: true } : refused('the proof leads to another later root')
}

/** True for a number that can be a size or an index: a safe integer, not negative. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

function half(value: number): number {
  return Math.floor(value / 2)
}

function refused(why: string): ProofCheck {
  return { ok: false, why }
}
