import { fromBase64, sameBytes, toBase64 } from '@/lib/core/canonical/digest'
import { emptyRoot, HASH_BYTES, isCount } from './merkle'
import { type NoteKey, type NoteSigner, parseNote, signNote, verifyNote } from './note'

/** The head of a log: that many leaves under that root. `origin` names the log. */
export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

export type CheckpointOutcome = { ok: true; checkpoint: Checkpoint } | { ok: false; why: string }

export type CheckpointCheck = { ok: true; checkpoint: Checkpoint; signedBy: NoteKey[] } | { ok: false; why: string }

/**
 * The note text of a checkpoint (C2SP tlog-checkpoint, "Note text"): origin, size, root, each on its line.
 *
 * @throws TypeError for an origin with spaces, plus or control characters, a size that is no count, a root that is not
 * 32 bytes, and an empty tree with a root of its own.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  const outcome = isCount(size) ? parseText(text) : { ok: false as const, why: 'the size is no count' }
  if (!outcome.ok) throw new TypeError(outcome.why)
  return text
}

/** The signed checkpoint. Whoever signs must first have proved it consistent with the last one (DESIGN §9). */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): string {
  return signNote(formatCheckpoint(checkpoint), signers)
}

/**
 * Reads a signed checkpoint without checking its signatures (ATTACKS 133). Strict: exactly three lines of text; the
 * size in decimal without leading zeros and within the safe integers; the root 32 bytes of well-spelled base64. Extension
 * lines, which C2SP allows and advises against, are refused: no log of ours writes them.
 */
export function parseCheckpoint(note: string): CheckpointOutcome {
  const parsed = parseNote(note)
  return parsed.ok ? parseText(parsed.note.text) : parsed
}

/**
 * Reads a signed checkpoint and checks it against the keys of the log, past ones included (key rotation, ATTACKS 135).
 * At least one known key must have signed, and bear the origin's name, so one log's key cannot speak for another.
 */
export function verifyCheckpoint(note: string, keys: readonly NoteKey[]): CheckpointCheck {
  const checked = verifyNote(note, keys)
  if (!checked.ok) return checked
  const parsed = parseText(checked.text)
  if (!parsed.ok) return parsed
  if (!checked.signedBy.some((key) => key.name === parsed.checkpoint.origin)) {
    return { ok: false, why: 'the origin is not the name of a key that signed' }
  }
  return { ok: true, checkpoint: parsed.checkpoint, signedBy: checked.signedBy }
}

const ORIGIN = /^[^\s+\p{Cc}]{1,255}$/u
const SIZE = /^(?:0|[1-9][0-9]{0,15})$/

function parseText(text: string): CheckpointOutcome {
  const lines = text.split('\n')
  const [origin = '', sizeText = '', rootText = ''] = lines
  // The text ends in a newline, hence the empty fourth piece.
  if (lines.length !== 4 || lines[3] !== '') return refused('a checkpoint has exactly three lines of text')
  if (!ORIGIN.test(origin)) return refused('the origin is malformed')
  const size = SIZE.test(sizeText) ? Number(sizeText) : Number.NaN
  if (!isCount(size)) return refused('the size is malformed')
  const root = fromBase64(rootText)
  if (root === null || root.length !== HASH_BYTES) return refused('the root is malformed')
  if (size === 0 && !sameBytes(root, emptyRoot())) return refused('an empty tree has another root')
  return { ok: true, checkpoint: { origin, size, root } }
}

function refused(why: string): { ok: false; why: string } {
  return { ok: false, why }
}
