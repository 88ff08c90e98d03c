import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { directoryWith, runtimeOf } from '@/e2e/support/directory'
import type { Directory, DirectoryCredential, DirectoryRuntime, MachineStatus } from '@/lib/core/directory'
import type { GrantKey } from '@/lib/platform/keys'
import { signAccessToken, verifyAccessToken } from './access-token'
import { type MachineKind, newApiKey } from './api-key'
import { authenticateMachine } from './machine'

const NOW = new Date('2026-11-23T10:00:00Z')
const BASE = 'https://consent.example'
const AGENT = 'agt_00000000000000000000000001'
const EXECUTOR = 'exr_00000000000000000000000001'
const AUDITOR = 'aud_00000000000000000000000001'
const PIPELINE = 'pip_00000000000000000000000001'

function grantKey(kid: string): GrantKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { crv, kty, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { kid, privateKey, publicJwk: { crv, kty, x, kid, alg: 'EdDSA', use: 'sig' } }
}

const key = grantKey('kid-1')
const issuer = { baseUrl: BASE, keys: [key] } as const
const apiKey = {
  agent: newApiKey('agent'),
  executor: newApiKey('executor'),
  auditor: newApiKey('auditor'),
  pipeline: newApiKey('pipeline'),
}

let credentials: Map<string, DirectoryCredential>
let states: {
  agent: MachineStatus
  executor: MachineStatus
  auditor: string
  pipeline: 'active' | 'suspended'
  runtime: DirectoryRuntime['status']
}

beforeEach(() => {
  states = { agent: 'active', executor: 'active', auditor: 'active', pipeline: 'active', runtime: 'active' }
  credentials = new Map()
  const add = (kind: MachineKind, id: string) => {
    const { fingerprint } = apiKey[kind]
    credentials.set(fingerprint, {
      id: `crd_${kind}`,
      kind: 'api_key',
      fingerprint,
      publicJwk: null,
      owner: { kind, id },
      expiresAt: null,
    })
  }
  add('agent', AGENT)
  add('executor', EXECUTOR)
  add('auditor', AUDITOR)
  add('pipeline', PIPELINE)
})

function directory(): Directory {
  const sponsorId = 'usr_00000000000000000000000001'
  return directoryWith({
    agents: new Map([
      [AGENT, { id: AGENT, slug: 'support', title: '', sponsorId, runtimeId: 'run_1', status: states.agent }],
    ]),
    executors: new Map([[EXECUTOR, { id: EXECUTOR, slug: 'runner', title: '', sponsorId, status: states.executor }]]),
    auditors: new Map([[AUDITOR, { id: AUDITOR, slug: 'auditor', title: '', status: states.auditor }]]),
    pipelines: new Map([
      [PIPELINE, { id: PIPELINE, slug: 'repository', title: '', sponsorId, status: states.pipeline }],
    ]),
    runtimes: new Map([runtimeOf('run_1', { slug: 'shared', status: states.runtime })]),
    credentials,
  })
}

const authenticate = (headers: Record<string, string>, now = NOW) =>
  authenticateMachine(new Headers(headers), now, directory(), issuer)
const bearer = (token: string, now = NOW) => authenticate({ authorization: `Bearer ${token}` }, now)
const refused = (code: string) => ({ ok: false, refusal: { code } })

