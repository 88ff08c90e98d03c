import { readEntries, readInclusion } from '@/lib/audit/read-log'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { signCheckpoint } from '@/lib/audit/sign-checkpoint'
import { type LeafInput, verifyRange } from '@/lib/core/audit/verify'
import { verifyEntries } from '@/lib/core/audit/verify-entries'
import { fromBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { limits } from '@/lib/core/limits'
import { keys } from '@/lib/platform/keys'
import type { Bench } from './plan'
import type { Stage } from './stage'
import { amount, median, milliseconds, perSecond, type Row } from './table'

const MILLION = 1_000_000

export interface Sequenced {
  readonly count: number
  readonly seconds: number
  /** The head that was signed over all that is numbered then. */
  readonly note: string
}

/** Numbers everything that waits, batch after batch, and signs a head over it. */
export async function sequenceAll(): Promise<Sequenced> {
  const from = performance.now()
  let count = 0
  for (;;) {
    const done = await sequenceLog()
    if (done.busy || done.count === 0) break
    count += done.count
  }
  const seconds = (performance.now() - from) / 1_000
  const signed = await signCheckpoint()
  if (!signed.signed) throw new Error(`no head was signed: ${signed.why}`)
  return { count, seconds, note: signed.note }
}

/** The whole log, which was numbered in these parts, verified against its last head. */
export async function measureLog({ say }: Bench, parts: readonly Sequenced[]): Promise<Row[]> {
  say('log: verifying')
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const rate = count / parts.reduce((sum, part) => sum + part.seconds, 0)
  const note = parts.at(-1)?.note ?? ''
  const { origin, publicKey } = keys().logKey
  const noteKeys = [{ name: origin, publicKey }]
  const leaves = await readLeaves(count)
  const from = performance.now()
  const verdict = verifyRange({ checkpointNote: note, keys: noteKeys, leaves })
  const verified = leaves.length / ((performance.now() - from) / 1_000)
  if (!verdict.ok) throw new Error(`the log does not verify: ${verdict.steps.find((step) => !step.ok)?.detail}`)
  const story = await timeStory(note, noteKeys, leaves)
  return [
    {
      what: `log: sequencing ${amount(count)} entries`,
      ours: perSecond(rate),
      target: '≥ 5,000/s',
      met: rate >= 5_000,
    },
    {
      what: `log: verifying ${amount(leaves.length)} entries; a million at this rate`,
      ours: `${perSecond(verified)}; ${amount(MILLION / verified)} s`,
      target: '< 30 s',
      met: MILLION / verified < 30,
    },
    {
      what: 'log: verifying the entries of one request',
      ours: milliseconds(story),
      target: '< 50 ms',
      met: story < 50,
    },
  ]
}

/** From an entry's own time to the signature of the first head over it, while the API was under load. */
export async function measureLag(stage: Stage): Promise<Row> {
  const [row] = await stage.sql(`
    SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY lag) AS p95, max(lag) AS most FROM (
      SELECT extract(epoch FROM (SELECT c.signed_at FROM log_checkpoints c WHERE c.size > l."index" ORDER BY c.size LIMIT 1) - e.at) AS lag
      FROM log_leaves l JOIN log_entries e ON e.id = l.entry_id) AS lags`)
  const [p95, most] = [Number(row?.p95), Number(row?.most)]
  return {
    what: 'log: checkpoint lag under that load, p95 / most',
    ours: `${amount(p95)} s / ${amount(most)} s`,
    target: '< 2 s',
    met: most < 2,
  }
}

async function readLeaves(count: number): Promise<LeafInput[]> {
  const leaves: LeafInput[] = []
  for (let start = 0; start < count; start += limits.logEntriesPage) {
    const page = await readEntries({ start, limit: limits.logEntriesPage })
    if (!page.ok) throw new Error(page.refusal.code)
    for (const { index, leaf, leaf_hash } of page.value.entries) {
      leaves.push({ index, bytes: utf8(leaf), leafHash: fromBase64Url(leaf_hash) ?? new Uint8Array() })
    }
  }
  return leaves
}

/** One entry with its way up to the head, as a bundle carries it. Milliseconds, the middle of several. */
async function timeStory(
  note: string,
  noteKeys: { name: string; publicKey: Uint8Array }[],
  leaves: readonly LeafInput[],
): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 20; i++) {
    const leaf = leaves[Math.floor((leaves.length * i) / 20)]
    if (leaf === undefined) continue
    const found = await readInclusion({ index: leaf.index })
    if (!found.ok) throw new Error(found.refusal.code)
    const proof = found.value.proof.map((hash) => fromBase64Url(hash) ?? new Uint8Array())
    const from = performance.now()
    const verdict = verifyEntries({ checkpointNote: note, keys: noteKeys, entries: [{ ...leaf, proof }] })
    took.push(performance.now() - from)
    if (!verdict.ok) throw new Error('an entry does not verify')
  }
  return median(took)
}
