import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'

/**
 * The end of Web Push that a browser has: keys of a subscription, and what it does with a message. Written from RFC 8188, 8291
 * and 8292, apart from the library that encrypts, and checked by the example of RFC 8291.
 */
export class PushBrowser {
  private readonly ecdh = createECDH('prime256v1')
  readonly auth: Buffer

  constructor(keys?: { privateKey: string; auth: string }) {
    if (keys) this.ecdh.setPrivateKey(Buffer.from(keys.privateKey, 'base64url'))
    else this.ecdh.generateKeys()
    this.auth = keys ? Buffer.from(keys.auth, 'base64url') : randomBytes(16)
  }

  /** As `PushSubscription.toJSON()` says it. */
  subscription(endpoint: string) {
    return { endpoint, p256dh: this.ecdh.getPublicKey('base64url'), auth: this.auth.toString('base64url') }
  }

  /** Decrypts an `aes128gcm` body (RFC 8188: salt, record size, key id; RFC 8291: whose key it is). Throws when it is not for this browser. */
  open(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const idLength = body[20] ?? 0
    const sender = body.subarray(21, 21 + idLength)
    const shared = this.ecdh.computeSecret(sender)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.ecdh.getPublicKey(), sender])
    const ikm = Buffer.from(hkdfSync('sha256', shared, this.auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
    const sealed = body.subarray(21 + idLength)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    // The last record ends with a 2 and zeros.
    return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
  }
}

/** What a push service checks of a message (RFC 8292): the token is signed by the key that it names, for this service, for a day at most. */
export function checkVapid(
  authorization: string | undefined,
  audience: string,
): { publicKey: string; subject: string } {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization ?? '')
  if (!match) throw new Error(`not a VAPID header: ${authorization}`)
  const [, header = '', claims = '', signature = '', key = ''] = match
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signed = Buffer.from(`${header}.${claims}`)
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new Error('the VAPID token is not signed by its key')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
  const left = said.exp - Date.now() / 1_000
  if (said.aud !== audience || left <= 0 || left > 24 * 3_600) throw new Error(`VAPID for ${said.aud}, ${left} s left`)
  return { publicKey: key, subject: said.sub }
}
