import { connect, type Socket } from 'node:net'

export interface LoadOptions {
  readonly port: number
  /** Kept alive; each sends its next request when the last was answered. */
  readonly connections: number
  /** A whole HTTP/1.1 request, or null when there is nothing more to send. */
  readonly next: () => Buffer | null
  /** The load ends after so many seconds at the latest; answers in flight are still waited for and counted. */
  readonly seconds?: number
  readonly onAnswer?: (status: number, body: string, request: Buffer) => void
}

export interface LoadResult {
  readonly count: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly statuses: ReadonlyMap<number, number>
}

/** Most that one run waits beyond its time for answers in flight. Milliseconds. */
const PATIENCE_MS = 30_000

/**
 * Sends requests over a bounded number of kept-alive connections, as fast as they are answered. A bare socket and the
 * least HTTP that our peers speak, because a costly generator on the same machine would measure itself.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const times: number[] = []
  const statuses = new Map<number, number>()
  const from = performance.now()
  const until = from + (options.seconds ?? 3_600) * 1_000
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      drive(options, until, (status, ms) => {
        times.push(ms)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }),
    ),
  )
  const seconds = (performance.now() - from) / 1_000
  times.sort((a, b) => a - b)
  return {
    count: times.length,
    perSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    statuses,
  }
}

/** The `q` quantile of sorted values; 0 of none. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

/** A request as `next` gives it: kept alive, with a length. */
export function httpRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const all = { host: 'localhost', ...headers, 'content-length': String(Buffer.byteLength(body)) }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
}

function drive(options: LoadOptions, until: number, count: (status: number, ms: number) => void): Promise<void> {
  const { next, port, onAnswer } = options
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`port ${port} did not answer for ${PATIENCE_MS} ms`)))
    let request: Buffer | null = null
    let sentAt = 0
    let received = ''
    const send = () => {
      request = performance.now() < until ? next() : null
      if (request === null) return socket.end()
      sentAt = performance.now()
      return socket.write(request)
    }
    socket.setEncoding('utf8')
    socket.once('connect', send)
    socket.on('data', (chunk: string) => {
      received += chunk
      const answer = readAnswer(received)
      if (answer === null || request === null) return
      received = ''
      count(answer.status, performance.now() - sentAt)
      onAnswer?.(answer.status, answer.body, request)
      send()
    })
    socket.once('error', reject)
    socket.once('close', () =>
      request === null ? resolve() : reject(new Error(`port ${port} closed a connection in use`)),
    )
  })
}

/** The answer once it is whole. Bodies with a length or in chunks; nobody here pipelines. */
function readAnswer(text: string): { status: number; body: string } | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = text.slice(0, end)
  const status = Number(head.slice(9, 12))
  const body = text.slice(end + 4)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return Buffer.byteLength(body) >= Number(length) ? { status, body } : null
  if (/\r\ntransfer-encoding: *chunked/i.test(head))
    return body.endsWith('0\r\n\r\n') ? { status, body: unchunk(body) } : null
  return { status, body }
}

function unchunk(body: string): string {
  let out = ''
  const bytes = Buffer.from(body)
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16)
    if (!(size > 0)) return out
    out += bytes.subarray(line + 2, line + 2 + size).toString('utf8')
    at = line + 2 + size + 2
  }
}
