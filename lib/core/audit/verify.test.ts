import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/canonical/json'
import { signCheckpoint } from './checkpoint'
import type { Entry } from './event'
import { leafBytes, payloadHash, SALT_BYTES } from './leaf'
import { leafHash } from './merkle'
import { ed25519Signer } from './note'
import { appendLeaves, consistencyProof, emptyFrontier, type GetNode, inclusionProof, rootFromNodes } from './tree'
import { type LeafInput, type Verdict, verifyRange } from './verify'
import { type EntryInput, verifyEntries } from './verify-entries'

const ORIGIN = 'console.example/log'
const signer = ed25519Signer(ORIGIN, new Uint8Array(32).fill(1))
const keys = [signer]
const SIZE = 1500
const salt = new Uint8Array(SALT_BYTES).fill(9)

const time = (second: number) => new Date(Date.UTC(2026, 10, 23) + second * 1000).toISOString()
const reason = (i: number): Json => ({ reason: `because ${i}` })
function bytesOf(i: number, change: Partial<Entry> = {}, logged_at = time(i)): Uint8Array {
  const entry: Entry = {
    v: 1,
    id: `ent_${i}`,
    type: 'decision.recorded',
    at: time(i),
    actor: { kind: 'person', id: 'usr_1' },
    subject: { request_id: `req_${i % 10}` },
    facts: { verb: 'approve' },
    payload_hash: payloadHash(salt, reason(i)),
    ...change,
  }
  return leafBytes({ index: i, logged_at, entry })
}

function logOf(all: Uint8Array[]) {
  const { nodes } = appendLeaves(emptyFrontier(), all.map(leafHash))
  const stored = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const getNode: GetNode = (level, index) => stored.get(`${level}/${index}`) ?? new Uint8Array(32)
  const head = (size: number) => signCheckpoint({ origin: ORIGIN, size, root: rootFromNodes(size, getNode) }, [signer])
  return { getNode, head, leaves: all.map((bytes, index) => ({ index, bytes })) }
}

const log = logOf(Array.from({ length: SIZE }, (_, i) => bytesOf(i)))
const checkpointNote = log.head(SIZE)
const withLeaf = (index: number, bytes: Uint8Array): LeafInput[] =>
  log.leaves.map((leaf) => (leaf.index === index ? { index, bytes } : leaf))
const failed = (verdict: Verdict) => verdict.steps.filter((step) => !step.ok)
const proved = (index: number): EntryInput => ({
  index,
  bytes: bytesOf(index),
  proof: inclusionProof(index, SIZE, log.getNode),
})

