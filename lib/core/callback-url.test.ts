import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathAfterSignIn } from './callback-url'

const ORIGIN = 'https://consent.example'

describe('after sign-in', () => {
  it.each([
    ['/inbox?view=mine#top', '/inbox?view=mine#top'],
    [`${ORIGIN}/inbox/req_1`, '/inbox/req_1'],
    [ORIGIN, '/'],
  ])('a page of this site is kept: %s', (url, path) => {
    expect(pathAfterSignIn(url, ORIGIN)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://evil.example',
    'https:/evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    `${ORIGIN}.evil.example/`,
    `${ORIGIN}@evil.example/`,
    `https://consent.example@evil.example/`,
    `${ORIGIN}:444/`,
    'http://consent.example/',
    `${ORIGIN}//evil.example`,
    '/.//evil.example',
    '/a/..//evil.example',
    '',
    'inbox',
  ])('another site is never reached: %j', (url) => {
    expect(pathAfterSignIn(url, ORIGIN)).toBe('/')
  })

  it('whatever is given, a browser stays on this origin', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      ' ',
      'https:',
      ORIGIN,
      'evil.example',
      '%2f',
      '%5c',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), (pieces) => {
        const path = pathAfterSignIn(pieces.join(''), ORIGIN)
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN)
        expect(path.startsWith('/')).toBe(true)
      }),
    )
  })
})
