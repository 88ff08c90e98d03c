import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { z } from 'zod'
import { parseCheckpoint } from '@/lib/core/audit/checkpoint'
import { type BundleHeader, type BundleLine, readText } from './bundle'
import { CommandError } from './command-error'

export interface Online {
  readonly url: string
  readonly apiKey: string
  readonly checkpoint?: string | undefined
  readonly from?: string | undefined
  readonly request?: string | undefined
}

const PAGE = 1_000
const entriesAnswer = z.object({
  entries: z.array(z.object({ index: z.number().int(), leaf: z.string(), leaf_hash: z.string() })),
  size: z.number().int(),
})
const proofAnswer = z.object({ proof: z.array(z.string()) })

/** Saves the log, or one request's entries with their audit paths, to `file` as a bundle. Returns the number of entries. */
export async function exportLog(online: Online, file: string): Promise<number> {
  const note = online.checkpoint === undefined ? await ask(online, '/log/checkpoint') : readText(online.checkpoint)
  const size = sizeOf(note, online.checkpoint ?? online.url)
  const out = createWriteStream(file, { mode: 0o600 })
  const failed = once(out, 'error').then(([error]) => {
    throw new CommandError(`${file} cannot be written: ${error}`)
  })
  // Raced against below; until then its rejection is not a crash.
  failed.catch(() => undefined)
  const put = async (value: BundleHeader | BundleLine) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await Promise.race([once(out, 'drain'), failed])
  }
  await put({
    v: 1,
    kind: 'countersign-log',
    request: online.request ?? null,
    checkpoint: note,
    from: await earlier(online, size),
  })
  let count = 0
  for await (const entry of entriesOf(online, size)) {
    await put(online.request === undefined ? entry : { ...entry, proof: await auditPath(online, entry.index, size) })
    count++
  }
  out.end()
  await Promise.race([once(out, 'finish'), failed])
  return count
}

/** Entries below `size`, in order. */
async function* entriesOf(online: Online, size: number): AsyncGenerator<BundleLine> {
  const about = online.request === undefined ? '' : `&request=${encodeURIComponent(online.request)}`
  for (let start = 0; start < size; ) {
    const { entries } = entriesAnswer.parse(
      JSON.parse(await ask(online, `/log/entries?start=${start}&limit=${PAGE}${about}`)),
    )
    for (const entry of entries) if (entry.index < size) yield entry
    const last = entries.at(-1)
    if (last === undefined || entries.length < PAGE) return
    start = last.index + 1
  }
}

async function earlier(online: Online, size: number): Promise<BundleHeader['from']> {
  if (online.from === undefined) return null
  const checkpoint = readText(online.from)
  const from = sizeOf(checkpoint, online.from)
  // A log that was cut has no such proof; the verifier says so.
  if (from < 1 || from > size) return { checkpoint, proof: [] }
  const { proof } = proofAnswer.parse(JSON.parse(await ask(online, `/log/proof/consistency?from=${from}&to=${size}`)))
  return { checkpoint, proof }
}

async function auditPath(online: Online, index: number, size: number): Promise<string[]> {
  return proofAnswer.parse(JSON.parse(await ask(online, `/log/proof/inclusion?index=${index}&size=${size}`))).proof
}

function sizeOf(note: string, where: string): number {
  const parsed = parseCheckpoint(note)
  if (!parsed.ok) throw new CommandError(`${where} gives no checkpoint: ${parsed.why}`)
  return parsed.checkpoint.size
}

async function ask(online: Online, path: string): Promise<string> {
  const address = `${online.url.replace(/\/+$/, '')}/api/v1${path}`
  let response: Response
  try {
    response = await fetch(address, {
      headers: { authorization: `Bearer ${online.apiKey}` },
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    })
  } catch (error) {
    throw new CommandError(
      `${address} cannot be reached: ${error instanceof Error ? (error.cause ?? error.message) : error}`,
    )
  }
  const text = await response.text()
  if (!response.ok) throw new CommandError(`${address} answered ${response.status}: ${text.slice(0, 500)}`)
  return text
}
