import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, databaseAccount } from './embedded/account'
import { type Binaries, locateBinaries } from './embedded/binaries'
import { explain, initialise, refuseFullDisk, setAsideUnknown } from './embedded/initialise'
import { takeLock } from './embedded/lock'
import { EmbeddedPostgresError, errorCode, type Say } from './embedded/outcome'
import { choosePlace, remember, remembered, removePlace } from './embedded/place'
import { clearLeftover, type Durability, launch, type Postmaster, stop } from './embedded/postmaster'
import { DATABASE, ensureRolesAndDatabase, type Passwords, superuser } from './embedded/roles'
import { makeDataDir } from './secrets'

export { EmbeddedPostgresError } from './embedded/outcome'
export { EMBEDDED_SUPERUSER } from './embedded/roles'

export interface EmbeddedPostgresOptions {
  /** Absolute path; holds the database unless its OS user cannot enter it. */
  readonly dataDir: string
  readonly passwords: Passwords
  /** `durable` unless told. */
  readonly durability?: Durability
  readonly say?: Say
}

export interface EmbeddedPostgres {
  /** Role countersign_owner, database countersign. */
  readonly ownerUrl: string
  /** Role countersign_app, database countersign. */
  readonly appUrl: string
  readonly port: number
  /** The folder that holds it. */
  readonly place: string
  /** Resolves with the end of its log when the server ends, also when nobody asked it to. */
  readonly ended: Promise<string>
  /** Fast shutdown; gives the lock back. */
  stop(): Promise<void>
}

const START_PATIENCE_MS = 300_000

/**
 * Starts the bundled PostgreSQL on a free port of 127.0.0.1 and makes sure of its roles and database.
 * Refuses (EmbeddedPostgresError): another process on the same data, a full disk, a system without bundled programs,
 * data of another major version, passwords that are not those of the data.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, passwords, durability = 'durable' } = options
  const say = options.say ?? (() => undefined)
  // 1. Where and as whom. Nothing is started or changed before these are known.
  makeDataDir(dataDir)
  const account = ownerOfExisting(dataDir) ?? databaseAccount(say)
  const place = choosePlace(dataDir, account, say)
  // 2. The lock, before anything in the place is looked at: all below assumes that nobody else is at work here.
  const unlock = await takeLock(place)
  try {
    const binaries = locateBinaries(account, place, say)
    const data = join(place, 'postgres')
    refuseFullDisk(place, existsSync(data))
    if (place !== dataDir && remembered(dataDir) === undefined) await setAsideUnknown(place, passwords.superuser, say)
    // 3. A server that outlived its Node process is stopped before its files are touched.
    if (existsSync(data)) await clearLeftover(data, say)
    else await initialise(binaries, place, account, passwords.superuser, durability, say)
    // 4. Start, wait until it answers, and only then say where it is.
    const { postmaster, port } = await startOnFreePort(
      binaries,
      place,
      account,
      durability,
      passwords.superuser,
      dataDir,
      say,
    )
    try {
      await ensureRolesAndDatabase(port, passwords)
    } catch (error) {
      await stop(postmaster)
      throw error
    }
    const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/${DATABASE}`
    return {
      ownerUrl: url('countersign_owner', passwords.owner),
      appUrl: url('countersign_app', passwords.app),
      port,
      place,
      ended: postmaster.ended,
      stop: async () => {
        await stop(postmaster)
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Deletes the database of a data directory for good. Refuses while a process uses it. */
export async function removeEmbeddedPostgres(dataDir: string, say: Say = () => undefined): Promise<void> {
  const place = remembered(dataDir)?.place
  if (place === undefined || !existsSync(place)) return
  const unlock = await takeLock(place)
  try {
    await clearLeftover(join(place, 'postgres'), say)
    removePlace(dataDir)
  } finally {
    if (existsSync(place)) unlock()
  }
}

/** Who owns the data that is there: a database made by one OS user cannot be run by another. */
function ownerOfExisting(dataDir: string): Account | undefined {
  const data = join(remembered(dataDir)?.place ?? dataDir, 'postgres')
  const found = statSync(data, { throwIfNoEntry: false })
  const self = process.getuid?.()
  if (found === undefined || self === undefined || found.uid === self) return undefined
  if (self === 0) return { uid: found.uid, gid: found.gid }
  throw new EmbeddedPostgresError(
    `The database in ${data} belongs to another OS user (number ${found.uid}). Start as that user or as root, or set COUNTERSIGN_DATA_DIR to a folder of your own.`,
  )
}

async function startOnFreePort(
  binaries: Binaries,
  place: string,
  account: Account,
  durability: Durability,
  password: string,
  dataDir: string,
  say: Say,
): Promise<{ postmaster: Postmaster; port: number }> {
  const wished = remembered(dataDir)?.port ?? 0
  const logFile = join(place, 'postgres.log')
  for (let attempt = 0; ; attempt++) {
    const port = await freePort(attempt === 0 ? wished : 0)
    const postmaster = launch(binaries.postgres, join(place, 'postgres'), port, logFile, account, durability)
    const why = await answers(postmaster, port, password, say)
    if (why === null) {
      if (wished !== 0 && port !== wished) say(`The database's port ${wished} was taken; it now uses ${port}.`)
      remember(dataDir, { v: 1, place, port })
      return { postmaster, port }
    }
    await stop(postmaster)
    // Lost the port between looking and binding, or the last backends of a killed server are still leaving: both pass.
    const passing = /Address already in use|pre-existing shared memory block/.test(why)
    if (!passing || attempt >= 20) throw new EmbeddedPostgresError(explain(why, place))
    await sleep(250)
  }
}

/** Null once the server takes connections, else why it never will. */
async function answers(postmaster: Postmaster, port: number, password: string, say: Say): Promise<string | null> {
  const started = Date.now()
  let ended: string | undefined
  let patient = false
  postmaster.ended.then((log) => {
    ended = log || 'it ended without a word'
  })
  while (ended === undefined && Date.now() - started < START_PATIENCE_MS) {
    const client = superuser(port, password)
    try {
      await client.connect()
      await client.end()
      return null
    } catch (error) {
      await client.end().catch(() => undefined)
      if (errorCode(error) === '28P01' || errorCode(error) === '28000') {
        return 'the passwords in secrets.json are not those of this database'
      }
    }
    if (!patient && Date.now() - started > 3_000) {
      patient = true
      say('The database recovers from an unclean stop; this can take a while.')
    }
    await sleep(25)
  }
  return ended ?? 'it does not answer'
}

async function freePort(wished: number): Promise<number> {
  const listen = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(null))
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
      })
    })
  const port = (await listen(wished)) ?? (await listen(0))
  if (port === null) throw new EmbeddedPostgresError('No free port on 127.0.0.1 for the database.')
  return port
}
