import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { z } from 'zod'
import { CommandError } from './command-error'

/**
 * A saved stretch of the log: lines of JSON, so that a million entries are neither written nor read at once. The first
 * line says what it is; each other line is one leaf. Nothing in it is trusted: the verifier is given the keys.
 */
const header = z.strictObject({
  v: z.literal(1),
  kind: z.literal('countersign-log'),
  /** Null: the whole log. */
  request: z.string().nullable(),
  checkpoint: z.string(),
  /** An earlier checkpoint, with the proof that its log is the beginning of this one. */
  from: z.strictObject({ checkpoint: z.string(), proof: z.array(z.string()) }).nullable(),
})
export type BundleHeader = z.infer<typeof header>

const line = z.strictObject({
  index: z.number().int().min(0),
  leaf: z.string(),
  leaf_hash: z.string(),
  /** Its audit path; only in a stretch that is not the whole log. */
  proof: z.array(z.string()).optional(),
})
export type BundleLine = z.infer<typeof line>

/** Reads a bundle's first line; `lines` are read as they are asked for. Throws CommandError for a file that is none. */
export function openBundle(file: string): { header: BundleHeader; lines: Iterable<BundleLine> } {
  const texts = linesOf(file)
  const first = texts.next()
  return {
    header: parseLine(header, first.done ? '' : first.value, `${file} is not a saved log`),
    lines: (function* () {
      let n = 1
      for (const text of texts) yield parseLine(line, text, `${file}: line ${++n} is damaged`)
    })(),
  }
}

/** A text file as it is; CommandError when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function parseLine<T>(schema: z.ZodType<T>, text: string, complaint: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new CommandError(complaint)
  }
}

const CHUNK = 1 << 20

function* linesOf(file: string): Generator<string, void> {
  let fd: number
  try {
    fd = openSync(file, 'r')
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  try {
    const decoder = new TextDecoder('utf-8')
    const chunk = new Uint8Array(CHUNK)
    let rest = ''
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      const texts = (rest + decoder.decode(chunk.subarray(0, read), { stream: true })).split('\n')
      rest = texts.pop() ?? ''
      yield* texts
    }
    if (rest !== '') yield rest
  } finally {
    closeSync(fd)
  }
}
