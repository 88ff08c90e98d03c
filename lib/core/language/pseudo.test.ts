import { describe, expect, it } from 'vitest'
import { mapMessage } from './message'
import { mirrored, stretched } from './pseudo'

const MESSAGES = [
  'Sign in',
  'Sign in to {organisation}',
  '{count, plural, =0 {No gap} one {# gap} other {# gaps}} in <b>{place}</b>',
  "It''s {kind, select, a {an '{a}'} other {another}}, {at, date, ::yyyyMMdd}",
]

describe('messages', () => {
  it.each(MESSAGES)('are left as they are by a walk: %s', (message) => expect(mapMessage(message, {})).toBe(message))
  it.each(['{', '}', '{name', 'a } b', '{n, plural, one {a}', '{n, plural, one a}', '{}'])(
    'are refused when broken: %s',
    (message) => expect(() => mapMessage(message, {})).toThrow(),
  )
})

describe('pseudo-languages', () => {
  it('make a text two fifths longer and keep what code gives', () => {
    expect(stretched('Sign in')).toBe('[Šîîĝñ îîñ~]')
    expect(stretched('Sign in to {organisation}')).toContain('{organisation}')
    expect(stretched('{n, plural, one {# gap} other {# gaps}}')).toMatch(
      /^\[\{n, plural, one \{# ĝååþ\} other \{# ĝååþš\}\}~*\]$/,
    )
    expect(stretched('Nothing matches.').length).toBeGreaterThanOrEqual('Nothing matches.'.length * 1.4)
  })
  it('run from right to left around each text, tags outside', () =>
    expect(mirrored('<b>Demo.</b> {n}')).toBe('<b>\u202eDemo.\u202c</b> {n}'))
})
