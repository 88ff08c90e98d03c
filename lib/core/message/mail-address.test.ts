import { describe, expect, test } from 'vitest'
import { isMailAddress } from './mail-address'

describe('isMailAddress', () => {
  test.each([
    'mei.lin@kestrel.example',
    'a@b.co',
    'first+tag@sub.domain-with-hyphen.org',
    "o'brien_1@xn--bcher-kva.example",
    'root@localhost',
  ])('%s is sent to', (address) => expect(isMailAddress(address)).toBe(true))

  test.each([
    // The four advisories of ATTACKS 92.
    ['a comma list (CVE-2022-35924)', 'attacker@evil.com,victim@kestrel.example'],
    ['markup (CVE-2022-31127)', '<a href="http://evil.com">x</a>@kestrel.example'],
    ['a quoted local part that a parser splits (GHSA-5jpx)', '"attacker@evil.com x"@kestrel.example'],
    ['a look-alike of the at sign (GHSA-7rqj)', 'mei.lin＠evil.com'],
    // Their neighbours.
    ['a display name', 'Mei <mei@kestrel.example>'],
    ['a header in a line break (CRLF)', 'mei@kestrel.example\r\nBcc: all@kestrel.example'],
    ['a line break at the end', 'mei@kestrel.example\n'],
    ['two at signs', 'mei@evil.com@kestrel.example'],
    ['a semicolon list', 'a@evil.com;b@kestrel.example'],
    ['a comment', 'mei(evil.com)@kestrel.example'],
    ['a group', 'friends:mei@kestrel.example;'],
    ['a letter that is none of ASCII', 'méi@kestrel.example'],
    ['a Cyrillic letter in the domain', 'mei@kеstrel.example'],
    ['an address literal', 'mei@[127.0.0.1]'],
    ['a bare address as the domain', 'mei@127.0.0.1'],
    ['a source route', '@evil.com:mei@kestrel.example'],
    ['two dots', 'mei..lin@kestrel.example'],
    ['a dot at the end', 'mei.@kestrel.example'],
    ['a name without a dot', 'mei@kestrel'],
    ['a space', 'mei lin@kestrel.example'],
    ['nothing', ''],
    ['too long a local part', `${'a'.repeat(65)}@kestrel.example`],
    ['too long a whole', `mei@${'a.'.repeat(130)}example`],
  ])('%s is not (ATTACKS 92)', (_, address) => expect(isMailAddress(address)).toBe(false))
})