describe('the whole log', () => {
  test('an untouched log verifies, from its bytes and the public key alone', () => {
    const verdict = verifyRange({ checkpointNote, keys, leaves: log.leaves })
    expect(failed(verdict)).toEqual([])
    expect(verdict).toMatchObject({ ok: true, checkpoint: { size: SIZE } })
  })

  test('leaves may come one by one, and every size verifies', () => {
    function* lazily(size: number) {
      for (let index = 0; index < size; index++) yield { index, bytes: bytesOf(index) }
    }
    for (const size of [0, 1, 2, 3, 1023, 1024, 1025]) {
      expect(verifyRange({ checkpointNote: log.head(size), keys, leaves: lazily(size) }).ok).toBe(true)
    }
  })

  test('an edited row is named, by the hash recorded for it', () => {
    const hashes = log.leaves.map(({ index, bytes }) => ({ index, bytes, leafHash: leafHash(bytes) }))
    expect(verifyRange({ checkpointNote, keys, leaves: hashes }).ok).toBe(true)
    const edited = hashes.map((leaf) =>
      leaf.index === 77 ? { ...leaf, bytes: bytesOf(77, { facts: { verb: 'deny' } }) } : leaf,
    )
    expect(failed(verifyRange({ checkpointNote, keys, leaves: edited }))).toMatchObject([
      { name: 'leaves.hash', leaf: 77 },
      { name: 'checkpoint.root' },
    ])
  })

  test('an edited row is named, by its audit path, even when its recorded hash was edited too', () => {
    const bytes = bytesOf(77, { actor: { kind: 'person', id: 'usr_2' } })
    const leaves = [76, 77, 78].map(proved)
    leaves[1] = { ...proved(77), bytes, leafHash: leafHash(bytes) }
    const verdict = verifyRange({ checkpointNote, keys, leaves })
    expect(failed(verdict)).toMatchObject([{ name: 'leaves.inclusion', leaf: 77 }])
  })

  test('an edited row is noticed when nothing but the checkpoint is left', () => {
    const leaves = withLeaf(700, bytesOf(700, { facts: {} }))
    expect(failed(verifyRange({ checkpointNote, keys, leaves }))).toMatchObject([{ name: 'checkpoint.root' }])
  })

  test('a missing, repeated, swapped or further leaf is noticed', () => {
    const { leaves } = log
    const cases: [LeafInput[], string, number?][] = [
      [leaves.filter(({ index }) => index !== 5), 'leaves.order', 6],
      [[...leaves.slice(0, 6), ...leaves.slice(5)], 'leaves.order', 5],
      [[...leaves.slice(0, 5), ...leaves.slice(5, 7).reverse(), ...leaves.slice(7)], 'leaves.order', 6],
      [[...leaves, { index: SIZE, bytes: bytesOf(SIZE) }], 'leaves.order', SIZE],
      [leaves.slice(0, -1), 'checkpoint.root'],
      [leaves.slice(1), 'checkpoint.root'],
      [[], 'checkpoint.root'],
    ]
    for (const [given, name, leaf] of cases) {
      const verdict = verifyRange({ checkpointNote, keys, leaves: given })
      expect(verdict.ok).toBe(false)
      const step = failed(verdict).find((found) => found.name === name)
      expect(step).toBeDefined()
      expect(step?.leaf).toBe(leaf)
    }
  })

  test('a leaf under another index, and bytes that are no leaf, are named', () => {
    expect(failed(verifyRange({ checkpointNote, keys, leaves: withLeaf(9, bytesOf(8)) }))[0]).toMatchObject({
      name: 'leaves.form',
      leaf: 9,
    })
    const verdict = verifyRange({ checkpointNote, keys, leaves: withLeaf(9, new Uint8Array([1, 2])) })
    expect(failed(verdict)[0]).toMatchObject({ name: 'leaves.form', leaf: 9 })
  })

  test('a log whose time steps back is refused, even when it was signed so', () => {
    const bent = logOf([bytesOf(0), bytesOf(1, {}, time(9)), bytesOf(2, {}, time(8)), bytesOf(3, {}, time(9))])
    expect(failed(verifyRange({ checkpointNote: bent.head(4), keys, leaves: bent.leaves }))).toMatchObject([
      { name: 'leaves.time', leaf: 2 },
    ])
  })

  test('without the right key nothing is trusted', () => {
    const other = ed25519Signer(ORIGIN, new Uint8Array(32).fill(2))
    const verdict = verifyRange({ checkpointNote, keys: [other], leaves: log.leaves })
    expect(verdict).toMatchObject({ ok: false, checkpoint: null })
    expect(failed(verdict)[0]).toMatchObject({ name: 'checkpoint.signature' })
    expect(verifyRange({ checkpointNote: 'nonsense', keys, leaves: log.leaves }).ok).toBe(false)
  })
})

