import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadChannelKeys } from './channel-keys'
import { EnvironmentError, readEnvironment } from './env'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-channels-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const folder = () => mkdtempSync(join(scratch, 'data-'))
const load = (variables: Record<string, string>) => loadChannelKeys(readEnvironment(variables))

describe('channelKeys', () => {
  test('the first start makes them in a file that nobody else may read, later starts find the same', () => {
    const COUNTERSIGN_DATA_DIR = folder()
    const first = load({ COUNTERSIGN_DATA_DIR })
    const again = load({ COUNTERSIGN_DATA_DIR })
    expect(again.vapid).toEqual(first.vapid)
    expect(again.hookSecret('hok_1', 1)).toEqual(first.hookSecret('hok_1', 1))
    const file = join(COUNTERSIGN_DATA_DIR, 'channels.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    chmodSync(file, 0o640)
    expect(() => load({ COUNTERSIGN_DATA_DIR })).toThrow(/can be read by others/)
  })

  test('with both in the environment nothing is written', () => {
    const COUNTERSIGN_DATA_DIR = join(folder(), 'never')
    load({
      COUNTERSIGN_DATA_DIR,
      COUNTERSIGN_VAPID_KEY: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
      COUNTERSIGN_CHANNEL_SECRET: 'A'.repeat(43),
    })
    expect(statSync(COUNTERSIGN_DATA_DIR, { throwIfNoEntry: false })).toBeUndefined()
  })

  test('the public key belongs to the private one (the example of RFC 8291)', () => {
    const keys = load({
      COUNTERSIGN_DATA_DIR: folder(),
      COUNTERSIGN_VAPID_KEY: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    })
    expect(keys.vapid.publicKey).toBe(
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    )
  })

  test('what is sealed opens for its own row and key only, and shows nothing', () => {
    const [ours, theirs] = [load({ COUNTERSIGN_DATA_DIR: folder() }), load({ COUNTERSIGN_DATA_DIR: folder() })]
    const url = 'https://hooks.slack.com/services/T0/B0/token'
    const sealed = ours.seal(url, 'hok_1')
    expect(ours.open(sealed, 'hok_1')).toBe(url)
    expect(sealed).not.toBe(ours.seal(url, 'hok_1'))
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('slack')
    expect(() => ours.open(sealed, 'hok_2')).toThrow()
    expect(() => theirs.open(sealed, 'hok_1')).toThrow()
    expect(() => ours.open(`${sealed.slice(0, -2)}AA`, 'hok_1')).toThrow()
  })

  test('every chat and every generation signs with another secret', () => {
    const keys = load({ COUNTERSIGN_DATA_DIR: folder() })
    const secrets = [
      ['hok_1', 1],
      ['hok_1', 2],
      ['hok_2', 1],
    ].map(([id, generation]) => keys.hookSecret(String(id), Number(generation)).toString('hex'))
    expect(new Set(secrets).size).toBe(3)
  })
})

test.each([
  [{ COUNTERSIGN_SMTP_URL: 'smtp://mail.example:587' }, 'COUNTERSIGN_MAIL_FROM'],
  [{ COUNTERSIGN_SMTP_URL: 'http://mail.example', COUNTERSIGN_MAIL_FROM: 'a@b.example' }, 'COUNTERSIGN_SMTP_URL'],
  [{ COUNTERSIGN_MAIL_FROM: 'Countersign <a@b.example>' }, 'COUNTERSIGN_MAIL_FROM'],
  [{ COUNTERSIGN_MAIL_FROM: 'a@b.example,c@d.example' }, 'COUNTERSIGN_MAIL_FROM'],
  [{ COUNTERSIGN_INTERNAL_HOSTS: 'chat.internal' }, 'COUNTERSIGN_INTERNAL_HOSTS'],
  [{ COUNTERSIGN_VAPID_KEY: 'short' }, 'COUNTERSIGN_VAPID_KEY'],
  [{ COUNTERSIGN_CHANNEL_SECRET: 'short' }, 'COUNTERSIGN_CHANNEL_SECRET'],
])('%j is refused by the name of its variable', (variables, name) => {
  expect(() => readEnvironment(variables)).toThrow(EnvironmentError)
  expect(() => readEnvironment(variables)).toThrow(name)
})