describe('an API key', () => {
  it.each([
    ['agent', AGENT, 'support'],
    ['executor', EXECUTOR, 'runner'],
    ['auditor', AUDITOR, 'auditor'],
    ['pipeline', PIPELINE, 'repository'],
  ] as const)('proves the %s that it was issued to', async (kind, id, slug) => {
    expect(await bearer(apiKey[kind].key)).toEqual({
      ok: true,
      value: { kind, id, slug, credentialId: `crd_${kind}`, strength: 'api_key' },
    })
  })

  it('has 256 random bits and is not stored: the fingerprint does not contain it', () => {
    const { key: made, fingerprint } = newApiKey('agent')
    expect(made).toMatch(/^csk_agt_[0-9A-Za-z]{43}$/)
    expect(fingerprint).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(new Set(Array.from({ length: 1_000 }, () => newApiKey('agent').key)).size).toBe(1_000)
  })

  it('that names another kind than it was issued for is refused', async () => {
    const credential = credentials.get(apiKey.agent.fingerprint)
    if (credential)
      credentials.set(apiKey.agent.fingerprint, { ...credential, owner: { kind: 'executor', id: EXECUTOR } })
    expect(await bearer(apiKey.agent.key)).toEqual(refused('auth.invalid'))
  })

  it('that is unknown, revoked or expired is refused, each in the same words', async () => {
    expect(await bearer(newApiKey('agent').key)).toEqual(refused('auth.invalid'))
    const credential = credentials.get(apiKey.agent.fingerprint)
    if (credential) credentials.set(apiKey.agent.fingerprint, { ...credential, expiresAt: NOW })
    expect(await bearer(apiKey.agent.key)).toEqual(refused('auth.invalid'))
    credentials.delete(apiKey.agent.fingerprint)
    expect(await bearer(apiKey.agent.key)).toEqual(refused('auth.invalid'))
  })

  it('whose fingerprint is that of a public key proves nothing', async () => {
    const credential = credentials.get(apiKey.agent.fingerprint)
    if (credential) credentials.set(apiKey.agent.fingerprint, { ...credential, kind: 'private_key_jwt' })
    expect(await bearer(apiKey.agent.key)).toEqual(refused('auth.invalid'))
  })
})

describe('who is stopped', () => {
  it.each([
    ['a suspended agent', 'agent', { agent: 'suspended' }],
    ['a retired agent', 'agent', { agent: 'retired' }],
    ['an agent in a suspended runtime', 'agent', { runtime: 'suspended' }],
    ['a suspended executor', 'executor', { executor: 'suspended' }],
    ['a suspended auditor', 'auditor', { auditor: 'suspended' }],
  ] as const)('%s is told so and let in nowhere', async (_, kind, change) => {
    Object.assign(states, change)
    expect(await bearer(apiKey[kind].key)).toEqual(refused('auth.suspended'))
  })
})

describe('the Authorization header is the only way in', () => {
  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'auth.missing'],
    ['a session cookie', { cookie: 'next-auth.session-token=abc' }, 'auth.missing'],
    ['an API key in another header', { 'x-api-key': apiKey.agent.key }, 'auth.missing'],
    ['basic authentication', { authorization: `Basic ${btoa(`a:${apiKey.agent.key}`)}` }, 'auth.invalid'],
    [
      'two credentials in one header',
      { authorization: `Bearer ${apiKey.agent.key}, Bearer ${apiKey.executor.key}` },
      'auth.invalid',
    ],
    ['a bare key', { authorization: apiKey.agent.key }, 'auth.invalid'],
    ['two spaces', { authorization: `Bearer  ${apiKey.agent.key}` }, 'auth.invalid'],
    ['an empty token', { authorization: 'Bearer ' }, 'auth.invalid'],
  ])('%s is refused', async (_, headers, code) => {
    expect(await authenticate(headers)).toEqual(refused(code))
  })

  it('a cookie beside a good key changes nothing', async () => {
    const headers = { authorization: `Bearer ${apiKey.agent.key}`, cookie: 'next-auth.session-token=abc' }
    expect(await authenticate(headers)).toMatchObject({ ok: true })
  })

  it('whatever is sent is refused and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)) }),
        async (text) => {
          expect(await authenticate({ authorization: `Bearer ${text}` })).toMatchObject({ ok: false })
        },
      ),
    )
  })
})

