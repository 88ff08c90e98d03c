/**
 * One process that serves everything, in the order in which each part rests on the one before it.
 *
 *   1 environment → 2 keys → 3 port → 4 database → 5 migrations → 6 people → 7 worker → 8 pages → open
 *
 * The port is taken before the database is touched, so that a second start by mistake ends at once and changes nothing;
 * until all is up it answers 503. On the way down the same parts stop in the opposite order.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import next from 'next'
import { setUpDemo } from '@/demo/set-up'
import { healthApi } from '@/lib/health/routes'
import { closeStreams } from '@/lib/http/changes'
import { belongsToFront, createFront } from '@/lib/http/front'
import { startSequencer } from '@/lib/jobs/sequencer'
import { startSweeps } from '@/lib/jobs/sweeps'
import { startWorker } from '@/lib/jobs/worker'
import { ensureFirstAdminLink } from '@/lib/people/offer-first-admin'
import { systemClock } from '@/lib/platform/clock'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { type Environment, EnvironmentError, env, readEnvironment } from '@/lib/platform/env'
import { loadKeys, storedSecrets } from '@/lib/platform/keys'
import { closeListener } from '@/lib/platform/listen'
import { log } from '@/lib/platform/log'
import { disconnectPrisma, prisma } from '@/lib/platform/prisma'
import { SecretsError } from '@/lib/platform/secrets'
import { MigrationError, migrate } from '@/prisma/migrate'
import { SeedError } from '@/prisma/seed/demo'

type Handler = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>
type Stop = () => Promise<void>

/** What the person who starts this can put right; told without a stack. */
class StartError extends Error {}

const EXPECTED = [StartError, EnvironmentError, SecretsError, EmbeddedPostgresError, MigrationError, SeedError]
const DEV = process.env.NODE_ENV === 'development'
/** Answers in flight get so long; live streams have no end of their own. */
const DRAIN_MS = 5_000
/** All of the stop; a part that hangs does not keep the process for ever. */
const STOP_MS = 25_000

const stops: { readonly what: string; readonly stop: Stop }[] = []
const answering = new Set<Promise<void>>()
let stopping = false
let askedAt = 0

async function start(): Promise<void> {
  // 1. The environment: wrong settings end here, before anything was made.
  const configured = readEnvironment(process.env)
  if (configured.demo) refuseOpenDemo(configured)
  process.chdir(import.meta.dirname)

  // 2. Keys: made at the first start, refused when others can read them or they are damaged.
  loadKeys(configured)

  // 3. The port. From here on health checks find somebody at home, who is not ready yet.
  const gate = { handle: notYet as Handler }
  const server = await listen(configured, (req, res) => gate.handle(req, res))

  // 4. The database: ours, or the one that the environment names. Everything after this reads its address from env().
  if (!configured.databaseUrl) await startOwnDatabase(configured)
  const { databaseUrl, databaseAppUrl, roles } = env()
  if (!databaseUrl || !databaseAppUrl) throw new StartError('DATABASE_URL: no database')
  stops.push({ what: 'database connections', stop: disconnectPrisma }, { what: 'listener', stop: closeListener })

  // 5. Migrations, and with them the refusal of a server that is too old or a database from the future.
  await migrate(databaseUrl, { appUser: decodeURIComponent(new URL(databaseAppUrl).username), say })

  // 6. Who is there: the demo's people, or the link that makes the first administrator. Before work starts on their behalf.
  if (configured.demo) await setUpDemo(env(), prisma(), systemClock.now())
  else await offerFirstAdmin()

  // 7. Background work: the log's numbers, tasks from the queue, and what is over by the clock.
  if (roles.includes('worker')) {
    inBackground('sequencer', startSequencer)
    inBackground('sweeps', startSweeps)
    const worker = await startWorker({ ownerUrl: databaseUrl })
    stops.push({ what: 'worker', stop: worker.stop })
  }

  // 8. Pages, then the gate opens. A process that only works answers health checks and nothing else.
  const web = roles.includes('web')
  const pages = web ? await preparePages(configured, server) : notHere
  const front = getRequestListener((web ? createFront() : healthApi).fetch, { overrideGlobalObjects: false })
  gate.handle = (req, res) => (belongsToFront(pathOf(req)) ? front(req, res) : pages(req, res))
  stops.push({ what: 'http', stop: () => drain(server) })
  say(`Countersign is ready: ${env().baseUrl}`)
  process.send?.({ ready: env().baseUrl })
}

/** A loop that ends when it is told to stop, and never before: its end by itself ends the process. */
function inBackground(what: string, run: (signal: AbortSignal) => Promise<void>): void {
  const stop = new AbortController()
  const ended = run(stop.signal)
  ended.catch((error: unknown) => {
    log().fatal({ err: error, what }, 'a part of the server failed')
    void end(1)
  })
  stops.push({
    what,
    stop: () => {
      stop.abort()
      return ended
    },
  })
}

