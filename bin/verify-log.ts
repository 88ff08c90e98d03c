import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NoteKey, parseVerifierKey } from '@/lib/core/audit/note'
import { type LeafInput, type Verdict, verifyRange } from '@/lib/core/audit/verify'
import { verifyEntries } from '@/lib/core/audit/verify-entries'
import { fromBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { type BundleLine, openBundle, readText } from './bundle'
import { CommandError } from './command-error'
import { exportLog, type Online } from './export-log'

export interface Offline {
  readonly file: string
  readonly checkpoint?: string | undefined
  readonly from?: string | undefined
  readonly request?: string | undefined
}

/** Verifies what the service serves, by saving it first: the same check as without a server. Returns the exit status. */
export async function verifyOnline(online: Online, keys: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-verify-'))
  try {
    const file = join(folder, 'log.ndjson')
    await exportLog(online, file)
    return verifyBundle({ file, request: online.request }, keys)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Verifies a saved log and prints one line for each step. Returns the exit status: 0 verified, 1 not verified. */
export function verifyBundle(offline: Offline, keysText: string): number {
  const keys = readKeys(keysText)
  const { header, lines } = openBundle(offline.file)
  if (offline.request !== undefined && header.request !== null && offline.request !== header.request) {
    throw new CommandError(`${offline.file} holds ${header.request}, not ${offline.request}`)
  }
  const note = offline.checkpoint === undefined ? header.checkpoint : readText(offline.checkpoint)
  const verdict =
    header.request === null
      ? whole(note, keys, lines, offline, header.from)
      : ofRequest(note, keys, lines, header.request)
  print(verdict, header.request)
  return verdict.ok ? 0 : 1
}

function whole(
  note: string,
  keys: NoteKey[],
  lines: Iterable<BundleLine>,
  offline: Offline,
  saved: { checkpoint: string; proof: string[] } | null,
): Verdict {
  // The root at an earlier size is recomputed from the leaves themselves, so a checkpoint given here needs no proof.
  const earlier = offline.from === undefined ? saved && { note: saved.checkpoint } : { note: readText(offline.from) }
  return verifyRange({ checkpointNote: note, keys, leaves: inputs(lines), ...(earlier && { earlier }) })
}

function ofRequest(note: string, keys: NoteKey[], lines: Iterable<BundleLine>, requestId: string): Verdict {
  const entries = [...lines].map((line) => ({ ...inputOf(line), proof: (line.proof ?? []).map(hash) }))
  return verifyEntries({ checkpointNote: note, keys, requestId, entries })
}

function* inputs(lines: Iterable<BundleLine>): Generator<LeafInput> {
  for (const line of lines) yield inputOf(line)
}

function inputOf({ index, leaf, leaf_hash }: BundleLine): LeafInput {
  return { index, bytes: utf8(leaf), leafHash: hash(leaf_hash) }
}

/** Bytes of a hash; what is none becomes no bytes, which equal nothing. */
function hash(text: string): Uint8Array {
  return fromBase64Url(text) ?? new Uint8Array()
}

function readKeys(text: string): NoteKey[] {
  const source = existsSync(text) ? readText(text) : text
  return source
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => parseVerifierKey(word) ?? complain(word))
}

function complain(word: string): never {
  throw new CommandError(`--keys: ${word.slice(0, 80)} is neither a file nor a key of the form name+hash+base64`)
}

function print({ ok, steps, checkpoint }: Verdict, request: string | null): void {
  for (const step of steps) console.log(`${step.ok ? '✓' : '✗'} ${step.name.padEnd(24)} ${step.detail}`)
  const what = request === null ? `The log of ${checkpoint?.size ?? 'unknown'} entries` : `The entries of ${request}`
  console.log(ok ? `${what}: verified.` : `${what}: NOT verified.`)
  if (ok && request !== null) console.log('That none was left out is shown only by verifying the whole log.')
}
