import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a browser and its authenticator say; every honest value can be replaced by a dishonest one. */
export interface Ceremony {
  readonly challenge: string
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly userVerified?: boolean
  readonly userPresent?: boolean
  readonly crossOrigin?: boolean
  readonly topOrigin?: string
  /** The signature counter of this use; else one more than the last. */
  readonly counter?: number
  readonly userHandle?: string | null
}

/**
 * A software authenticator for tests without a browser: ES256 keys, attestation `none`, real signatures over real
 * authenticator data (WebAuthn section 6), so that the server verifies exactly what it would from a device.
 */
export class SoftPasskey {
  readonly credentialId = randomBytes(32).toString('base64url')
  counter = 0
  private readonly privateKey: KeyObject
  private readonly cose: Buffer
  private userHandle: string | undefined

  /** Honest values come from the site's origin: `http://localhost:3000`. */
  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = privateKey
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // COSE_Key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y.
    this.cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
  }

  /** The COSE public key, as it is registered. */
  get publicKey(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.cose)
  }

  /** Answers `navigator.credentials.create`, as JSON. Takes the server's options whole, or a ceremony. */
  create(ceremony: Ceremony & { readonly userId?: string }) {
    this.userHandle = ceremony.userId ?? this.userHandle
    const id = Buffer.from(this.credentialId, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const data = Buffer.concat([this.authenticatorData(ceremony, 0x40), Buffer.alloc(16), length, id, this.cose])
    // CBOR map { fmt: "none", attStmt: {}, authData: bytes } with a two-byte length.
    const size = Buffer.alloc(2)
    size.writeUInt16BE(data.length)
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from('59', 'hex'),
      size,
      data,
    ])
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.clientData(ceremony, 'webauthn.create').toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** Answers `navigator.credentials.get`, as JSON. */
  get(ceremony: Ceremony) {
    this.counter = ceremony.counter ?? this.counter + 1
    const data = this.authenticatorData(ceremony, 0)
    const clientData = this.clientData(ceremony, 'webauthn.get')
    const hash = createHash('sha256').update(clientData).digest()
    const userHandle = ceremony.userHandle === null ? undefined : (ceremony.userHandle ?? this.userHandle)
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, hash]), this.privateKey).toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      },
    }
  }

  private clientData(ceremony: Ceremony, type: string): Buffer {
    const { challenge, origin = this.origin, crossOrigin = false, topOrigin } = ceremony
    const data = {
      type: ceremony.type ?? type,
      challenge,
      origin,
      crossOrigin,
      ...(topOrigin === undefined ? {} : { topOrigin }),
    }
    return Buffer.from(JSON.stringify(data))
  }

  private authenticatorData(ceremony: Ceremony, flags: number): Buffer {
    const { userPresent = true, userVerified = true, rpId = new URL(this.origin).hostname } = ceremony
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const all = flags | (userPresent ? 0x01 : 0) | (userVerified ? 0x04 : 0)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(all), counter])
  }
}
