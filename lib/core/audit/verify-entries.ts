import type { Json } from '@/lib/core/canonical/json'
import { verifyCheckpoint } from './checkpoint'
import { Finding } from './finding'
import { payloadHash, SALT_BYTES } from './leaf'
import type { NoteKey } from './note'
import { type LeafInput, LeafWalk, signatureStep, type Verdict, verdict } from './verify'

/** One entry of a story: its leaf, the way up to the checkpoint, and its payload where that still exists. */
export interface EntryInput extends LeafInput {
  proof: readonly Uint8Array[]
  /** Left out, or null, when it was erased, withheld or never there. */
  payload?: { salt: Uint8Array; value: Json } | null
}

export interface EntriesInput {
  checkpointNote: string
  keys: readonly NoteKey[]
  /** In order of index; gaps are other people's stories. */
  entries: readonly EntryInput[]
  /** When given, every entry must be about this request. */
  requestId?: string
}

/**
 * Verifies chosen entries, such as one request's, against a signed checkpoint: each leaf well-formed, in order of index
 * and time, included by its audit path, about the request, and every payload the one whose hash the leaf keeps.
 * That the story is complete is not shown by this: only the whole log can show it. Never throws on bad data.
 */
export function verifyEntries(input: EntriesInput): Verdict {
  const signed = verifyCheckpoint(input.checkpointNote, input.keys)
  const head = signed.ok ? signed.checkpoint : null
  const walk = new LeafWalk(head)
  const subject = new Finding('entries.subject', `every entry is about ${input.requestId}`)
  const payload = new Finding('entries.payload', 'every payload shown is the one that was logged')
  let payloads = 0
  for (const entry of input.entries) {
    const { leaf } = walk.add(entry)
    if (input.requestId !== undefined && leaf?.entry.subject.request_id !== input.requestId) {
      subject.fail('it is about something else', entry.index)
    }
    if (entry.payload === undefined || entry.payload === null) continue
    payloads++
    if (leaf === null || !isPayloadOf(leaf.entry.payload_hash, entry.payload)) {
      payload.fail('the payload is not the one that was logged', entry.index)
    }
  }
  const steps = [signatureStep(signed), ...walk.steps()]
  if (input.entries.length === 0) steps.push({ name: 'leaves.inclusion', ok: false, detail: 'there are no entries' })
  if (input.requestId !== undefined) steps.push(subject.step())
  if (payloads > 0) steps.push(payload.step())
  return verdict(steps, head)
}

function isPayloadOf(hash: string | null, payload: { salt: Uint8Array; value: Json }): boolean {
  if (payload.salt.length !== SALT_BYTES) return false
  try {
    return payloadHash(payload.salt, payload.value) === hash
  } catch {
    // A value that is not JSON was never logged.
    return false
  }
}
