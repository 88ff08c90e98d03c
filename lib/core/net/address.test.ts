import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './address'
import { checkOutgoing } from './hook-url'

describe('isPublicAddress', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.1.1',
    '100.63.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::5',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  test.each([
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'cloud metadata'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.170', 'protocol'],
    ['192.0.2.1', 'documentation'],
    ['192.168.0.1', 'private'],
    ['198.18.0.1', 'benchmark'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'mapped loopback'],
    ['::ffff:7f00:1', 'mapped loopback in groups'],
    ['::ffff:169.254.169.254', 'mapped metadata'],
    ['::127.0.0.1', 'compatible, deprecated'],
    ['64:ff9b::7f00:1', 'translated loopback'],
    ['64:ff9b:1::1', 'local translation'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2002:a00:1::1', '6to4 of a private network'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['100::1', 'discard'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with its zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['127.1', 'short form'],
    ['0177.0.0.1', 'octal'],
    ['0x7f.0.0.1', 'hexadecimal'],
    ['2130706433', 'one number'],
    ['1.2.3.4.5', 'no address'],
    ['1::2::3', 'no address'],
    ['12345::', 'no address'],
    ['localhost', 'a name'],
    ['', 'nothing'],
  ])('%s is not (%s; ATTACKS 93)', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('checkOutgoing', () => {
  const none = new Set<string>()
  const verdict = (url: string, allowed: ReadonlySet<string> = none) => {
    const checked = checkOutgoing(url, allowed)
    return checked.ok ? 'ok' : checked.why
  }

  test.each([
    'https://hooks.slack.com/services/T0/B0/x',
    'https://8.8.8.8/x',
    'https://chat.example.org:8443/hook?a=1',
    'https://xn--bcher-kva.example/',
  ])('%s may be called', (url) => expect(verdict(url)).toBe('ok'))

  test.each([
    'http://hooks.slack.com/x',
    'ftp://example.org/x',
    'file:///etc/passwd',
    'https://localhost/x',
    'https://LOCALHOST./x',
    'https://127.0.0.1/x',
    'https://127.1/x',
    'https://2130706433/x',
    'https://0x7f000001/x',
    'https://017700000001/x',
    'https://0/x',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::ffff:7f00:1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://metadata.google.internal/x',
    'https://printer.local/x',
    'https://chat/x',
    'https://user:password@example.org/x',
    'https://user@example.org/x',
    'https://example.org/x#fragment',
    'https://example.org/\r\nHost: evil',
    'https://１２７.0.0.1/x',
    'https://exa\u200bmple.org/',
    `https://example.org/${'x'.repeat(2_100)}`,
    'not an address',
    '//example.org/x',
    '',
  ])('%s may not (ATTACKS 93)', (url) => expect(verdict(url)).not.toBe('ok'))

  test('only the very host and port that the operator opened may be inside, and by http', () => {
    const allowed = new Set(['127.0.0.1:8065', 'chat.internal:443'])
    expect(verdict('http://127.0.0.1:8065/hooks/x', allowed)).toBe('ok')
    expect(verdict('https://chat.internal/hooks/x', allowed)).toBe('ok')
    expect(verdict('http://127.0.0.1:8066/hooks/x', allowed)).not.toBe('ok')
    expect(verdict('http://127.1:8065/hooks/x', allowed)).toBe('ok')
    expect(verdict('http://chat.internal/hooks/x', allowed)).not.toBe('ok')
    expect(verdict('http://user@127.0.0.1:8065/hooks/x', allowed)).not.toBe('ok')
  })
})
