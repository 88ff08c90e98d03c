import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { wish } from './wire'

const remembered = z.object({ agent: z.string(), says: z.string(), wish })
/** What was asked under one request id. */
export type Remembered = z.infer<typeof remembered>

/** More than can be pending at once, so nothing that still matters is forgotten. */
const KEPT = 200

/**
 * What the agents asked, by request id: the server tells an agent how its request stands, but an executor needs the
 * action again, and an agent that was restarted has to know it.
 */
export class Memory {
  readonly #path: string
  readonly #known: Map<string, Remembered>

  constructor(private readonly folder: string) {
    this.#path = join(folder, 'asked.json')
    this.#known = new Map(read(this.#path))
  }

  recall(requestId: string): Remembered | undefined {
    return this.#known.get(requestId)
  }

  remember(requestId: string, asked: Remembered): void {
    this.#known.set(requestId, asked)
    for (const id of this.#known.keys()) {
      if (this.#known.size <= KEPT) break
      this.#known.delete(id)
    }
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${this.#path}.new`, JSON.stringify([...this.#known]), { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
  }
}

function read(path: string): [string, Remembered][] {
  if (!existsSync(path)) return []
  try {
    const parsed = z.array(z.tuple([z.string(), remembered])).safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}
