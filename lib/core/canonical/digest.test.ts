import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf, fromBase64, fromBase64Url, sha256, taggedDigest, toBase64, toBase64Url, utf8 } from './digest'

const node = (data: string) => createHash('sha256').update(data).digest('base64url')

describe('digests', () => {
  test('a digest is SHA-256 over the canonical form, whatever the order of members', () => {
    expect(digestOf({ b: 2, a: '\u20ac' })).toBe(node('{"a":"\u20ac","b":2}'))
    expect(digestOf({ a: '\u20ac', b: 2 })).toBe(digestOf({ b: 2, a: '\u20ac' }))
  })

  test('a tagged digest is another value under every tag', () => {
    expect(taggedDigest('countersign/consent/v1', { a: 1 })).toBe(node('countersign/consent/v1\0{"a":1}'))
    expect(taggedDigest('x', 1)).not.toBe(taggedDigest('y', 1))
    expect(taggedDigest('x', 1)).not.toBe(digestOf(1))
    expect(() => taggedDigest('x\0', 1)).toThrow(TypeError)
    expect(() => taggedDigest('', 1)).toThrow(TypeError)
  })

  test('changing any member changes the digest', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { minKeys: 1 }), fc.nat(), (record, pick) => {
        const plain = { ...record }
        const keys = Object.keys(plain)
        const key = keys[pick % keys.length] ?? ''
        expect(digestOf({ ...plain, [key]: (plain[key] ?? 0) + 1 })).not.toBe(digestOf(plain))
      }),
    )
  })

  test('an NFC text and its NFD twin have different digests', () => {
    expect(digestOf('\u00e9')).not.toBe(digestOf('e\u0301'))
  })
})

describe('base64', () => {
  test('both alphabets agree with the platform and decode back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (data) => {
        expect(toBase64Url(data)).toBe(Buffer.from(data).toString('base64url'))
        expect(toBase64(data)).toBe(Buffer.from(data).toString('base64'))
        expect(fromBase64Url(toBase64Url(data))).toEqual(data)
        expect(fromBase64(toBase64(data))).toEqual(data)
      }),
    )
  })

  test('one value has one spelling: whatever decodes encodes to the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw-_+/= \n'), maxLength: 8 }), (text) => {
        const url = fromBase64Url(text)
        if (url !== null) expect(toBase64Url(url)).toBe(text)
        const standard = fromBase64(text)
        if (standard !== null) expect(toBase64(standard)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  test.each(['QQ==', 'QR', 'A', 'QUI=', 'Q Q', '+A', '/A', 'QUE\n', 'Q\u20ac', '\u00e9\u00e9'])(
    '%j is not base64url',
    (text) => {
      expect(fromBase64Url(text)).toBeNull()
    },
  )

  test.each(['QQ', 'QR==', 'QQ=', '=', '====', 'Q===', '-A==', 'QQ==QQ=='])('%j is not base64', (text) => {
    expect(fromBase64(text)).toBeNull()
  })

  test('SHA-256 gives the published value', () => {
    expect(Buffer.from(sha256(utf8('abc'))).toString('hex')).toBe(createHash('sha256').update('abc').digest('hex'))
  })
})
