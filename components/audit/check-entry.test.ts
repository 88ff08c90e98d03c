import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { formatCheckpoint } from '@/lib/core/audit/checkpoint'
import { type Leaf, leafBytes, leafText } from '@/lib/core/audit/leaf'
import { leafHash, nodeHash } from '@/lib/core/audit/merkle'
import { ed25519Signer, formatVerifierKey, signNote } from '@/lib/core/audit/note'
import { toBase64Url, utf8 } from '@/lib/core/canonical/digest'
import audit from '@/messages/en/audit.json'
import { checkEntry } from './check-entry'

const t = createTranslator({ locale: 'en-GB', messages: { audit }, namespace: 'audit', timeZone: 'UTC' })

const signer = ed25519Signer('log.example', new Uint8Array(32).fill(7))

function leaf(index: number): Leaf {
  const at = '2026-11-23T07:00:00.000Z'
  return {
    index,
    logged_at: at,
    entry: {
      v: 1,
      id: `ent_${index}`,
      type: 'request.expired',
      at,
      actor: { kind: 'system', id: 'sweeper' },
      subject: { request_id: 'req_1' },
      facts: {},
      payload_hash: null,
    },
  }
}

/** A log of two entries and the proof of the second. */
function twoEntries() {
  const [a, b] = [leaf(0), leaf(1)]
  const root = nodeHash(leafHash(leafBytes(a)), leafHash(leafBytes(b)))
  return {
    entry_id: 'ent_1',
    index: 1,
    leaf: leafText(b),
    leaf_hash: toBase64Url(leafHash(leafBytes(b))),
    proof: [toBase64Url(leafHash(leafBytes(a)))],
    size: 2,
    root: toBase64Url(root),
    checkpoint: signNote(formatCheckpoint({ origin: 'log.example', size: 2, root }), [signer]),
    keys: [formatVerifierKey(signer)],
    payload: null,
    payload_salt: null,
  }
}

const failed = (proof: ReturnType<typeof twoEntries>) => checkEntry(proof, t).filter((step) => !step.ok)

describe('checking an entry in the browser', () => {
  it('passes every step for an entry of a signed log', () => {
    expect(failed(twoEntries())).toEqual([])
    expect(checkEntry(twoEntries(), t)).toHaveLength(5)
  })
  it('names the leaf when one byte of it was changed', () => {
    const proof = twoEntries()
    expect(failed({ ...proof, leaf: proof.leaf.replace('sweeper', 'sweepex') }).map((step) => step.name)).toContain(
      'Leaf recomputed from the bytes below',
    )
  })
  it('names the path when a hash of it was changed', () => {
    expect(failed({ ...twoEntries(), proof: [toBase64Url(leafHash(utf8('other')))] })).toHaveLength(1)
  })
  it('trusts no checkpoint of an unknown key', () => {
    const other = ed25519Signer('log.example', new Uint8Array(32).fill(8))
    expect(failed({ ...twoEntries(), keys: [formatVerifierKey(other)] })[0]?.name).toBe(
      'Checkpoint signed by a known key',
    )
  })
  it('does not take the proof of one entry for another', () => {
    expect(failed({ ...twoEntries(), entry_id: 'ent_0' })[0]?.name).toBe('It is this entry, at this place')
  })
})
