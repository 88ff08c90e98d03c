import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePunycode } from './punycode'
import { isAsciiPrintable } from './safe'
import { describeUrl } from './url'

describe('addresses', () => {
  test('the host is what a browser would visit, with its Punycode decoded beside it', () => {
    expect(describeUrl('https://xn--80ak6aa92e.com/x')).toEqual({
      scheme: 'https',
      host: 'xn--80ak6aa92e.com',
      unicodeHost: '\u0430\u0440\u0440\u04cf\u0435.com',
      flags: ['host.punycode'],
    })
    expect(describeUrl('https://p\u0430ypal.com')?.flags).toEqual(['host.punycode', 'host.mixed_script'])
    expect(describeUrl('https://example.com/path?q=1')).toEqual({
      scheme: 'https',
      host: 'example.com',
      unicodeHost: null,
      flags: [],
    })
  })

  test.each([
    ['javascript:alert(1)', ['scheme.dangerous', 'host.missing']],
    ['java\nscript:alert(1)', ['scheme.dangerous', 'host.missing', 'hidden']],
    [' JaVaScRiPt:alert(1)', ['scheme.dangerous', 'host.missing']],
    ['data:text/html,<script>alert(1)</script>', ['scheme.dangerous', 'host.missing']],
    ['vbscript:x', ['scheme.dangerous', 'host.missing']],
    ['file:///etc/passwd', ['scheme.dangerous', 'host.missing']],
    ['https://bank.example@evil.example/', ['userinfo']],
    ['https://bank.example:443@evil.example:8443/', ['userinfo', 'port']],
    ['http://2130706433/', ['scheme.insecure', 'host.address']],
    ['https://[::ffff:127.0.0.1]/', ['host.address']],
    ['https://example.com/\u202egnp.exe', ['hidden']],
  ])('%j is flagged', (text, flags) => {
    expect(describeUrl(text)?.flags).toEqual(flags)
  })

  test('a text that is no absolute address is not described', () => {
    expect(describeUrl('example.com')).toBeNull()
    expect(describeUrl('//example.com')).toBeNull()
    expect(describeUrl('https://')).toBeNull()
  })

  test('Punycode is decoded as the platform decodes it', () => {
    const letters = fc.constantFrom(...'abcxyz019\u00fc\u00e9\u00f1\u0430\u0440\u03b1\u65e5\u672c\u8a9e\ud55c')
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 12 }), (label) => {
        const ascii = domainToASCII(label)
        if (ascii.startsWith('xn--')) expect(decodePunycode(ascii.slice(4))).toBe(domainToUnicode(ascii))
      }),
      { numRuns: 1000 },
    )
  })

  test('any label is decoded or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{0,63}$/), (label) => void decodePunycode(label)),
      { numRuns: 3000 },
    )
    expect(decodePunycode('a'.repeat(64))).toBeNull()
    expect(decodePunycode('99999999')).toBeNull()
    expect(decodePunycode('\u00e9')).toBeNull()
  })

  test('printable ASCII is told from everything else', () => {
    expect(isAsciiPrintable('ch_1042 ~!')).toBe(true)
    expect(isAsciiPrintable('')).toBe(true)
    for (const text of ['\n', '\u007f', '\u00e9', 'a\u200b', 'a\n']) expect(isAsciiPrintable(text)).toBe(false)
  })
})
