import type { EntryProof } from '@/lib/audit/schema'
import { verifyCheckpoint } from '@/lib/core/audit/checkpoint'
import { parseLeaf, payloadHash, SALT_BYTES } from '@/lib/core/audit/leaf'
import { leafHash, verifyInclusion } from '@/lib/core/audit/merkle'
import { parseVerifierKey } from '@/lib/core/audit/note'
import { fromBase64, fromBase64Url, sameBytes, utf8 } from '@/lib/core/canonical/digest'

export type ProofStep = { name: string; ok: boolean; detail: string }

/**
 * Checks one entry of the log with nothing but what is passed in: the same core that the server runs, in the browser.
 * Later steps rest on earlier ones and are left out when those fail.
 */
export function checkEntry(proof: EntryProof): ProofStep[] {
  const steps: ProofStep[] = []
  const step = (name: string, ok: boolean, detail: string) => {
    steps.push({ name, ok, detail })
    return ok
  }

  const bytes = utf8(proof.leaf)
  const parsed = parseLeaf(bytes)
  step(
    'The leaf is well-formed',
    parsed.ok,
    parsed.ok ? `entry ${parsed.leaf.entry.id}, ${bytes.length} bytes` : parsed.why,
  )
  if (parsed.ok) {
    const own = parsed.leaf.entry.id === proof.entry_id && parsed.leaf.index === proof.index
    step('It is this entry, at this place', own, `entry ${parsed.leaf.index.toLocaleString('en-GB')} of the log`)
  }

  const hash = leafHash(bytes)
  const stated = bytesOf(proof.leaf_hash)
  step('Leaf recomputed from the bytes below', stated !== null && sameBytes(hash, stated), hex(hash))

  if (parsed.ok && proof.payload_salt !== null) {
    const stated = parsed.leaf.entry.payload_hash
    const salt = bytesOf(proof.payload_salt)
    const found = salt?.length === SALT_BYTES ? payloadHash(salt, JSON.parse(JSON.stringify(proof.payload))) : null
    step(
      'The payload below is what the leaf names',
      found !== null && found === stated,
      found ?? 'its salt cannot be read',
    )
  }

  const keys = proof.keys.map(parseVerifierKey).filter((key) => key !== null)
  const head = verifyCheckpoint(proof.checkpoint, keys)
  const signed = step(
    'Checkpoint signed by a known key',
    head.ok,
    head.ok
      ? `${head.checkpoint.origin} signed a log of ${head.checkpoint.size.toLocaleString('en-GB')} entries`
      : head.why,
  )
  if (!signed || !head.ok) return steps

  const path = proof.proof.map(bytesOf)
  const whole = path.filter((node) => node !== null)
  const check =
    whole.length === path.length
      ? verifyInclusion(proof.index, head.checkpoint.size, hash, whole, head.checkpoint.root)
      : { ok: false as const, why: 'a hash of the path cannot be read' }
  step(
    `Path of ${path.length} hashes leads to the signed root`,
    check.ok,
    check.ok ? pathWords(whole, head.checkpoint.root) : check.why,
  )
  return steps
}

function bytesOf(text: string): Uint8Array | null {
  return fromBase64Url(text) ?? fromBase64(text)
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function pathWords(path: Uint8Array[], root: Uint8Array): string {
  const first = path[0]
  const short = (bytes: Uint8Array) => hex(bytes).slice(0, 8)
  return first === undefined
    ? `root ${short(root)}`
    : `${short(first)} → ${path.length > 1 ? '… → ' : ''}${short(root)}`
}
