import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { resolve } from 'node:path'
import { z } from 'zod'
import { type Environment, EnvironmentError, env } from './env'
import { randomToken } from './ids'
import { once } from './once'
import { readSecrets, type StoredSecrets } from './secrets'

/** A key that signs grant tokens, or did: a rotated key stays in the list until its last token has expired. */
export interface GrantKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string
  readonly privateKey: KeyObject
  /** As published in `/.well-known/jwks.json`: kty, crv, x, kid, alg, use. */
  readonly publicJwk: JsonWebKey & { readonly kid: string; readonly alg: 'EdDSA'; readonly use: 'sig' }
}

/** The key that signs the log's checkpoints (C2SP tlog-checkpoint, Ed25519). */
export interface LogKey {
  /** The log's origin, first line of every checkpoint, and the key's name. */
  readonly origin: string
  readonly privateKey: KeyObject
  /** The 32 raw bytes. */
  readonly publicKey: Uint8Array
  /** `<name>+<hash>+<base64>`, what a verifier is given (C2SP signed-note). */
  readonly verifierKey: string
}

export interface Keys {
  /** Seals the session cookie. */
  readonly sessionSecret: string
  /** Not empty; the first one signs. */
  readonly grantKeys: readonly [GrantKey, ...GrantKey[]]
  readonly logKey: LogKey
}

/**
 * The keys of this process, none of which is ever in the database: from the environment where it names them, else
 * from `<data dir>/secrets.json`, which the first start makes. Read once.
 * Refuses (EnvironmentError or SecretsError) an unreadable, corrupted or too widely readable key.
 */
export function keys(): Keys {
  return once('keys', () => loadKeys(env()))
}

/** As `keys`, from a given environment and without memory. */
export function loadKeys(e: Environment): Keys {
  const complete = e.sessionSecret && e.grantKey && e.logKey
  const stored = complete ? undefined : storedSecrets(e)
  const grantJwks = e.grantKey ? grantJwksFromEnvironment(e.grantKey) : (stored?.grant_keys ?? [])
  const [first, ...rest] = grantJwks.map(grantKey)
  const logKeyText = e.logKey ?? stored?.log_key
  const sessionSecret = e.sessionSecret ?? stored?.session_secret
  if (!first || !logKeyText || !sessionSecret) throw new EnvironmentError('COUNTERSIGN_GRANT_KEY: no key in the list')
  return { sessionSecret, grantKeys: [first, ...rest], logKey: parseLogKey(logKeyText) }
}

/** The secrets file of the environment's data directory, made when it is not there yet. */
export function storedSecrets(e: Environment): StoredSecrets {
  return readSecrets(resolve(e.dataDir), () => ({
    v: 1,
    session_secret: randomToken(48),
    grant_keys: [generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })],
    log_key: newLogKey(
      `${new URL(e.baseUrl).host.replace(/[^a-z0-9.-]/gi, '-')}/countersign/${randomToken(16).slice(0, 8)}`,
    ),
    database: { superuser: randomToken(), owner: randomToken(), app: randomToken() },
  }))
}

const privateJwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })

function grantJwksFromEnvironment(text: string): JsonWebKey[] {
  try {
    const value: unknown = JSON.parse(text)
    return z.union([z.array(privateJwk).min(1), privateJwk.transform((jwk) => [jwk])]).parse(value)
  } catch {
    throw new EnvironmentError('COUNTERSIGN_GRANT_KEY: expected a private Ed25519 JWK, or a JSON array of them')
  }
}

function grantKey(jwk: JsonWebKey): GrantKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  const { crv, kty, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  // RFC 7638: the required members only, in lexicographic order, no spaces.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
  return { kid, privateKey, publicJwk: { crv, kty, x, kid, alg: 'EdDSA', use: 'sig' } }
}

/** Algorithm identifier of Ed25519 in signed notes. */
const NOTE_ED25519 = 0x01
/** RFC 8410: what precedes the 32 bytes of an Ed25519 seed in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A new log-signing key in the text form of COUNTERSIGN_LOG_KEY, under `name`. */
export function newLogKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
  const material = Buffer.concat([Buffer.of(NOTE_ED25519), seed])
  return `PRIVATE+KEY+${name}+${noteKeyHash(name, rawPublicKey(privateKey))}+${material.toString('base64')}`
}

/** Parses the text form of a log-signing key. Refuses (EnvironmentError) another form, and a hash that does not fit. */
export function parseLogKey(text: string): LogKey {
  const match = /^PRIVATE\+KEY\+([^+\s]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text)
  const material = Buffer.from(match?.[3] ?? '', 'base64')
  const [, origin, hash] = match ?? []
  if (!origin || material.length !== 33 || material[0] !== NOTE_ED25519) {
    throw new EnvironmentError('COUNTERSIGN_LOG_KEY: expected PRIVATE+KEY+<name>+<hash>+<base64>')
  }
  const der = Buffer.concat([PKCS8_PREFIX, material.subarray(1)])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = rawPublicKey(privateKey)
  if (noteKeyHash(origin, publicKey) !== hash) {
    throw new EnvironmentError('COUNTERSIGN_LOG_KEY: the hash does not belong to this name and key')
  }
  const verifierMaterial = Buffer.concat([Buffer.of(NOTE_ED25519), publicKey]).toString('base64')
  return { origin, privateKey, publicKey, verifierKey: `${origin}+${hash}+${verifierMaterial}` }
}

function rawPublicKey(privateKey: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url'))
}

/** C2SP signed-note: the first four bytes of SHA-256(name || LF || algorithm || key). */
function noteKeyHash(name: string, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(NOTE_ED25519)).update(publicKey).digest('hex')
  return hash.slice(0, 8)
}
