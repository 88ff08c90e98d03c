import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { activate, steps } from '@/e2e/support/boundary'
import { api, type Granted, granted, presented, redeem } from '@/e2e/support/machines'
import { refusal } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { keys } from '@/lib/platform/keys'
import { useWorld } from './world'

const world = await useWorld()
const { db, executor } = world
await activate(db, 'payments', steps)

const unusable = { status: 403, code: 'grant.unusable' }
const statusOf = async (grant: Granted) =>
  (await db.asOwner('SELECT status FROM grants WHERE id = $1', [grant.grantId]))[0]?.status

describe('a token', () => {
  const b64 = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const parts = (token: string): [string, string, string] => {
    const [head = '', body = '', signature = ''] = token.split('.')
    return [head, body, signature]
  }
  const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())

  test('has one spelling: six others of the same bytes are refused (ATTACKS 71)', async () => {
    const grant = await granted(world)
    const [head, body, signature] = parts(grant.token)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    // 64 bytes of signature leave four spare bits in the last character: 15 more spellings of one value.
    const respelled = signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.slice(-1)) + 1]
    const spellings = {
      'spare bits': `${head}.${body}.${respelled}`,
      padding: `${head}.${body}.${signature}==`,
      'standard alphabet': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}`,
      'space before': ` ${grant.token}`,
      'line break inside': `${head}.${body}.\n${signature}`,
      'header in another order': `${b64({ typ: 'countersign-grant+jwt', ...read(head) })}.${body}.${signature}`,
      'one part more': `${grant.token}.`,
      'percent sign': grant.token.replace('.', '%2E'),
    }
    for (const [name, token] of Object.entries(spellings))
      expect([name, await refusal(await redeem(world, grant, { grant: token }))]).toEqual([name, unusable])
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('is signed by our key, with our algorithm, under a header with nothing else in it (ATTACKS 72)', async () => {
    const grant = await granted(world)
    const [head, body, signature] = parts(grant.token)
    const [{ kid, privateKey, publicJwk }] = keys().grantKeys
    const attacker = generateKeyPairSync('ed25519')
    const attackerJwk = attacker.publicKey.export({ format: 'jwk' })
    const header = { alg: 'EdDSA', kid, typ: 'countersign-grant+jwt' }
    const eddsa = (h: unknown, key: KeyObject, payload = body) => {
      const input = `${b64(h)}.${payload}`
      return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`
    }
    const hmac = (h: unknown, secret: string) => {
      const input = `${b64(h)}.${body}`
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
    }
    const forged = {
      'alg none without signature': `${b64({ ...header, alg: 'none' })}.${body}.`,
      'alg none with a signature': `${b64({ ...header, alg: 'none' })}.${body}.${signature}`,
      'alg nOnE': `${b64({ ...header, alg: 'nOnE' })}.${body}.${signature}`,
      'HS256 with the public key': hmac({ ...header, alg: 'HS256' }, JSON.stringify(publicJwk)),
      'HS256 with the raw public key': hmac({ ...header, alg: 'HS256' }, publicJwk.x ?? ''),
      'an attacker’s key under our kid': eddsa(header, attacker.privateKey),
      'a key in the header': eddsa({ ...header, jwk: attackerJwk }, attacker.privateKey),
      'a key in the header, signed by ours': eddsa({ ...header, jwk: publicJwk }, privateKey),
      jku: eddsa({ ...header, jku: 'https://evil.example/jwks.json' }, attacker.privateKey),
      x5u: eddsa({ ...header, x5u: 'https://evil.example/cert.pem' }, attacker.privateKey),
      x5c: eddsa({ ...header, x5c: ['AAAA'] }, attacker.privateKey),
      crit: eddsa({ ...header, crit: ['exp'] }, privateKey),
      b64: eddsa({ ...header, b64: false, crit: ['b64'] }, privateKey),
      'kid as a path': eddsa({ ...header, kid: '../../../../dev/null' }, attacker.privateKey),
      'kid as SQL': eddsa({ ...header, kid: `x' UNION SELECT 'k` }, attacker.privateKey),
      'kid as an object': eddsa({ ...header, kid: { $ne: null } }, attacker.privateKey),
      'no kid': eddsa({ alg: 'EdDSA', typ: header.typ }, privateKey),
      'another typ': eddsa({ ...header, typ: 'JWT' }, privateKey),
      'alg twice': (() => {
        const input = `${b64(`{"alg":"none","alg":"EdDSA","kid":"${kid}","typ":"countersign-grant+jwt"}`)}.${body}`
        return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
      })(),
      'another issuer': eddsa(header, privateKey, b64({ ...read(body), iss: 'https://evil.example' })),
      'another grant’s id': eddsa(header, attacker.privateKey, b64({ ...read(body), jti: grant.grantId })),
      'another digest': eddsa(header, privateKey, b64({ ...read(body), request_digest: 'A'.repeat(43) })),
      'an untouched header, a changed payload': `${head}.${b64({ ...read(body), exp: 4_102_444_800 })}.${signature}`,
    }
    const bodies = new Set<string>()
    for (const [name, token] of Object.entries(forged)) {
      const answer = await redeem(world, grant, { grant: token })
      expect([name, answer.status]).toEqual([name, 403])
      bodies.add(await answer.text())
    }
    // One answer for all: nothing tells which part was looked at first.
    expect(bodies.size).toBe(1)
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('an access token of the executor is no grant, and a grant is no credential', async () => {
    const grant = await granted(world)
    const answer = await api('POST', '/grants/redeem', { ...executor, api_key: grant.token }, presented(grant))
    expect(answer.status).toBe(401)
  })

  test('is nowhere in the database (ATTACKS 81)', async () => {
    const grant = await granted(world, {})
    await redeem(world, grant, {}, { 'idempotency-key': 'leak' })
    const tables = await db.asOwner(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
    const signature = parts(grant.token)[2]
    for (const { tablename } of tables)
      expect([
        tablename,
        await countOf(db, `SELECT count(*) FROM "${tablename}" t WHERE t::text LIKE '%' || $1 || '%'`, [signature]),
      ]).toEqual([tablename, 0])
  })
})
