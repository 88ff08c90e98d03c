import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './languages'

const asked = (cookie: string | undefined, accept: string | null, pseudo = false) =>
  chooseLanguage({ cookie, accept, pseudo })

describe('the language of a page', () => {
  it.each([
    [null, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR,fr;q=0.9,en;q=0.7,de;q=0.8', 'de'],
    ['en-GB,de;q=0.9', 'en'],
    ['DE-ch', 'de'],
    ['de;q=0', 'en'],
    ['de;q=nonsense, en;q=0.1', 'en'],
    ['den', 'en'],
    ['ar-XB, *', 'en'],
  ])('is, for a browser that asks for %j, %s', (accept, language) => expect(asked(undefined, accept)).toBe(language))

  it('is what the person chose, whatever the browser asks for', () => expect(asked('en', 'de')).toBe('en'))
  it('is not what no language is called', () => expect(asked('xx"><script>', 'de')).toBe('de'))
  it('is a pseudo-language only by choice, and only where they are allowed', () => {
    expect(asked('ar-XB', null, true)).toBe('ar-XB')
    expect(asked('ar-XB', null)).toBe('en')
    expect(asked(undefined, 'en-XA', true)).toBe('en')
  })
})