describe('an earlier checkpoint', () => {
  const earlier = { note: log.head(600) }
  const proof = consistencyProof(600, SIZE, log.getNode)

  test('the log as it was is the beginning of the log as it is, by recomputation or by proof', () => {
    expect(verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier }).ok).toBe(true)
    expect(verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier: { ...earlier, proof } }).ok).toBe(true)
    const some = [40, 41].map(proved)
    expect(verifyRange({ checkpointNote, keys, leaves: some, earlier: { ...earlier, proof } }).ok).toBe(true)
    expect(verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier: { note: log.head(0) } }).ok).toBe(true)
    expect(verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier: { note: checkpointNote } }).ok).toBe(true)
  })

  test('without the whole log and without a proof the step fails', () => {
    expect(failed(verifyRange({ checkpointNote, keys, leaves: [40, 41].map(proved), earlier }))).toMatchObject([
      { name: 'checkpoint.consistency' },
    ])
  })

  test('a log that was cut, or rebuilt and signed again, is found out', () => {
    const rebuilt = logOf(log.leaves.map(({ index, bytes }) => (index === 30 ? bytesOf(30, { facts: {} }) : bytes)))
    const forged = verifyRange({ checkpointNote: rebuilt.head(SIZE), keys, leaves: rebuilt.leaves, earlier })
    expect(failed(forged)).toMatchObject([{ name: 'checkpoint.consistency' }])
    const forgedProof = consistencyProof(600, SIZE, rebuilt.getNode)
    const proofOnly = verifyRange({
      checkpointNote: rebuilt.head(SIZE),
      keys,
      leaves: [{ index: 1, bytes: bytesOf(1), proof: inclusionProof(1, SIZE, rebuilt.getNode) }],
      earlier: { ...earlier, proof: forgedProof },
    })
    expect(failed(proofOnly)).toMatchObject([{ name: 'checkpoint.consistency' }])
    const cut = verifyRange({ checkpointNote: log.head(500), keys, leaves: log.leaves.slice(0, 500), earlier })
    expect(failed(cut)).toMatchObject([{ name: 'checkpoint.consistency' }])
  })

  test('two views of the log, shown to two people, contradict each other as soon as they compare (ATTACKS 130)', () => {
    const other = logOf(log.leaves.map(({ index, bytes }) => (index === 700 ? bytesOf(700, { facts: {} }) : bytes)))
    // Each view verifies by itself, so only the comparison of checkpoints from two channels can find out, whoever is longer.
    expect(verifyRange({ checkpointNote: other.head(SIZE), keys, leaves: other.leaves }).ok).toBe(true)
    for (const size of [701, 1_000, SIZE]) {
      const compared = verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier: { note: other.head(size) } })
      expect(failed(compared)).toMatchObject([{ name: 'checkpoint.consistency' }])
    }
    // Before they part they are one log.
    const before = { note: other.head(700) }
    expect(verifyRange({ checkpointNote, keys, leaves: log.leaves, earlier: before }).ok).toBe(true)
  })

  test('a checkpoint of another log, or of nobody, proves nothing', () => {
    const elsewhere = ed25519Signer('other.example/log', new Uint8Array(32).fill(5))
    const note = signCheckpoint({ origin: 'other.example/log', size: 600, root: rootFromNodes(600, log.getNode) }, [
      elsewhere,
    ])
    const both = { checkpointNote, keys: [signer, elsewhere], leaves: log.leaves }
    expect(failed(verifyRange({ ...both, earlier: { note } }))).toMatchObject([{ name: 'checkpoint.consistency' }])
    expect(failed(verifyRange({ ...both, keys, earlier: { note } }))).toMatchObject([
      { name: 'checkpoint.consistency' },
    ])
  })
})

describe('the entries of one request', () => {
  const story = [3, 13, 23, 1493].map(proved)
  const ask = (entries: EntryInput[], requestId = 'req_3') =>
    verifyEntries({ checkpointNote, keys, entries, requestId })

  test('each verifies by its audit path, with its payload or without', () => {
    const opened = story.map((entry) => ({ ...entry, payload: { salt, value: reason(entry.index) } }))
    expect(failed(ask(opened))).toEqual([])
    const erased = story.map((entry) => ({ ...entry, payload: null }))
    expect(ask(erased).ok).toBe(true)
  })

  test('an altered entry, payload or path is named', () => {
    const change = (index: number, part: Partial<EntryInput>) =>
      failed(ask(story.map((entry) => (entry.index === index ? { ...entry, ...part } : entry))))
    expect(change(13, { bytes: bytesOf(13, { facts: {} }) })).toMatchObject([{ name: 'leaves.inclusion', leaf: 13 }])
    expect(change(13, { proof: proved(14).proof })).toMatchObject([{ name: 'leaves.inclusion', leaf: 13 }])
    expect(change(13, { proof: [] })).toMatchObject([{ name: 'leaves.inclusion', leaf: 13 }])
    expect(change(23, { payload: { salt, value: reason(24) } })).toMatchObject([{ name: 'entries.payload', leaf: 23 }])
    expect(change(23, { payload: { salt: new Uint8Array(3), value: reason(23) } })).toMatchObject([
      { name: 'entries.payload', leaf: 23 },
    ])
  })

  test('an entry of another request, or out of order, is named, and an empty story proves nothing', () => {
    expect(failed(ask([...story.slice(0, 2), proved(24)]))).toMatchObject([{ name: 'entries.subject', leaf: 24 }])
    expect(failed(ask([...story].reverse()))[0]).toMatchObject({ name: 'leaves.order', leaf: 23 })
    expect(ask([]).ok).toBe(false)
  })
})
