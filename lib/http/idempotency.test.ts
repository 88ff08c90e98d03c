import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIdempotencyKey, readIdempotency } from './idempotency'

describe('Idempotency-Key', () => {
  test.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"with space, comma; and \\"quotes\\" and \\\\"', 'with space, comma; and "quotes" and \\'],
    ['  "padded"  ', 'padded'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('%s is one key, quoted or bare', (header, key) => {
    expect(parseIdempotencyKey(header)).toBe(key)
  })

  test.each([
    '',
    '""',
    '"',
    '"open',
    'a b',
    'a,b',
    '"a", "b"',
    '"a";p=1',
    'clé',
    '"tab\t"',
    '"bad \\x escape"',
    'back\\slash',
    'x'.repeat(256),
    `"${'x'.repeat(256)}"`,
  ])('%j is refused', (header) => {
    expect(parseIdempotencyKey(header)).toBeNull()
  })

  test('every printable ASCII text has exactly one meaning when quoted', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
          minLength: 1,
          maxLength: 255,
        }),
        (text) => {
          expect(parseIdempotencyKey(`"${text.replace(/["\\]/g, '\\$&')}"`)).toBe(text)
        },
      ),
    )
  })

  test('the order of members does not matter, the path does', () => {
    const read = (path: Record<string, string>, body: { [key: string]: number }) =>
      readIdempotency('k', 'POST /x', path, body)
    expect(read({}, { a: 1, b: 2 })).toEqual(read({}, { b: 2, a: 1 }))
    expect(read({}, { a: 1 })).not.toEqual(read({}, { a: 2 }))
    expect(read({ id: 'req_1' }, {})).not.toEqual(read({ id: 'req_2' }, {}))
  })

  test('no header is no key, and a bad one refuses the call', () => {
    expect(readIdempotency(null, 'POST /x', {}, {})).toEqual({ ok: true, value: null })
    expect(readIdempotency('a,b', 'POST /x', {}, {})).toEqual({
      ok: false,
      refusal: { code: 'idempotency.key_invalid' },
    })
  })
})
