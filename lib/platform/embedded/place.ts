import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Account, canEnter } from './account'
import { EmbeddedPostgresError, type Say } from './outcome'

const record = z.object({ v: z.literal(1), place: z.string(), port: z.number().int() })

/** What is remembered between starts, in `<data dir>/embedded.json`. */
export type Remembered = z.infer<typeof record>

const file = (dataDir: string) => join(dataDir, 'embedded.json')

/** Where this data directory's database is and which port it had, or undefined before the first start. */
export function remembered(dataDir: string): Remembered | undefined {
  if (!existsSync(file(dataDir))) return undefined
  try {
    return record.parse(JSON.parse(readFileSync(file(dataDir), 'utf8')))
  } catch {
    throw new EmbeddedPostgresError(
      `${file(dataDir)} is damaged; it says where the database is. Restore it from a backup.`,
    )
  }
}

/** Remembers for the next start; replaced whole, never half written. */
export function remember(dataDir: string, what: Remembered): void {
  const text = `${JSON.stringify(what, null, 2)}\n`
  // Unchanged it stays as it is, and so does its owner: root may start what another OS user set up.
  if (existsSync(file(dataDir)) && readFileSync(file(dataDir), 'utf8') === text) return
  const draft = `${file(dataDir)}.new`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file(dataDir))
}

/**
 * The folder that holds the database: the data directory itself where the database's account can enter it, else one
 * outside that it can (a checkout under a closed home directory is not). Once chosen it stays.
 */
export function choosePlace(dataDir: string, account: Account, say: Say): string {
  const known = remembered(dataDir)?.place
  if (known !== undefined && existsSync(join(known, 'postgres'))) {
    if (canEnter(account, known)) return known
    throw new EmbeddedPostgresError(`The database is in ${known}, which the OS user that runs it can no longer enter.`)
  }
  if (account.uid === undefined || canEnter(account, dataDir)) return dataDir
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12)
  for (const candidate of [`/var/lib/countersign/${name}`, `/var/tmp/countersign-${name}`]) {
    if (makeOwn(candidate) && canEnter(account, candidate)) {
      say(`The database is kept in ${candidate}: the OS user that runs it cannot enter ${dataDir}.`)
      return candidate
    }
  }
  throw new EmbeddedPostgresError(
    `The OS user that runs the database can enter neither ${dataDir} nor /var/lib nor /var/tmp. Set COUNTERSIGN_DATA_DIR to a folder that it can enter, or set DATABASE_URL.`,
  )
}

/** Removes a database for good, wherever it was put. The caller holds its lock or knows that nothing runs. */
export function removePlace(dataDir: string): void {
  const place = remembered(dataDir)?.place
  if (place === undefined) return
  for (const entry of ['postgres', 'postgres.new', 'postgres.log'])
    rmSync(join(place, entry), { recursive: true, force: true })
  if (place !== dataDir) rmSync(place, { recursive: true, force: true })
  rmSync(file(dataDir), { force: true })
}

/** A folder of our own; refuses one that somebody else put there first (world-writable parents allow that). */
function makeOwn(dir: string): boolean {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o711 })
    const found = lstatSync(dir)
    return found.isDirectory() && found.uid === process.getuid?.()
  } catch {
    return false
  }
}
