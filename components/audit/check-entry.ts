import type { Translate } from '@/components/language/translate'
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
export function checkEntry(proof: EntryProof, t: Translate<'audit'>): ProofStep[] {
  const steps: ProofStep[] = []
  const step = (name: string, ok: boolean, detail: string) => {
    steps.push({ name, ok, detail })
    return ok
  }

  const bytes = utf8(proof.leaf)
  const parsed = parseLeaf(bytes)
  step(
    t('step.leaf'),
    parsed.ok,
    parsed.ok ? t('step.leafIs', { id: parsed.leaf.entry.id, bytes: bytes.length }) : parsed.why,
  )
  if (parsed.ok) {
    const own = parsed.leaf.entry.id === proof.entry_id && parsed.leaf.index === proof.index
    step(t('step.place'), own, t('step.placeIs', { index: parsed.leaf.index }))
  }

  const hash = leafHash(bytes)
  const stated = bytesOf(proof.leaf_hash)
  step(t('step.recomputed'), stated !== null && sameBytes(hash, stated), hex(hash))

  if (parsed.ok && proof.payload_salt !== null) {
    const stated = parsed.leaf.entry.payload_hash
    const salt = bytesOf(proof.payload_salt)
    const found = salt?.length === SALT_BYTES ? payloadHash(salt, JSON.parse(JSON.stringify(proof.payload))) : null
    step(t('step.payload'), found !== null && found === stated, found ?? t('step.noSalt'))
  }

  const keys = proof.keys.map(parseVerifierKey).filter((key) => key !== null)
  const head = verifyCheckpoint(proof.checkpoint, keys)
  const signed = step(
    t('step.signed'),
    head.ok,
    head.ok ? t('step.signedBy', { origin: head.checkpoint.origin, size: head.checkpoint.size }) : head.why,
  )
  if (!signed || !head.ok) return steps

  const path = proof.proof.map(bytesOf)
  const whole = path.filter((node) => node !== null)
  const check =
    whole.length === path.length
      ? verifyInclusion(proof.index, head.checkpoint.size, hash, whole, head.checkpoint.root)
      : { ok: false as const, why: t('step.noHash') }
  step(
    t('step.path', { count: path.length }),
    check.ok,
    check.ok ? pathWords(whole, head.checkpoint.root, t) : check.why,
  )
  return steps
}

function bytesOf(text: string): Uint8Array | null {
  return fromBase64Url(text) ?? fromBase64(text)
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function pathWords(path: Uint8Array[], root: Uint8Array, t: Translate<'audit'>): string {
  const first = path[0]
  const short = (bytes: Uint8Array) => hex(bytes).slice(0, 8)
  return first === undefined
    ? t('step.root', { root: short(root) })
    : `${short(first)} → ${path.length > 1 ? '… → ' : ''}${short(root)}`
}
