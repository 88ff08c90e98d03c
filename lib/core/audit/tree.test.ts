import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyRoot, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle'
import {
  appendLeaves,
  assembleProof,
  consistencyProof,
  emptyFrontier,
  frontierIds,
  inclusionProof,
  planConsistency,
  planInclusion,
  planNodes,
  rootFromNodes,
  rootOf,
  type TreeNode,
} from './tree'

const leaves = (count: number) =>
  Array.from({ length: count }, (_, i) => leafHash(new TextEncoder().encode(`leaf ${i}`)))

/** RFC 6962 §2.1, written as the RFC writes it. */
function mth(hashes: Uint8Array[]): Uint8Array {
  const [only] = hashes
  if (only === undefined) return emptyRoot()
  if (hashes.length === 1) return only
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(mth(hashes.slice(0, k)), mth(hashes.slice(k)))
}

function reader(nodes: TreeNode[]) {
  const stored = new Map(nodes.map((node) => [`${node.level}/${node.index}`, node.hash]))
  return (level: number, index: number) => {
    const hash = stored.get(`${level}/${index}`)
    if (hash === undefined) throw new Error(`node ${level}/${index} was never stored`)
    return hash
  }
}

const MOST = 200
const grown = appendLeaves(emptyFrontier(), leaves(MOST))
const getNode = reader(grown.nodes)
const size = fc.integer({ min: 1, max: MOST })

describe('a growing tree', () => {
  test('has the root of RFC 6962 at every size', () => {
    for (let n = 0; n <= MOST; n++) expect(rootFromNodes(n, getNode)).toEqual(mth(leaves(n)))
  })

  test('has one root, one frontier and one set of nodes, however the leaves are batched', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(24), { maxLength: 6 }), (batches) => {
        const total = batches.reduce((sum, batch) => sum + batch, 0)
        const all = leaves(total)
        let frontier = emptyFrontier()
        const nodes: TreeNode[] = []
        for (const batch of batches) {
          const step = appendLeaves(frontier, all.slice(frontier.size, frontier.size + batch))
          frontier = step.frontier
          nodes.push(...step.nodes)
          expect(rootOf(frontier)).toEqual(step.root)
        }
        const once = appendLeaves(emptyFrontier(), all)
        expect(frontier).toEqual(once.frontier)
        expect(nodes).toEqual(once.nodes)
        expect(new Set(nodes.map((node) => `${node.level}/${node.index}`)).size).toBe(nodes.length)
      }),
    )
  })

  test('its frontier can be loaded again from stored nodes', () => {
    fc.assert(
      fc.property(size, (n) => {
        const { frontier } = appendLeaves(emptyFrontier(), leaves(n))
        expect(frontierIds(n).map(({ level, index }) => getNode(level, index))).toEqual(frontier.hashes)
      }),
    )
  })

  test('a frontier that does not fit its size is refused', () => {
    expect(() => appendLeaves({ size: 3, hashes: [emptyRoot()] }, leaves(1))).toThrow(RangeError)
    expect(() => appendLeaves({ size: -1, hashes: [] }, [])).toThrow(RangeError)
  })
})

describe('proofs', () => {
  test('every inclusion proof verifies, and none after any change', () => {
    for (let n = 1; n <= 70; n++) {
      for (let i = 0; i < n; i++) {
        expect(verifyInclusion(i, n, getNode(0, i), inclusionProof(i, n, getNode), rootFromNodes(n, getNode)).ok).toBe(
          true,
        )
      }
    }
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (n, pick, where, flip) => {
        const i = pick % n
        const proof = inclusionProof(i, n, getNode)
        const root = rootFromNodes(n, getNode)
        const leaf = getNode(0, i)
        const extra = [...proof, root]
        expect(verifyInclusion(i, n, leaf, extra, root).ok).toBe(false)
        expect(verifyInclusion(i, n, leaf, extra.reverse(), root).ok).toBe(false)
        expect(verifyInclusion(i, n, flipped(leaf, where, flip), proof, root).ok).toBe(false)
        expect(verifyInclusion(i, n, leaf, proof, flipped(root, where, flip)).ok).toBe(false)
        expect(verifyInclusion(i + 1, n, leaf, proof, root).ok).toBe(false)
        if (proof.length === 0) return
        expect(verifyInclusion(i, n, leaf, proof.slice(1), root).ok).toBe(false)
        expect(verifyInclusion(i, n, leaf, proof.slice(0, -1), root).ok).toBe(false)
        const at = where % proof.length
        const changed = proof.map((hash, k) => (k === at ? flipped(hash, where, flip) : hash))
        expect(verifyInclusion(i, n, leaf, changed, root).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('every consistency proof verifies, and none after any change', () => {
    for (let to = 1; to <= 70; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = consistencyProof(from, to, getNode)
        const [root1, root2] = [rootFromNodes(from, getNode), rootFromNodes(to, getNode)]
        expect(verifyConsistency(from, to, root1, root2, proof)).toEqual({ ok: true })
      }
    }
    fc.assert(
      fc.property(size, size, fc.nat(), fc.integer({ min: 1, max: 255 }), (a, b, where, flip) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const proof = consistencyProof(from, to, getNode)
        const [root1, root2] = [rootFromNodes(from, getNode), rootFromNodes(to, getNode)]
        expect(verifyConsistency(from, to, root1, root2, [...proof, root1]).ok).toBe(false)
        expect(verifyConsistency(from, to, flipped(root1, where, flip), root2, proof).ok).toBe(false)
        expect(verifyConsistency(from, to, root1, flipped(root2, where, flip), proof).ok).toBe(false)
        if (from === to) return
        expect(verifyConsistency(from, to, root2, root1, proof).ok).toBe(false)
        expect(verifyConsistency(to, from, root2, root1, proof).ok).toBe(false)
        expect(verifyConsistency(from, to, root1, root2, proof.slice(0, -1)).ok).toBe(false)
        expect(verifyConsistency(from, to, root1, root2, []).ok).toBe(false)
        const at = where % proof.length
        const changed = proof.map((hash, k) => (k === at ? flipped(hash, where, flip) : hash))
        expect(verifyConsistency(from, to, root1, root2, changed).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('a plan names every node that its proof needs, at most two per level', () => {
    fc.assert(
      fc.property(size, fc.nat(), (n, pick) => {
        for (const plan of [planInclusion(pick % n, n), planConsistency((pick % n) + 1, n)]) {
          const wanted = planNodes(plan)
          const loaded = reader(wanted.map((id) => ({ ...id, hash: getNode(id.level, id.index) })))
          expect(assembleProof(plan, loaded)).toEqual(assembleProof(plan, getNode))
          expect(wanted.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(n + 1)))
        }
      }),
    )
  })

  test('plans reach beyond 32 bits', () => {
    const n = 2 ** 40 + 3
    expect(planInclusion(2 ** 40 + 2, n).parts).toEqual([[{ level: 1, index: 2 ** 39 }], [{ level: 40, index: 0 }]])
    expect(planConsistency(2 ** 40, n).parts).toEqual([
      [
        { level: 1, index: 2 ** 39 },
        { level: 0, index: 2 ** 40 + 2 },
      ],
    ])
  })

  test('proofs outside the tree cannot be planned', () => {
    expect(() => planInclusion(5, 5)).toThrow(RangeError)
    expect(() => planConsistency(0, 5)).toThrow(RangeError)
    expect(() => planConsistency(6, 5)).toThrow(RangeError)
  })
})

function flipped(hash: Uint8Array, where: number, mask: number): Uint8Array {
  return hash.map((byte, i) => (i === where % hash.length ? byte ^ mask : byte))
}
