import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { closeStreams } from './changes'

export type Handler = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>

/** The port cannot be had; the message names the variable and says why. */
export class PortError extends Error {
  override readonly name = 'PortError'
}

export interface DoorOptions {
  readonly host: string
  readonly port: number
  /** Lets upgrades to WebSocket through, which only Next's development server needs. */
  readonly upgrades?: boolean
}

/** The process's one HTTP server. */
export interface Door {
  readonly server: Server
  /** From now on `handler` answers; before, everything is 503 and only liveness is well. */
  serve(handler: Handler): void
  /** Takes no new connections, lets answers in flight finish, then cuts what is left: streams that never end. */
  drain(): Promise<void>
}

/** Answers in flight get so long; live streams have no end of their own. */
const DRAIN_MS = 5_000
/** Next trusts headers of these kinds when they come from itself; from outside they have been used to walk past its proxy. */
const INTERNAL = /^x-(middleware-|nonce$|invoke-|nextjs-)/i

/** Takes the port. Refuses (PortError) a port that is taken or forbidden, and an address that is not of this machine. */
export function openDoor({ host, port, upgrades = false }: DoorOptions): Promise<Door> {
  const answering = new Set<Promise<void>>()
  let handle: Handler = notYet
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 },
    (req, res) => {
      stripInternalHeaders(req)
      const answer = Promise.resolve(handle(req, res)).catch((error: unknown) => fail(res, error))
      answering.add(answer)
      void answer.finally(() => answering.delete(answer))
    },
  )
  // Nothing here speaks WebSocket; a connection that leaves HTTP would also leave its time limits.
  if (!upgrades) server.on('upgrade', (_req, socket) => socket.end(UPGRADE_REFUSED))
  const door: Door = {
    server,
    serve: (handler) => {
      handle = handler
    },
    drain: () => drain(server, answering),
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, () => resolve(door))
  })
}

/** The path of a request as it was sent, without its query. */
export function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0] ?? '/'
}

/** For a process that serves no pages. */
export function notHere(_req: IncomingMessage, res: ServerResponse): void {
  answerJson(res, 404, { status: 'not served by this process' })
}

const UPGRADE_REFUSED = 'HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\n\r\n'

function notYet(req: IncomingMessage, res: ServerResponse): void {
  const live = pathOf(req) === '/api/health/live'
  answerJson(res, live ? 200 : 503, { status: live ? 'live' : 'starting' })
}

function answerJson(res: ServerResponse, status: number, body: unknown): void {
  const retry = status === 503 && { 'retry-after': '2' }
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...retry })
  res.end(JSON.stringify(body))
}

function fail(res: ServerResponse, error: unknown): void {
  log().error({ err: error }, 'an answer failed')
  if (!res.headersSent) res.writeHead(500, { 'cache-control': 'no-store' })
  res.end()
}

async function drain(server: Server, answering: ReadonlySet<Promise<void>>): Promise<void> {
  if (!server.listening) return
  closeStreams()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const patience = new AbortController()
  const late = sleep(DRAIN_MS, undefined, { signal: patience.signal }).catch(() => undefined)
  void late.then(() => server.closeAllConnections())
  await closed
  // A caller who hung up leaves an answer behind that still holds its transaction.
  await Promise.race([Promise.allSettled(answering), late])
  patience.abort()
}

/** Both in the parsed headers, which Next reads, and in the raw ones, which Hono does. */
function stripInternalHeaders(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (INTERNAL.test(name)) delete req.headers[name]
  for (let i = req.rawHeaders.length - 2; i >= 0; i -= 2) {
    if (INTERNAL.test(req.rawHeaders[i] ?? '')) req.rawHeaders.splice(i, 2)
  }
}

function explain(error: Error, host: string, port: number): Error {
  switch (Reflect.get(error, 'code')) {
    case 'EADDRINUSE':
      return new PortError(`PORT: ${port} on ${host} is taken. Stop what uses it, or choose another port.`)
    case 'EACCES':
      return new PortError(`PORT: this user may not listen on port ${port}.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PortError(`HOST: ${host} is not an address of this machine.`)
    default:
      return error
  }
}
