import { Hono } from 'hono'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { useSite } from '@/e2e/support/site'
import { currentDirectory, directoryAt } from '@/lib/directory/current'
import { readRevision } from '@/lib/directory/store'
import { newId, randomToken } from '@/lib/platform/ids'
import { issueApiKey, registerPublicKey, revokeCredential } from './issue-credential'
import { authenticateMachine } from './machine'
import { oauthApi } from './oauth-routes'
import { wellKnownApi } from './well-known-routes'

const site = await useSite()
const db = await useDatabase()
const system = { actor: { kind: 'system', id: 'system' } } as const

const agent = newId('agt')
const executor = newId('exr')
const other = newId('agt')
const edKeys = await generateKeyPair('Ed25519')
const ecKeys = await generateKeyPair('ES256')

beforeAll(async () => {
  site.serve(new Hono().route('/', oauthApi).route('/', wellKnownApi).fetch)
  const person = newId('usr')
  const runtime = newId('run')
  await db.asOwner(`INSERT INTO people (id, name, email) VALUES ($1, 'Ada', 'ada@example.org')`, [person])
  await db.asOwner(`INSERT INTO runtimes (id, slug, title) VALUES ($1, 'shared', 'Shared')`, [runtime])
  for (const [id, slug] of [
    [agent, 'support'],
    [other, 'other'],
    [newId('agt'), 'twin'],
  ]) {
    await db.asOwner(`INSERT INTO agents (id, slug, title, sponsor_id, runtime_id) VALUES ($1, $2, '', $3, $4)`, [
      id,
      slug,
      person,
      runtime,
    ])
  }
  // As two machines of older versions may be called alike.
  await db.asOwner('ALTER TABLE executors DISABLE TRIGGER USER')
  await db.asOwner(`INSERT INTO executors (id, slug, title, sponsor_id) VALUES ($1, 'twin', '', $2)`, [
    executor,
    person,
  ])
  await db.asOwner('ALTER TABLE executors ENABLE TRIGGER USER')
  expect(
    await registerPublicKey(system, { owner: { kind: 'agent', id: agent }, jwk: await exportJWK(edKeys.publicKey) }),
  ).toMatchObject({ ok: true })
  expect(
    await registerPublicKey(system, {
      owner: { kind: 'executor', id: executor },
      jwk: await exportJWK(ecKeys.publicKey),
    }),
  ).toMatchObject({ ok: true })
  await fresh()
})

async function fresh() {
  return directoryAt(await readRevision())
}

interface Claims {
  iss?: string
  sub?: string
  aud?: string | string[]
  jti?: string
  exp?: number
  iat?: number
  nbf?: number
}

/** An honest assertion of the agent, unless something is changed. */
async function assertion(
  claims: Claims = {},
  header: Record<string, unknown> = {},
  key = edKeys.privateKey,
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const honest = { iss: agent, sub: agent, aud: site.origin, jti: randomToken(16), iat, exp: iat + 60 }
  return new SignJWT({ ...honest, ...claims }).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key)
}

