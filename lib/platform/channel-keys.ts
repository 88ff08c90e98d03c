import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { type Environment, env } from './env'
import { randomToken } from './ids'
import { once } from './once'
import { readChannelSecrets } from './secrets'

/** What messages are signed and sealed with; none of it is in the database. */
export interface ChannelKeys {
  /** The application server key of Web Push (VAPID, RFC 8292): base64url of 65 and of 32 bytes. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string }
  /** The signing secret of a chat hook: 32 bytes, another one for each generation. */
  hookSecret(hookId: string, generation: number): Buffer
  /** Seals a text for the row `owner`; it opens for that row only. */
  seal(text: string, owner: string): string
  /** Opens what `seal` made. Throws when it was changed, belongs to another row or to another key. */
  open(sealed: string, owner: string): string
}

/**
 * The keys of this process: from the environment where it names them, else from `<data dir>/channels.json`, which the first
 * start makes. Read once. Refuses (SecretsError) a file that is damaged or that others may read.
 */
export function channelKeys(): ChannelKeys {
  return once('channel-keys', () => loadChannelKeys(env()))
}

/** As `channelKeys`, from a given environment and without memory. */
export function loadChannelKeys(e: Environment): ChannelKeys {
  const stored =
    e.vapidKey && e.channelSecret
      ? undefined
      : readChannelSecrets(resolve(e.dataDir), () => ({
          v: 1,
          vapid_key: newVapidKey(),
          channel_secret: randomToken(32),
        }))
  const privateKey = e.vapidKey ?? stored?.vapid_key ?? ''
  const master = Buffer.from(e.channelSecret ?? stored?.channel_secret ?? '', 'base64url')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `countersign ${purpose}`, 32))
  const sealing = derive('seal')
  return {
    vapid: { publicKey: publicKeyOf(privateKey), privateKey },
    hookSecret: (hookId, generation) => derive(`hook ${hookId} ${generation}`),
    seal(text, owner) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(Buffer.from(owner))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

/** A new private key for Web Push. A leading zero byte is kept: it always has 32. */
function newVapidKey(): string {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const key = ecdh.getPrivateKey()
  return Buffer.concat([Buffer.alloc(32 - key.length), key]).toString('base64url')
}

function publicKeyOf(privateKey: string): string {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  return ecdh.getPublicKey('base64url')
}
