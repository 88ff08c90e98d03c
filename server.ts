/**
 * One process that serves everything, in the order in which each part rests on the one before it.
 *
 *   1 environment → 2 keys → 3 port → 4 database → 5 migrations → 6 people → 7 worker → 8 pages → open
 *
 * The port is taken before the database is touched, so that a second start by mistake ends at once and changes nothing;
 * until all is up it answers 503. On the way down the same parts stop in the opposite order.
 */
import { createServer, type Server } from 'node:http'
import { resolve } from 'node:path'
import next from 'next'
import { setUpDemo } from '@/demo/set-up'
import { healthApi } from '@/lib/health/routes'
import { type Handler, notHere, openDoor, PortError, pathOf } from '@/lib/http/door'
import { belongsToFront, createFront } from '@/lib/http/front'
import { listenerOf } from '@/lib/http/listener'
import { withPageFiles } from '@/lib/http/page-files'
import { startSequencer } from '@/lib/jobs/sequencer'
import { startSightings } from '@/lib/jobs/sightings'
import { startSweeps } from '@/lib/jobs/sweeps'
import { startWorker } from '@/lib/jobs/worker'
import { ensureFirstAdminLink } from '@/lib/people/offer-first-admin'
import { loadChannelKeys } from '@/lib/platform/channel-keys'
import { systemClock } from '@/lib/platform/clock'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { type Environment, EnvironmentError, env, readEnvironment } from '@/lib/platform/env'
import { loadKeys, storedSecrets } from '@/lib/platform/keys'
import { closeListener } from '@/lib/platform/listen'
import { log } from '@/lib/platform/log'
import { closeMailer } from '@/lib/platform/mailer'
import { disconnectPrisma, prisma } from '@/lib/platform/prisma'
import { SecretsError } from '@/lib/platform/secrets'
import { MigrationError, migrate } from '@/prisma/migrate'
import { SeedError } from '@/prisma/seed/demo'

type Stop = () => Promise<void>

/** What the person who starts this can put right; told without a stack. */
class StartError extends Error {}

const EXPECTED = [
  StartError,
  PortError,
  EnvironmentError,
  SecretsError,
  EmbeddedPostgresError,
  MigrationError,
  SeedError,
]
const DEV = process.env.NODE_ENV === 'development'
/** All of the stop; a part that hangs does not keep the process for ever. */
const STOP_MS = 25_000

const stops: { readonly what: string; readonly stop: Stop }[] = []
let stopping = false
let askedAt = 0

async function start(): Promise<void> {
  // 1. The environment: wrong settings end here, before anything was made.
  const configured = readEnvironment(process.env)
  if (configured.demo) refuseOpenDemo(configured)
  process.chdir(import.meta.dirname)

  // 2. Keys: made at the first start, refused when others can read them or they are damaged.
  loadKeys(configured)
  loadChannelKeys(configured)

  // 3. The port. From here on health checks find somebody at home, who is not ready yet.
  const door = await openDoor({ ...configured, upgrades: DEV })
  stops.push({ what: 'port', stop: door.drain })
  goOn()

  // 4. The database: ours, or the one that the environment names. Everything after this reads its address from env().
  if (!configured.databaseUrl) await startOwnDatabase(configured)
  goOn()
  const { databaseUrl, databaseAppUrl, roles } = env()
  if (!databaseUrl || !databaseAppUrl) throw new StartError('DATABASE_URL: no database')
  stops.push({ what: 'database connections', stop: disconnectPrisma }, { what: 'listener', stop: closeListener })

  // 5. Migrations, and with them the refusal of a server that is too old or a database from the future.
  await migrate(databaseUrl, { appUser: decodeURIComponent(new URL(databaseAppUrl).username), say })
  goOn()

  // 6. Who is there: the demo's people, or the link that makes the first administrator. Before work starts on their behalf.
  if (configured.demo) await setUpDemo(env(), prisma(), systemClock.now())
  else await offerFirstAdmin()
  goOn()

  // 7. Background work: the log's numbers, tasks from the queue, and what is over by the clock.
  if (roles.includes('worker')) {
    inBackground('sequencer', startSequencer)
    inBackground('sweeps', startSweeps)
    stops.push({ what: 'mail connections', stop: async () => closeMailer() })
    const worker = await startWorker({ ownerUrl: databaseUrl })
    stops.push({ what: 'worker', stop: worker.stop })
  }

  // 8. Pages, then the door opens. A process that only works answers health checks and nothing else.
  const web = roles.includes('web')
  if (web) inBackground('sightings', startSightings)
  const pages = web ? await preparePages(configured, door.server) : notHere
  const front = listenerOf((web ? createFront() : healthApi).fetch)
  door.serve((req, res) => (belongsToFront(pathOf(req)) ? front(req, res) : pages(req, res)))
  stops.push({ what: 'http', stop: door.drain })
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

/** Between two steps of the start: was it asked to stop meanwhile? Then what is up goes down again. */
function goOn(): void {
  if (stopping) throw new StartError('Stopped before it was ready.')
}

/** Demo sign-in asks for no proof, so it exists only where nobody else can reach it (DESIGN section 14). */
function refuseOpenDemo({ host, baseUrl }: Environment): void {
  const loopback = (name: string) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(name)
  if (!loopback(host)) throw new StartError('HOST: the demo runs only on a loopback address')
  if (!loopback(new URL(baseUrl).hostname))
    throw new StartError('COUNTERSIGN_BASE_URL: the demo runs only on a loopback address')
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
  const pages = app.getRequestHandler()
  return DEV ? pages : withPageFiles(resolve(import.meta.dirname, '.next'), pages)
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
  // A step of the start that is under way is let finish: what it makes is known only then.
  await starting.catch(() => undefined)
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
    if (stopping) return log().warn({ err: error }, event)
    log().fatal({ err: error }, event)
    void end(1)
  })
}

/** What to tell whoever starts this: a sentence for what can be put right, the stack for what is a bug. */
function lastWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message
  const [code, path]: unknown[] = [Reflect.get(error, 'code'), Reflect.get(error, 'path')]
  if (code === 'ENOSPC')
    return `The disk is full${typeof path === 'string' ? ` (${path})` : ''}. Free some space and start again.`
  if (typeof path === 'string' && ['EACCES', 'EPERM', 'EROFS'].includes(String(code))) {
    return `This OS user may not use ${path} (${code}). Set COUNTERSIGN_DATA_DIR to a folder of its own.`
  }
  return error.stack ?? error.message
}

const starting = start()
starting.catch((error: unknown) => {
  if (!stopping) process.stderr.write(`${lastWords(error)}\n`)
  void end(1)
})
