import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import { type Entry, isInstant, missingSubjects } from './event'
import { type Leaf, leafBytes, leafText, parseLeaf, payloadHash, SALT_BYTES } from './leaf'

const salt = new Uint8Array(SALT_BYTES).fill(7)
const entry: Entry = {
  v: 1,
  id: 'ent_1',
  type: 'decision.recorded',
  at: '2026-11-23T06:50:00.000Z',
  actor: { kind: 'person', id: 'usr_1' },
  subject: { request_id: 'req_1', workflow: 'payments' },
  facts: { verb: 'approve', digest: 'abc' },
  payload_hash: payloadHash(salt, { reason: 'ok' }),
}
const leaf: Leaf = { index: 3, logged_at: '2026-11-23T06:50:01.250Z', entry }

describe('leaves', () => {
  test('a leaf reads back as it was written', () => {
    expect(parseLeaf(leafBytes(leaf))).toEqual({ ok: true, leaf })
    expect(parseLeaf(leafBytes({ ...leaf, entry: { ...entry, payload_hash: null } })).ok).toBe(true)
    expect(leafText(leaf).startsWith('{"entry":{"actor":')).toBe(true)
  })

  test('one event has one leaf: whatever is read is written back in the same bytes', () => {
    const text = leafText(leaf)
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(3),
        fc.constantFrom('', ' ', '0', '1', '"', ',', '{', '\\u0041'),
        (at, cut, put) => {
          const bytes = utf8(text.slice(0, at) + put + text.slice(at + cut))
          const outcome = parseLeaf(bytes)
          if (outcome.ok) expect(leafBytes(outcome.leaf)).toEqual(bytes)
        },
      ),
      { numRuns: 3000 },
    )
  })

  const plain: { [key: string]: Json } = JSON.parse(leafText(leaf))
  const inner: { [key: string]: Json } = JSON.parse(JSON.stringify(entry))
  const wrong: [string, { [key: string]: Json }][] = [
    ['another version', { ...plain, v: 2 }],
    ['a further member', { ...plain, extra: 1 }],
    ['a negative index', { ...plain, index: -1 }],
    ['an index in text', { ...plain, index: '3' }],
    ['no millisecond', { ...plain, logged_at: '2026-11-23T06:50:01Z' }],
    ['a date that is none', { ...plain, logged_at: '2026-02-30T00:00:00.000Z' }],
    ['an entry that is none', { ...plain, entry: [] }],
    ['an unknown kind', { ...plain, entry: { ...inner, type: 'request.approved_by_timeout' } }],
    ['an inherited name as kind', { ...plain, entry: { ...inner, type: 'toString' } }],
    ['an entry without id', { ...plain, entry: { ...inner, id: '' } }],
    ['an entry with a further member', { ...plain, entry: { ...inner, note: '' } }],
    ['another zone', { ...plain, entry: { ...inner, at: '2026-11-23T06:50:00.000+01:00' } }],
    ['an unknown actor', { ...plain, entry: { ...inner, actor: { kind: 'model', id: 'x' } } }],
    ['an actor without id', { ...plain, entry: { ...inner, actor: { kind: 'agent' } } }],
    ['no request', { ...plain, entry: { ...inner, subject: {} } }],
    ['a subject that is no text', { ...plain, entry: { ...inner, subject: { request_id: 1 } } }],
    ['facts that are no object', { ...plain, entry: { ...inner, facts: [] } }],
    ['a short payload hash', { ...plain, entry: { ...inner, payload_hash: 'YWJj' } }],
  ]
  test.each(wrong)('a leaf with %s is refused', (_, value) => {
    // Sorted by hand so that only the named fault is left.
    const sorted = (json: Json): Json =>
      typeof json !== 'object' || json === null || Array.isArray(json)
        ? json
        : Object.fromEntries(
            Object.keys(json)
              .sort()
              .map((key) => [key, sorted(json[key] ?? null)]),
          )
    const outcome = parseLeaf(utf8(JSON.stringify(sorted(value))))
    expect(outcome.ok).toBe(false)
    if (!outcome.ok) expect(outcome.why).not.toContain('canonical')
  })

  test.each([
    ['white space', ` ${leafText(leaf)}`],
    ['a duplicate key', leafText(leaf).replace('"v":1}', '"v":1,"v":1}')],
    ['another order', JSON.stringify({ v: 1, ...leaf })],
    ['another spelling', leafText(leaf).replace('"index":3', '"index":3.0')],
    ['no JSON', 'leaf'],
    ['nothing', ''],
  ])('bytes with %s are not a leaf', (_, text) => {
    expect(parseLeaf(utf8(text)).ok).toBe(false)
  })

  test('bytes that are not UTF-8, or begin with a byte order mark, are not a leaf', () => {
    expect(parseLeaf(new Uint8Array([0xff, 0xfe])).ok).toBe(false)
    expect(parseLeaf(utf8(`\ufeff${leafText(leaf)}`)).ok).toBe(false)
  })
})

describe('payloads', () => {
  test('the hash in the leaf depends on the salt and on every part of the payload', () => {
    const other = new Uint8Array(SALT_BYTES).fill(8)
    expect(payloadHash(salt, { reason: 'ok' })).toBe(entry.payload_hash)
    expect(payloadHash(other, { reason: 'ok' })).not.toBe(entry.payload_hash)
    expect(payloadHash(salt, { reason: 'ok ' })).not.toBe(entry.payload_hash)
    expect(() => payloadHash(new Uint8Array(15), {})).toThrow(TypeError)
  })
})

describe('entries', () => {
  test('an entry names what its kind demands', () => {
    expect(missingSubjects('grant.redeemed', { request_id: 'req_1' })).toEqual(['grant_id', 'execution_id'])
    expect(missingSubjects('log.started', {})).toEqual([])
  })

  test('instants are UTC with milliseconds, and order as texts do', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        fc.nat(1e6),
        (a, ms) => {
          const [one, two] = [a.toISOString(), new Date(a.getTime() + ms).toISOString()]
          expect(isInstant(one)).toBe(true)
          if (two.length === one.length) expect(one <= two).toBe(true)
        },
      ),
    )
    for (const bad of [
      '',
      '2026-11-23',
      '2026-13-01T00:00:00.000Z',
      '2026-11-23T24:00:00.000Z',
      '2026-11-23T06:50:00.000z',
    ]) {
      expect(isInstant(bad)).toBe(false)
    }
  })
})