async function post(parameters: Record<string, string> | string, headers: Record<string, string> = {}) {
  const body = typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString()
  const response = await fetch(`${site.origin}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const exchange = (jwt: string, more: Record<string, string> = {}) =>
  post({ grant_type: 'client_credentials', client_assertion_type: BEARER, client_assertion: jwt, ...more })
const invalidClient = { status: 401, body: { error: 'invalid_client' } }

describe('an unmodified OAuth client', () => {
  it('discovers the server, proves itself with its key and gets a token that the API accepts', async () => {
    const config = await client.discovery(
      new URL(site.origin),
      agent,
      undefined,
      client.PrivateKeyJwt(edKeys.privateKey),
      {
        algorithm: 'oauth2',
        execute: [client.allowInsecureRequests],
      },
    )
    const tokens = await client.clientCredentialsGrant(config)
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600 })
    const headers = new Headers({ authorization: `Bearer ${tokens.access_token}` })
    expect(await authenticateMachine(headers, new Date(), await currentDirectory())).toMatchObject({
      ok: true,
      value: { kind: 'agent', id: agent, slug: 'support', strength: 'private_key_jwt' },
    })
  })

  it('with a P-256 key is served just so', async () => {
    const config = await client.discovery(
      new URL(site.origin),
      executor,
      undefined,
      client.PrivateKeyJwt(ecKeys.privateKey),
      {
        algorithm: 'oauth2',
        execute: [client.allowInsecureRequests],
      },
    )
    expect(await client.clientCredentialsGrant(config)).toMatchObject({ expires_in: 600 })
  })

  it('with another key is refused', async () => {
    const { privateKey } = await generateKeyPair('Ed25519')
    const config = await client.discovery(new URL(site.origin), agent, undefined, client.PrivateKeyJwt(privateKey), {
      algorithm: 'oauth2',
      execute: [client.allowInsecureRequests],
    })
    await expect(client.clientCredentialsGrant(config)).rejects.toMatchObject({ error: 'invalid_client', status: 401 })
  })
})

describe('a client assertion', () => {
  it('is answered with a token that nobody stores', async () => {
    const answer = await exchange(await assertion())
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600 } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('may name the client by its slug, the endpoint as audience, and its key by thumbprint', async () => {
    expect((await exchange(await assertion({ iss: 'support', sub: 'support' }))).status).toBe(200)
    expect((await exchange(await assertion({ aud: `${site.origin}/oauth/token` }))).status).toBe(200)
    const [row] = await db.asOwner(`SELECT fingerprint FROM credentials WHERE agent_id = $1`, [agent])
    expect((await exchange(await assertion({}, { kid: row?.fingerprint }))).status).toBe(200)
  })

  it('works once: of 32 at the same time one gets a token, and a replay gets none', async () => {
    const jwt = await assertion()
    const answers = await Promise.all(Array.from({ length: 32 }, () => exchange(jwt)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(31)
    expect(await exchange(jwt)).toMatchObject(invalidClient)
  })

  it('with the id of one that was used is refused, also under the other name of the client', async () => {
    const jti = randomToken(16)
    expect((await exchange(await assertion({ jti }))).status).toBe(200)
    expect(await exchange(await assertion({ jti, iss: 'support', sub: 'support' }))).toMatchObject(invalidClient)
  })

  const seconds = () => Math.floor(Date.now() / 1000)
  it.each<[string, () => Promise<string>]>([
    ['of another subject than its issuer', () => assertion({ sub: other })],
    ['of a client without this key', () => assertion({ iss: other, sub: other })],
    ['of a client that is not there', () => assertion({ iss: 'nobody', sub: 'nobody' })],
    [
      'of a name that an agent and an executor share',
      () => assertion({ iss: 'twin', sub: 'twin' }, { alg: 'ES256' }, ecKeys.privateKey),
    ],
    ['for another server', () => assertion({ aud: 'https://evil.example' })],
    ['for this server and another', () => assertion({ aud: [site.origin, 'https://evil.example'] })],
    ['for the API, as an access token is', () => assertion({ aud: `${site.origin}/api` })],
    ['that has ended', () => assertion({ exp: seconds() - 31, iat: seconds() - 60 })],
    ['that lives longer than five minutes', () => assertion({ exp: seconds() + 400 })],
    ['that lived longer than five minutes', () => assertion({ iat: seconds() - 500, exp: seconds() + 10 })],
    ['from the future', () => assertion({ iat: seconds() + 90 })],
    ['not valid yet', () => assertion({ nbf: seconds() + 90 })],
    ['without an id', () => assertion({ jti: '' })],
    ['with jku', () => assertion({}, { jku: 'https://evil.example/jwks' })],
    ['with its own key along', async () => assertion({}, { jwk: await exportJWK(edKeys.publicKey) })],
    ['with crit', () => assertion({}, { crit: ['x'], x: 1 }).catch(() => 'a.b.c')],
    ['with the kid of no key', () => assertion({}, { kid: '../../etc/passwd' })],
    ['with a kid that is SQL', () => assertion({}, { kid: "' OR 1=1 --" })],
    ['by another key', async () => assertion({}, {}, (await generateKeyPair('Ed25519')).privateKey)],
    ['with one character more', async () => `${await assertion()}=`],
    ['without a signature', async () => `${(await assertion()).split('.').slice(0, 2).join('.')}.`],
    ['that is no token', async () => 'hello'],
  ])('%s is refused, without saying why', async (_, make) => {
    expect(await exchange(await make())).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The client assertion was refused.' },
    })
  })

  it('with thirty seconds of skew is accepted', async () => {
    expect((await exchange(await assertion({ iat: seconds() + 25, exp: seconds() + 80 }))).status).toBe(200)
    expect((await exchange(await assertion({ iat: seconds() - 60, exp: seconds() - 20 }))).status).toBe(200)
  })

  it('of a suspended client is refused', async () => {
    await db.asOwner(`UPDATE agents SET status = 'suspended' WHERE id = $1`, [agent])
    await fresh()
    expect(await exchange(await assertion())).toMatchObject(invalidClient)
    await db.asOwner(`UPDATE agents SET status = 'active' WHERE id = $1`, [agent])
    await fresh()
  })
})

describe('the token endpoint', () => {
  it.each<[string, () => Promise<{ status: number; body: unknown }>, number, string]>([
    ['no grant type', () => post({}), 400, 'invalid_request'],
    ['another grant type', () => post({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['no assertion', () => post({ grant_type: 'client_credentials', client_id: agent }), 401, 'invalid_client'],
    [
      'a client secret',
      () => post({ grant_type: 'client_credentials', client_id: agent, client_secret: 'x' }),
      401,
      'invalid_client',
    ],
    [
      'basic authentication',
      () => post({ grant_type: 'client_credentials' }, { authorization: 'Basic YTpi' }),
      401,
      'invalid_client',
    ],
    [
      'another client id than the assertion',
      async () => exchange(await assertion(), { client_id: other }),
      401,
      'invalid_client',
    ],
    ['a scope', async () => exchange(await assertion(), { scope: 'admin' }), 400, 'invalid_scope'],
    [
      'a parameter twice',
      () => post('grant_type=client_credentials&grant_type=client_credentials'),
      400,
      'invalid_request',
    ],
    ['JSON', () => post('{}', { 'content-type': 'application/json' }), 400, 'invalid_request'],
    ['a body of 20 KB', () => post({ grant_type: 'x'.repeat(20_000) }), 400, 'invalid_request'],
  ])('answers %s as RFC 6749 says', async (_, send, status, error) => {
    expect(await send()).toMatchObject({ status, body: { error } })
  })

  it('gives nothing for a GET, whatever is in the address', async () => {
    const query = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: BEARER,
      client_assertion: await assertion(),
    })
    const response = await fetch(`${site.origin}/oauth/token?${query}`)
    expect(response.status).toBe(405)
    expect(await response.json()).not.toHaveProperty('access_token')
  })

  it('publishes its public keys and no private part', async () => {
    const { keys } = await (await fetch(`${site.origin}/.well-known/jwks.json`)).json()
    expect(keys).toHaveLength(1)
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })
})

describe('registering', () => {
  it('a key belongs to one identity: nobody is agent and executor by the same key', async () => {
    const jwk = await exportJWK(edKeys.publicKey)
    expect(await registerPublicKey(system, { owner: { kind: 'executor', id: executor }, jwk })).toMatchObject({
      ok: false,
      refusal: { code: 'request.invalid' },
    })
  })

  it('a private key, a weak key and a key of another kind are refused', async () => {
    const owner = { kind: 'agent', id: agent } as const
    const extractable = await generateKeyPair('ES256', { extractable: true })
    const rsa = await generateKeyPair('RS256')
    for (const jwk of [
      await exportJWK(extractable.privateKey),
      await exportJWK(rsa.publicKey),
      { kty: 'oct', k: 'AAAA' },
      null,
    ]) {
      expect(await registerPublicKey(system, { owner, jwk })).toMatchObject({
        ok: false,
        refusal: { code: 'request.invalid' },
      })
    }
  })

  it('an API key works until it is revoked, is stored as a digest only, and each step is in the log', async () => {
    const issued = await issueApiKey(system, { owner: { kind: 'agent', id: agent } })
    if (!issued.ok) throw new Error('refused')
    const { id, key } = issued.value
    const headers = new Headers({ authorization: `Bearer ${key}` })
    expect(await authenticateMachine(headers, new Date(), await fresh())).toMatchObject({
      ok: true,
      value: { id: agent },
    })
    const [{ stored } = {}] = await db.asOwner(
      `SELECT row_to_json(c)::text AS stored FROM credentials c WHERE id = $1`,
      [id],
    )
    expect(stored).not.toContain(key.slice(8))
    expect(await revokeCredential(system, { id })).toEqual({ ok: true, value: null })
    expect(await authenticateMachine(headers, new Date(), await fresh())).toMatchObject({
      ok: false,
      refusal: { code: 'auth.invalid' },
    })
    const entries = await db.asOwner(
      `SELECT type, body FROM log_entries WHERE body LIKE '%' || $1 || '%' ORDER BY at`,
      [id],
    )
    expect(entries.map(({ type }) => type)).toEqual(['credential.issued', 'credential.revoked'])
    expect(JSON.stringify(entries)).not.toContain(key.slice(8))
  })

  it('by a person to whom the machine is not shown is refused as if it did not exist', async () => {
    const actor = {
      kind: 'person',
      id: newId('usr'),
      name: '',
      sessionId: '',
      method: 'passkey',
      authenticatedAt: new Date(),
    } as const
    expect(await issueApiKey({ actor }, { owner: { kind: 'agent', id: agent } })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    })
  })
})
