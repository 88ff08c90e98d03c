import { readdirSync, readFileSync } from 'node:fs'
import oracle from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize, type Json, type JsonProblemCode, parseStrict } from './json'

const VECTORS = '../shared/vectors/jcs'
const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

function parsed(text: string | Uint8Array): Json {
  const outcome = parseStrict(text)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem))
  return outcome.value
}

describe('RFC 8785', () => {
  test.each(readdirSync(`${VECTORS}/input`))('%s canonicalises to the published bytes', (file) => {
    const input = readFileSync(`${VECTORS}/input/${file}`)
    // values.json holds 1E30, which the strict parser refuses as unsafe; canonical form itself is defined for it.
    const value: Json = file === 'values.json' ? JSON.parse(input.toString()) : parsed(input)
    const out = canonicalize(value)
    expect(out).toBe(readFileSync(`${VECTORS}/output/${file}`, 'utf8'))
    const published = readFileSync(`${VECTORS}/outhex/${file.replace('.json', '.txt')}`, 'utf8')
    expect(hex(bytes(out))).toBe(published.replaceAll(/\s/g, ''))
  })

  test('any JSON value has the form that an independent implementation gives it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 }), (value) => {
        const json: Json = JSON.parse(JSON.stringify(value))
        expect(canonicalize(json)).toBe(oracle(json))
      }),
      { numRuns: 500 },
    )
  })

  test('every finite double is written as ECMAScript writes it, and reads back as itself', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), (bits) => {
        const value = new Float64Array(new BigUint64Array([bits]).buffer)[0]
        if (value === undefined || !Number.isFinite(value)) return
        expect(canonicalize(value)).toBe(JSON.stringify(value))
        expect(Number(canonicalize(value))).toBe(value === 0 ? 0 : value)
      }),
      { numRuns: 5000, seed: 8785 },
    )
  })

  test('keys are ordered by UTF-16 code units, not by code points', () => {
    expect(canonicalize({ '\u{1f600}': 1, '\ufb33': 2, a: 3, B: 4 })).toBe('{"B":4,"a":3,"\u{1f600}":1,"\ufb33":2}')
  })

  const cyclic: Json[] = []
  cyclic.push(cyclic)
  const notJson: [string, unknown][] = [
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole', new Array(1)],
    ['NaN', Number.NaN],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a cycle', cyclic],
  ]
  test.each(notJson)('%s is not JSON and throws a TypeError', (_, value) => {
    // The type forbids these; a caller without types must still be stopped.
    expect(() => Reflect.apply(canonicalize, undefined, [value])).toThrow(TypeError)
  })
})

