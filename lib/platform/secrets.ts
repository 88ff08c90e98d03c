import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The secrets file cannot be used; the message says which file and what to do. */
export class SecretsError extends Error {
  override readonly name = 'SecretsError'
}

const storedSecrets = z.strictObject({
  v: z.literal(1),
  session_secret: z.string().min(32),
  grant_keys: z
    .array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }))
    .min(1),
  log_key: z.string(),
  /** Passwords of the embedded database; unused with DATABASE_URL. */
  database: z.strictObject({ superuser: z.string().min(16), owner: z.string().min(16), app: z.string().min(16) }),
})

export type StoredSecrets = z.infer<typeof storedSecrets>

const channelSecrets = z.strictObject({
  v: z.literal(1),
  /** The private key that push services know us by (VAPID, RFC 8292): 32 bytes, base64url. */
  vapid_key: z.string().min(40),
  /** Seals addresses of chats and derives the secrets that sign what they are sent: 32 bytes, base64url. */
  channel_secret: z.string().min(40),
})

export type ChannelSecrets = z.infer<typeof channelSecrets>

/** Readable or writable by group or others. */
const TOO_WIDE = 0o077

/**
 * Reads `<dataDir>/secrets.json`; when there is none, writes what `make` gives, with mode 0600.
 * Two first starts at once agree: the file appears whole by a link that only one of them can make, and the other reads
 * it. Refuses (SecretsError) a file that others may read, and one that is damaged: never replaced by new secrets,
 * because that would orphan the log and every token.
 */
export function readSecrets(dataDir: string, make: () => unknown): StoredSecrets {
  return readFile(dataDir, 'secrets.json', storedSecrets, make)
}

/** As `readSecrets`, of `<dataDir>/channels.json`: what messages are signed and sealed with. */
export function readChannelSecrets(dataDir: string, make: () => unknown): ChannelSecrets {
  return readFile(dataDir, 'channels.json', channelSecrets, make)
}

function readFile<T>(dataDir: string, name: string, schema: z.ZodType<T>, make: () => unknown): T {
  makeDataDir(dataDir)
  const file = join(dataDir, name)
  if (!statSync(file, { throwIfNoEntry: false })) writeNew(file, schema.parse(make()))
  const { mode } = statSync(file)
  if (process.platform !== 'win32' && (mode & TOO_WIDE) !== 0) {
    throw new SecretsError(
      `${file} can be read by others (mode ${(mode & 0o777).toString(8)}). Set it to 600, and treat its keys as known to them.`,
    )
  }
  return parse(file, schema)
}

/** The data directory: others may pass through it (the database's own account does), never list it. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true })
  if (process.platform !== 'win32') chmodSync(dataDir, 0o711)
}

function writeNew(file: string, secrets: unknown): void {
  const draft = `${file}.${randomUUID()}`
  const fd = openSync(draft, 'wx', 0o600)
  try {
    writeSync(fd, `${JSON.stringify(secrets, null, 2)}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  try {
    appear(draft, file)
  } finally {
    unlinkSync(draft)
  }
  const directory = openSync(join(file, '..'), 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** Makes `file` from `draft` whole, unless another start was first. */
function appear(draft: string, file: string): void {
  const code = (error: unknown) => (error instanceof Error ? Reflect.get(error, 'code') : undefined)
  try {
    linkSync(draft, file)
  } catch (error) {
    if (code(error) === 'EEXIST') return
    // Some file systems have no links; an exclusive copy is the next best.
    try {
      copyFileSync(draft, file, constants.COPYFILE_EXCL)
    } catch (second) {
      if (code(second) !== 'EEXIST') throw second
    }
  }
}

function parse<T>(file: string, schema: z.ZodType<T>): T {
  const damaged = (why: string) =>
    new SecretsError(
      `${file} is damaged (${why}). Restore it from a backup; without it the log key and all tokens are lost.`,
    )
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw damaged('not JSON')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw damaged(parsed.error.issues.map((i) => i.path.join('.') || i.message).join(', '))
  return parsed.data
}