describe('an access token', () => {
  const claims = { machineId: AGENT, credentialId: 'crd_agent' }
  const token = (now = NOW) => signAccessToken(issuer, claims, 'jti-1', now)
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

  it('proves the machine for ten minutes and not a second longer', async () => {
    const jwt = await token()
    expect(await bearer(jwt)).toMatchObject({
      ok: true,
      value: { kind: 'agent', id: AGENT, credentialId: 'crd_agent' },
    })
    expect(await bearer(jwt, later(599))).toMatchObject({ ok: true })
    expect(await bearer(jwt, later(600))).toEqual(refused('auth.invalid'))
  })

  it('ends with the credential that obtained it', async () => {
    const jwt = await token()
    credentials.delete(apiKey.agent.fingerprint)
    expect(await bearer(jwt)).toEqual(refused('auth.invalid'))
  })

  it('ends with the suspension of its machine', async () => {
    const jwt = await token()
    states.agent = 'suspended'
    expect(await bearer(jwt)).toEqual(refused('auth.suspended'))
  })

  it('for one machine with the credential of another is refused', async () => {
    const jwt = await signAccessToken(issuer, { machineId: EXECUTOR, credentialId: 'crd_agent' }, 'jti', NOW)
    expect(await bearer(jwt)).toEqual(refused('auth.invalid'))
  })

  it('signed by a rotated key that is still in the set is accepted, by one that is not is refused', async () => {
    const jwt = await token()
    expect(await verifyAccessToken({ baseUrl: BASE, keys: [grantKey('kid-2'), key] }, jwt, NOW)).toEqual(claims)
    expect(await verifyAccessToken({ baseUrl: BASE, keys: [grantKey('kid-2')] }, jwt, NOW)).toBeNull()
    // Same kid, another key.
    expect(await verifyAccessToken({ baseUrl: BASE, keys: [grantKey('kid-1')] }, jwt, NOW)).toBeNull()
  })

  const payload = () => {
    const iat = Math.floor(NOW.getTime() / 1000)
    return {
      iss: BASE,
      aud: `${BASE}/api`,
      sub: AGENT,
      client_id: AGENT,
      cid: 'crd_agent',
      jti: 'j',
      iat,
      exp: iat + 600,
    }
  }
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid: 'kid-1' }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  /** Signed by our own key, whatever the header says: only the header can be the reason to refuse. */
  const signed = (head: object, body: object) => {
    const input = `${part(head)}.${part(body)}`
    return `${input}.${sign(null, Buffer.from(input), key.privateKey).toString('base64url')}`
  }

  it('made here by hand is accepted, so that what follows is refused for its own reason', async () => {
    expect(await bearer(signed(header, payload()))).toMatchObject({ ok: true })
  })

  it.each<[string, object]>([
    ['alg none', { ...header, alg: 'none' }],
    ['alg in another case', { ...header, alg: 'eddsa' }],
    ['alg HS256', { ...header, alg: 'HS256' }],
    ['alg ES256', { ...header, alg: 'ES256' }],
    ['no typ, as any JWT', { alg: 'EdDSA', kid: 'kid-1' }],
    ['the typ of a grant', { ...header, typ: 'grant+jwt' }],
    ['the typ JWT', { ...header, typ: 'JWT' }],
    ['no kid', { alg: 'EdDSA', typ: 'at+jwt' }],
    ['a kid that is a path', { ...header, kid: '../../../../dev/null' }],
    ['a kid that is SQL', { ...header, kid: "x' OR '1'='1" }],
    ['a kid that is an object', { ...header, kid: { $ne: null } }],
    ['a kid of the prototype', { ...header, kid: '__proto__' }],
    ['jku', { ...header, jku: 'https://evil.example/jwks.json' }],
    ['x5u', { ...header, x5u: 'https://evil.example/cert.pem' }],
    ['x5c', { ...header, x5c: ['MIIB'] }],
    ['jwk', { ...header, jwk: key.publicJwk }],
    ['crit', { ...header, crit: ['exp'] }],
    ['b64 false', { ...header, b64: false, crit: ['b64'] }],
    ['zip', { ...header, zip: 'DEF' }],
  ])('with the header %s is refused, though our own key signed it', async (_, head) => {
    expect(await bearer(signed(head, payload()))).toEqual(refused('auth.invalid'))
  })

  it.each<[string, object]>([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another audience', { aud: 'https://evil.example/api' }],
    ['for an executor, as a grant is', { aud: 'runner' }],
    ['without an end', { exp: undefined }],
    ['without a beginning', { iat: undefined }],
    ['from the future', { iat: Math.floor(NOW.getTime() / 1000) + 60 }],
    ['not valid yet', { nbf: Math.floor(NOW.getTime() / 1000) + 60 }],
    ['issued too long ago for its end', { iat: Math.floor(NOW.getTime() / 1000) - 601 }],
    ['without a credential', { cid: undefined }],
    ['without a jti', { jti: undefined }],
    ['whose end is a text', { exp: '9999999999' }],
    ['of a machine that is not there', { sub: 'agt_nobody' }],
  ])('%s is refused, though our own key signed it', async (_, changed) => {
    expect(await bearer(signed(header, { ...payload(), ...changed }))).toEqual(refused('auth.invalid'))
  })

  it('with HMAC over our public key is refused (RS/HS confusion)', async () => {
    const secrets = [
      key.publicJwk.x ?? '',
      JSON.stringify(key.publicJwk),
      createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    ]
    for (const secret of secrets) {
      const input = `${part({ ...header, alg: 'HS256' })}.${part(payload())}`
      const mac = createHmac('sha256', secret).update(input).digest('base64url')
      expect(await bearer(`${input}.${mac}`)).toEqual(refused('auth.invalid'))
    }
  })

  it('with no signature is refused', async () => {
    const input = `${part({ alg: 'none' })}.${part(payload())}`
    for (const jwt of [`${input}.`, input, `${input}.AA`]) expect(await bearer(jwt)).toEqual(refused('auth.invalid'))
  })

  it('signed by a key that its own header brings along is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const jwt = await new SignJWT(payload())
      .setProtectedHeader({ ...header, jwk: publicKey.export({ format: 'jwk' }) })
      .sign(privateKey)
    expect(await bearer(jwt)).toEqual(refused('auth.invalid'))
  })

  it('whose payload says a member twice is refused', async () => {
    const text = JSON.stringify(payload()).replace('{', `{"sub":"${EXECUTOR}",`)
    const jwt = await new CompactSign(Buffer.from(text)).setProtectedHeader(header).sign(key.privateKey)
    expect(await bearer(jwt)).toEqual(refused('auth.invalid'))
  })

  it('has one spelling: padded, spaced, standard-alphabet and re-spelled forms of it are refused', async () => {
    const jwt = await token()
    const [head = '', body = '', signature = ''] = jwt.split('.')
    const last = signature.at(-1) ?? 'A'
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    // 64 bytes leave four spare bits in the last character: sixteen spellings of one signature for a lenient decoder.
    const respelled = [...alphabet].filter(
      (c) => c !== last && alphabet.indexOf(c) >> 4 === alphabet.indexOf(last) >> 4,
    )
    expect(respelled).toHaveLength(15)
    const spellings = [
      `${jwt}=`,
      `${jwt}==`,
      `${head}=.${body}.${signature}`,
      `${head}.${body}\n.${signature}`,
      `${head}.${body}.${signature} `,
      ` ${jwt}`,
      `${jwt}.`,
      `${head}..${body}.${signature}`,
      jwt.replaceAll('-', '+').replaceAll('_', '/').concat('='),
      ...respelled.map((c) => `${head}.${body}.${signature.slice(0, -1)}${c}`),
    ]
    for (const spelling of spellings) {
      expect(await verifyAccessToken(issuer, spelling, NOW), spelling).toBeNull()
    }
    expect(await verifyAccessToken(issuer, jwt, NOW)).not.toBeNull()
  })
})