describe('strict parsing', () => {
  const refused: [string, JsonProblemCode, string][] = [
    ['', 'json.syntax', ''],
    ['  ', 'json.syntax', ''],
    ['{', 'json.syntax', ''],
    ['{"a":1,}', 'json.syntax', ''],
    ['[1,]', 'json.syntax', '/1'],
    ['[1 2]', 'json.syntax', ''],
    ['{"a" 1}', 'json.syntax', '/a'],
    ["{'a':1}", 'json.syntax', ''],
    ['{a:1}', 'json.syntax', ''],
    ['tru', 'json.syntax', ''],
    ['nullx', 'json.syntax', ''],
    ['NaN', 'json.syntax', ''],
    ['Infinity', 'json.syntax', ''],
    ['01', 'json.syntax', ''],
    ['+1', 'json.syntax', ''],
    ['1.', 'json.syntax', ''],
    ['.5', 'json.syntax', ''],
    ['1e', 'json.syntax', ''],
    ['-', 'json.syntax', ''],
    ['0x10', 'json.syntax', ''],
    ['1_000', 'json.syntax', ''],
    ['1 // one', 'json.syntax', ''],
    ['/* */ 1', 'json.syntax', ''],
    ['"a', 'json.syntax', ''],
    ['"\\', 'json.syntax', ''],
    ['"\\x41"', 'json.syntax', ''],
    ['"\\u12"', 'json.syntax', ''],
    ['"\\u00g0"', 'json.syntax', ''],
    ['"\n"', 'json.syntax', ''],
    ['"\t"', 'json.syntax', ''],
    ['"\u001f"', 'json.syntax', ''],
    ['{} {}', 'json.syntax', ''],
    ['\u00a01', 'json.syntax', ''],
    ['{"a":1,"a":1}', 'json.duplicate_key', '/a'],
    ['{"a":1,"\\u0061":2}', 'json.duplicate_key', '/a'],
    ['{"x":[{"toString":1,"toString":2}]}', 'json.duplicate_key', '/x/0/toString'],
    ['{"":1,"":2}', 'json.duplicate_key', '/'],
    ['{"a/b~":{"c":1,"c":2}}', 'json.duplicate_key', '/a~1b~0/c'],
    ['{"__proto__":1}', 'json.forbidden_key', '/__proto__'],
    ['{"a":{"\\u005f_proto__":{}}}', 'json.forbidden_key', '/a/__proto__'],
    ['1e400', 'json.unsafe_number', ''],
    ['-1e400', 'json.unsafe_number', ''],
    ['[0,9007199254740992]', 'json.unsafe_number', '/1'],
    ['9007199254740993', 'json.unsafe_number', ''],
    ['-9007199254740993', 'json.unsafe_number', ''],
    ['9007199254740991.5', 'json.unsafe_number', ''],
    ['4503599627370497.5', 'json.unsafe_number', ''],
    ['1e20', 'json.unsafe_number', ''],
    ['1E+16', 'json.unsafe_number', ''],
    ['123456789012345678901234567890', 'json.unsafe_number', ''],
    ['0.99999999999999999999', 'json.unsafe_number', ''],
    ['1e-400', 'json.unsafe_number', ''],
    ['1e-99999999999999999999', 'json.unsafe_number', ''],
    ['"\\ud800"', 'json.lone_surrogate', ''],
    ['"\\udc00"', 'json.lone_surrogate', ''],
    ['"\\udc00\\ud800"', 'json.lone_surrogate', ''],
    ['{"k":"a\\ud83dz"}', 'json.lone_surrogate', '/k'],
    ['{"\\ud800":1}', 'json.lone_surrogate', ''],
    ['"\ud800"', 'json.lone_surrogate', ''],
    ['"\\u0000"', 'json.nul', ''],
    ['{"a\\u0000":1}', 'json.nul', ''],
    ['"\0"', 'json.nul', ''],
    ['\0', 'json.nul', ''],
    [nested(17), 'json.too_deep', '/0'.repeat(16)],
    [nested(30_000), 'json.too_deep', '/0'.repeat(16)],
    ['{"a":'.repeat(17), 'json.too_deep', '/a'.repeat(16)],
    [`"${'a'.repeat(65_535)}"`, 'json.too_large', ''],
    [`"${'\u20ac'.repeat(22_000)}"`, 'json.too_large', ''],
    ['\ufeff{}', 'json.encoding', ''],
  ]
  test.each(refused)('refuses %j as %s', (text, code, pointer) => {
    const outcome = parseStrict(text)
    expect(outcome).toMatchObject({ ok: false, problem: { code, pointer } })
  })

  const refusedBytes: [string, number[]][] = [
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
    ['a byte of no sequence', [0x22, 0xff, 0x22]],
    ['a truncated sequence', [0x22, 0xe2, 0x82, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a code point above U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
  ]
  test.each(refusedBytes)('refuses %s', (_, raw) => {
    expect(parseStrict(new Uint8Array(raw))).toMatchObject({ ok: false, problem: { code: 'json.encoding' } })
  })

  test.each([
    ['-0', 0],
    ['1.0', 1],
    ['1e2', 100],
    ['1000e-3', 1],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991.000', -9007199254740991],
    ['9.007199254740991e15', 9007199254740991],
    ['0e99999999999', 0],
    ['0.1', 0.1],
    ['333333333.33333329', 333333333.3333333],
    ['5e-324', 5e-324],
    ['"\\ud83d\\ude02"', '\u{1f602}'],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC"', '"\\/\b\f\n\r\t\u20ac'],
    [' \t\r\n[ ] ', []],
  ])('accepts %s', (text, value) => {
    expect(parsed(text)).toStrictEqual(value)
    expect(parsed(bytes(text))).toStrictEqual(value)
  })

  test('depth 16 is allowed, and the limits can be set', () => {
    expect(parseStrict(nested(16)).ok).toBe(true)
    expect(parseStrict(nested(20), { maxDepth: 20 }).ok).toBe(true)
    expect(parseStrict('[1]', { maxDepth: 0 }).ok).toBe(false)
    expect(parseStrict('1', { maxDepth: 0 }).ok).toBe(true)
    expect(parseStrict('"\u20ac"', { maxBytes: 5 }).ok).toBe(true)
    expect(parseStrict('"\u20ac"', { maxBytes: 4 }).ok).toBe(false)
  })

  test('no key can reach a prototype, and inherited names are plain members', () => {
    const value = parsed('{"constructor":{"prototype":{"polluted":1}},"toString":"x","hasOwnProperty":0}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value ?? {})).toEqual(['constructor', 'toString', 'hasOwnProperty'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(canonicalize(value)).toBe('{"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":0,"toString":"x"}')
  })

  test('the offset points at the value that was refused', () => {
    expect(parseStrict('{"a": 1e400}')).toMatchObject({ problem: { offset: 6, pointer: '/a' } })
    expect(parseStrict('{"a":1, "a":2}')).toMatchObject({ problem: { offset: 8 } })
  })

  test('whatever is accepted reads as JSON.parse reads it; whatever JSON.parse refuses is refused', () => {
    const piece = fc.constantFrom(...'{}[]",:\\ue0123456789.-+ \ntrufalsn', '"a"', '"b":', '\\u0061', 'null', '1e5')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json({ maxDepth: 5 }),
          fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const outcome = parseStrict(text)
          if (!outcome.ok) {
            if (outcome.problem.code === 'json.syntax') expect(() => JSON.parse(text)).toThrow()
            return
          }
          expect(canonicalize(outcome.value)).toBe(canonicalize(JSON.parse(text)))
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('canonical form survives a round trip through the parser', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 }), (value) => {
        const text = canonicalize(JSON.parse(JSON.stringify(value)))
        const outcome = parseStrict(text)
        if (outcome.ok) expect(canonicalize(outcome.value)).toBe(text)
        else expect(['json.unsafe_number', 'json.nul', 'json.forbidden_key']).toContain(outcome.problem.code)
      }),
    )
  })

  test('every naughty string keeps its exact code points through parsing and canonical form', () => {
    const strings: string[] = JSON.parse(readFileSync('../shared/vectors/blns/blns.json', 'utf8'))
    expect(strings.length).toBe(515)
    for (const text of strings) expect(parsed(canonicalize({ text }))).toStrictEqual({ text })
  })
})
