import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCheckpoint, readConsistency, readEntries } from '@/lib/audit/read-log'
import { appendEntry } from '@/lib/audit/store'
import { parseCheckpoint } from '@/lib/core/audit/checkpoint'
import { type Verdict, verifyRange } from '@/lib/core/audit/verify'
import { fromBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { type LogKey, newLogKey, parseLogKey } from '@/lib/platform/keys'
import { inTransaction } from '@/lib/platform/transaction'

/** A log key of this test file's own, also the one that `keys()` gives; secrets go to a throw-away folder. Call it first. */
export function useLogKey(): LogKey {
  const text = newLogKey('log.test/countersign')
  process.env.COUNTERSIGN_LOG_KEY = text
  process.env.COUNTERSIGN_DATA_DIR = mkdtempSync(join(tmpdir(), 'countersign-keys-'))
  return parseLogKey(text)
}

/** Appends `count` entries, each in its own transaction, numbered in `facts.n` from `from` on. */
export async function appendMany(count: number, from = 0): Promise<string[]> {
  const ids: string[] = []
  for (let n = from; n < from + count; n++) {
    ids.push(
      await inTransaction((tx) =>
        appendEntry(tx, { type: 'log.started', actor: { kind: 'system', id: 'system' }, subject: {}, facts: { n } }),
      ),
    )
  }
  return ids
}

const bytes = (text: string) => fromBase64Url(text) ?? new Uint8Array()

/** What an auditor would find: the whole log as served, against its head and, when given, a head saved earlier. */
export async function auditLog(key: LogKey, savedNote?: string): Promise<Verdict> {
  const head = await readCheckpoint()
  const leaves = []
  for (;;) {
    const page = await readEntries({ start: leaves.length, limit: 1_000 })
    if (!page.ok || page.value.entries.length === 0) break
    for (const { index, leaf, leaf_hash } of page.value.entries)
      leaves.push({ index, bytes: utf8(leaf), leafHash: bytes(leaf_hash) })
  }
  return verifyRange({
    checkpointNote: head?.note ?? '',
    keys: [{ name: key.origin, publicKey: key.publicKey }],
    leaves,
    ...(savedNote === undefined ? {} : { earlier: { note: savedNote, ...(await proofFrom(savedNote)) } }),
  })
}

/** The consistency proof that the server gives from a saved head to its present one; empty when it has none to give. */
async function proofFrom(note: string): Promise<{ proof?: Uint8Array[] }> {
  const saved = parseCheckpoint(note)
  if (!saved.ok) return {}
  try {
    const answer = await readConsistency({ from: saved.checkpoint.size })
    return answer.ok ? { proof: answer.value.proof.map(bytes) } : {}
  } catch {
    return {}
  }
}
