import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromBase64 } from '@/lib/core/canonical/digest'
import { emptyRoot, foldSubtrees, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle'
import { appendLeaves, emptyFrontier } from './tree'

interface Vector {
  leafIdx: number
  treeSize: number
  size1: number
  size2: number
  root: string | null
  leafHash: string | null
  root1: string | null
  root2: string | null
  proof: (string | null)[] | null
  desc: string
  wantErr: boolean
}

const VECTORS = '../shared/vectors/merkle'
const bytes = (text: string | null) => (text === null ? new Uint8Array(0) : (fromBase64(text) ?? new Uint8Array(0)))

function vectors(kind: string): [string, Vector][] {
  return readdirSync(`${VECTORS}/${kind}`, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.json'))
    .map((path) => [path, JSON.parse(readFileSync(`${VECTORS}/${kind}/${path}`, 'utf8'))])
}

const inclusion = vectors('inclusion')
const consistency = vectors('consistency')

test('all published proofs are here, and each is judged as its author says (ATTACKS 132)', () => {
  expect([inclusion.length, consistency.length]).toEqual([98, 98])
})

test.each(inclusion)('inclusion %s', (_, v) => {
  const proof = (v.proof ?? []).map(bytes)
  expect(verifyInclusion(v.leafIdx, v.treeSize, bytes(v.leafHash), proof, bytes(v.root)).ok).toBe(!v.wantErr)
})

test.each(consistency)('consistency %s', (_, v) => {
  const proof = (v.proof ?? []).map(bytes)
  expect(verifyConsistency(v.size1, v.size2, bytes(v.root1), bytes(v.root2), proof).ok).toBe(!v.wantErr)
})

test('the eight well-known leaves have the well-known root', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))
  expect(Buffer.from(appendLeaves(emptyFrontier(), leaves).root).toString('hex')).toBe(
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  )
})

test('the empty tree has the hash of nothing, and a leaf is no node', () => {
  expect(Buffer.from(emptyRoot()).toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  expect(foldSubtrees([])).toEqual(emptyRoot())
  const [a, b] = [leafHash(new Uint8Array([1])), leafHash(new Uint8Array([2]))]
  expect(leafHash(Buffer.concat([a, b]))).not.toEqual(nodeHash(a, b))
})

test.each([Number.NaN, -1, 0.5, 2 ** 53, Number.POSITIVE_INFINITY])('a size or index of %s is refused', (bad) => {
  const hash = emptyRoot()
  expect(verifyInclusion(bad, 8, hash, [], hash).ok).toBe(false)
  expect(verifyInclusion(0, bad, hash, [], hash).ok).toBe(false)
  expect(verifyConsistency(bad, 8, hash, hash, []).ok).toBe(false)
  expect(verifyConsistency(1, bad, hash, hash, []).ok).toBe(false)
})
