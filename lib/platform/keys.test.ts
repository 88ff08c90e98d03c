import { execFile } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { readEnvironment } from './env'
import { loadKeys, newLogKey, parseLogKey } from './keys'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-keys-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(scratch, 'data-'))
const load = (variables: Record<string, string>) => loadKeys(readEnvironment(variables))

describe('keys', () => {
  test('the first start makes them, later starts find the same', () => {
    const COUNTERSIGN_DATA_DIR = folder()
    const first = load({ COUNTERSIGN_DATA_DIR })
    const again = load({ COUNTERSIGN_DATA_DIR })
    expect(again.sessionSecret).toBe(first.sessionSecret)
    expect(again.grantKeys[0].kid).toBe(first.grantKeys[0].kid)
    expect(again.logKey.verifierKey).toBe(first.logKey.verifierKey)
    expect(statSync(join(COUNTERSIGN_DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('eight first starts at once agree on one set, and leave no draft behind', async () => {
    const COUNTERSIGN_DATA_DIR = folder()
    const program = `import('./lib/platform/keys.ts').then(({ loadKeys }) => import('./lib/platform/env.ts').then(({ readEnvironment }) =>
      console.log(loadKeys(readEnvironment(process.env)).sessionSecret)))`
    const outputs = await Promise.all(
      Array.from({ length: 8 }, () =>
        promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
          env: { ...process.env, COUNTERSIGN_DATA_DIR },
        }),
      ),
    )
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1)
    expect(readdirSync(COUNTERSIGN_DATA_DIR)).toEqual(['secrets.json'])
  })

  test('with all three in the environment nothing is written', () => {
    const COUNTERSIGN_DATA_DIR = join(folder(), 'never')
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    const keys = load({
      COUNTERSIGN_DATA_DIR,
      COUNTERSIGN_SESSION_SECRET: 'x'.repeat(32),
      COUNTERSIGN_GRANT_KEY: JSON.stringify(jwk),
      COUNTERSIGN_LOG_KEY: newLogKey('log.example/one'),
    })
    expect(keys.logKey.origin).toBe('log.example/one')
    expect(statSync(COUNTERSIGN_DATA_DIR, { throwIfNoEntry: false })).toBeUndefined()
  })

  test('the first of several grant keys signs, all are published, and none with its private half', () => {
    const jwks = [1, 2].map(() => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
    const { grantKeys } = load({ COUNTERSIGN_DATA_DIR: folder(), COUNTERSIGN_GRANT_KEY: JSON.stringify(jwks) })
    expect(grantKeys.map(({ publicJwk }) => publicJwk.x)).toEqual(jwks.map(({ x }) => x))
    for (const { publicJwk } of grantKeys)
      expect(Object.keys(publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
    const signature = sign(null, Buffer.from('hello'), grantKeys[0].privateKey)
    expect(verify(null, Buffer.from('hello'), createPublicKey({ key: { ...jwks[0] }, format: 'jwk' }), signature)).toBe(
      true,
    )
  })

  test.each(['{}', 'nonsense', '[]', '{"kty":"OKP","crv":"X25519","x":"a","d":"b"}'])(
    'the grant key %s is refused by name',
    (key) => {
      expect(() => load({ COUNTERSIGN_DATA_DIR: folder(), COUNTERSIGN_GRANT_KEY: key })).toThrow(
        'COUNTERSIGN_GRANT_KEY',
      )
    },
  )
})

describe('the log key', () => {
  test('reads the example of the C2SP signed-note specification', () => {
    // golang.org/x/mod/sumdb/note: the key pair of its documentation.
    const skey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
    const key = parseLogKey(skey)
    expect(key.origin).toBe('PeterNeumann')
    expect(key.verifierKey).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  })

  test('a changed name, hash or key is refused', () => {
    const text = newLogKey('log.example')
    for (const wrong of [
      text.replace('log.example', 'log.other'),
      text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      text.slice(0, -8),
      'PRIVATE+KEY',
      '',
    ]) {
      expect(() => parseLogKey(wrong)).toThrow('COUNTERSIGN_LOG_KEY')
    }
  })

  test('secrets.json holds it in the same form as the environment takes it', () => {
    const COUNTERSIGN_DATA_DIR = folder()
    const { logKey } = load({ COUNTERSIGN_DATA_DIR })
    const stored: unknown = JSON.parse(readFileSync(join(COUNTERSIGN_DATA_DIR, 'secrets.json'), 'utf8'))
    expect(stored).toMatchObject({ log_key: expect.stringMatching(/^PRIVATE\+KEY\+/) })
    expect(parseLogKey(Reflect.get(Object(stored), 'log_key')).verifierKey).toBe(logKey.verifierKey)
  })
})
