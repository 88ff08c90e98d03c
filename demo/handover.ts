import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { type Handover, handover } from './wire'

/**
 * How an agent gives a token to an executor: a loopback address that the executor opens, with a key that only files of
 * this user hold. The tokens themselves are never written anywhere.
 */
export interface HandoverDesk {
  close(): Promise<void>
}

const FILE = 'handover.json'
const BODY_LIMIT = 128 * 1024
const address = z.object({ url: z.string(), key: z.string() })

/** Opens the desk and says in `<folder>/handover.json` where it is; `accept` starts the work and returns at once. */
export async function openDesk(folder: string, accept: (given: Handover) => void): Promise<HandoverDesk> {
  const key = randomBytes(32).toString('base64url')
  const server = createServer((req, res) => {
    const answer = (status: number) => res.writeHead(status, { 'content-length': '0' }).end()
    if (req.method !== 'POST' || req.url !== '/handover') return answer(404)
    // A page in somebody's browser can reach this port too, but it does not know the key.
    if (!holdsKey(req, key)) return answer(401)
    readBody(req).then(
      (body) => {
        const parsed = handover.safeParse(body)
        if (!parsed.success) return answer(400)
        accept(parsed.data)
        return answer(202)
      },
      () => answer(400),
    )
    return undefined
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const bound = server.address()
  if (typeof bound !== 'object' || bound === null) throw new Error('the handover desk has no address')
  publish(folder, { url: `http://127.0.0.1:${bound.port}/handover`, key })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Hands something to whoever has the desk open now. Throws when nobody has, or the desk refuses. */
export async function handOver(folder: string, given: Handover, signal: AbortSignal): Promise<void> {
  const path = join(folder, FILE)
  if (!existsSync(path)) throw new Error('no executor has opened its desk yet')
  const { url, key } = address.parse(JSON.parse(readFileSync(path, 'utf8')))
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(given),
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  })
  if (response.status !== 202) throw new Error(`the executor's desk answered ${response.status}`)
}

function publish(folder: string, content: z.infer<typeof address>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `${FILE}.${process.pid}.new`)
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, join(folder, FILE))
}

function holdsKey(req: IncomingMessage, key: string): boolean {
  const given = Buffer.from(req.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${key}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > BODY_LIMIT) throw new Error('too large')
    chunks.push(bytes)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