async function offerFirstAdmin(): Promise<void> {
  const link = await ensureFirstAdminLink()
  if (link) say(`Nobody administers this yet. Whoever opens this link within 24 hours does:\n  ${link}`)
}

/** Demo sign-in asks for no proof, so it exists only where nobody else can reach it (DESIGN section 14). */
function refuseOpenDemo({ host, baseUrl }: Environment): void {
  const loopback = (name: string) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(name)
  if (!loopback(host)) throw new StartError('HOST: the demo runs only on a loopback address')
  if (!loopback(new URL(baseUrl).hostname))
    throw new StartError('COUNTERSIGN_BASE_URL: the demo runs only on a loopback address')
}

function listen({ host, port }: Environment, handle: Handler): Promise<Server> {
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
  if (!DEV)
    server.on('upgrade', (_req, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\n\r\n'))
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code: unknown = Reflect.get(error, 'code')
      if (code === 'EADDRINUSE')
        reject(new StartError(`PORT: ${port} on ${host} is taken. Stop what uses it, or choose another port.`))
      else if (code === 'EACCES') reject(new StartError(`PORT: this user may not listen on port ${port}.`))
      else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        reject(new StartError(`HOST: ${host} is not an address of this machine.`))
      else reject(error)
    })
    server.listen(port, host, () => {
      stops.push({ what: 'port', stop: () => drain(server) })
      resolve(server)
    })
  })
}

async function startOwnDatabase(configured: Environment): Promise<void> {
  const postgres = await startEmbeddedPostgres({
    dataDir: resolve(configured.dataDir),
    passwords: storedSecrets(configured).database,
    say,
  })
  stops.push({ what: 'database', stop: postgres.stop })
  process.env.DATABASE_URL = postgres.ownerUrl
  process.env.DATABASE_APP_URL = postgres.appUrl
  postgres.ended.then((lastWords) => {
    if (stopping) return
    log().fatal({ lastWords }, 'the database ended')
    void end(1)
  })
}

async function preparePages({ host, port }: Environment, server: Server): Promise<Handler> {
  // Given a server that never listens, Next hangs its WebSocket handling there and not on ours.
  const app = next({
    dev: DEV,
    dir: import.meta.dirname,
    hostname: host,
    port,
    httpServer: DEV ? server : createServer(),
  })
  await app.prepare()
  stops.push({ what: 'pages', stop: () => app.close() })
  return app.getRequestHandler()
}

/** Next trusts headers of this kind when they come from itself; from outside they have been used to walk past its proxy. */
function stripInternalHeaders(req: IncomingMessage): void {
  for (const name of Object.keys(req.headers)) if (INTERNAL.test(name)) delete req.headers[name]
  for (let i = req.rawHeaders.length - 2; i >= 0; i -= 2) {
    if (INTERNAL.test(req.rawHeaders[i] ?? '')) req.rawHeaders.splice(i, 2)
  }
}
const INTERNAL = /^x-(middleware-|nonce$|invoke-|nextjs-)/i

const pathOf = (req: IncomingMessage): string => (req.url ?? '/').split('?', 1)[0] ?? '/'

function notYet(req: IncomingMessage, res: ServerResponse): void {
  const live = pathOf(req) === '/api/health/live'
  res.writeHead(live ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': '2',
  })
  res.end(JSON.stringify({ status: live ? 'live' : stopping ? 'stopping' : 'starting' }))
}

function notHere(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end('{"status":"not served by this process"}')
}

function fail(res: ServerResponse, error: unknown): void {
  log().error({ err: error }, 'an answer failed')
  if (!res.headersSent) res.writeHead(500, { 'cache-control': 'no-store' })
  res.end()
}

/** Takes no new connections, lets answers in flight finish, then cuts what is left: streams that never end. */
async function drain(server: Server): Promise<void> {
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

async function stopAll(): Promise<void> {
  for (const { what, stop } of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => log().error({ err: error, what }, 'a part did not stop cleanly'))
  }
}

async function end(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  const late = setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_MS)
  await stopAll()
  clearTimeout(late)
  process.exit(code)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl-C may arrive twice at once, from the terminal and from whoever started us. Asked again later means: now;
    // the database's watcher still stops it cleanly.
    if (stopping && Date.now() - askedAt > 2_000) process.exit(1)
    if (stopping) return
    askedAt = Date.now()
    say('Stopping.')
    void end(0)
  })
}
// Started by a script of ours: its channel closes when it is gone, however it went.
process.on('disconnect', () => void end(0))
// A bug that nobody caught leaves state that nobody knows: say it, stop cleanly, and let the supervisor start afresh.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    log().fatal({ err: error }, event)
    void end(1)
  })
}

start().catch((error: unknown) => {
  const told = error instanceof Error && EXPECTED.some((kind) => error instanceof kind)
  process.stderr.write(`${told ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  void end(1)
})
