import { describe, expect, test } from 'vitest'
import { EnvironmentError, readEnvironment } from './env'

const refusal = (source: Record<string, string>): string => {
  try {
    readEnvironment(source)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  return ''
}

describe('readEnvironment', () => {
  test('an empty environment is a loopback server with everything in one process and a database of its own', () => {
    expect(readEnvironment({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      baseUrl: 'http://localhost:3000',
      roles: ['web', 'worker'],
      databaseUrl: undefined,
      demo: false,
      oidc: null,
      trustedProxies: 0,
    })
  })

  test('a blank variable is an absent one', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(readEnvironment({}))
  })

  test('one database address serves all purposes until others are given', () => {
    const one = 'postgresql://owner@db/x'
    expect(readEnvironment({ DATABASE_URL: one })).toMatchObject({ databaseAppUrl: one, databaseDirectUrl: one })
    const three = readEnvironment({
      DATABASE_URL: one,
      DATABASE_APP_URL: 'postgres://app@db/x',
      DATABASE_DIRECT_URL: 'postgres://app@direct/x',
    })
    expect(three).toMatchObject({ databaseAppUrl: 'postgres://app@db/x', databaseDirectUrl: 'postgres://app@direct/x' })
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://x'],
    ['COUNTERSIGN_ROLES', 'web,king'],
    ['COUNTERSIGN_ROLES', ','],
    ['COUNTERSIGN_BASE_URL', 'ftp://x'],
    ['COUNTERSIGN_DEMO', 'yes'],
    ['COUNTERSIGN_TRUSTED_PROXIES', '-1'],
    ['COUNTERSIGN_SESSION_SECRET', 'short'],
    ['OIDC_ISSUER', 'not an address'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(refusal({ [name]: value })).toContain(`${name}:`)
  })

  test('a wrong secret is not repeated in the message', () => {
    expect(refusal({ COUNTERSIGN_SESSION_SECRET: 'tooShortSecret', DATABASE_URL: 'x://u:pass1word@h/d' })).not.toMatch(
      /tooShort|pass1word/,
    )
  })

  test('half of a single sign-on configuration is refused, a whole one is taken', () => {
    expect(refusal({ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'me' })).toContain('OIDC_CLIENT_SECRET')
    const whole = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'me', OIDC_CLIENT_SECRET: 'x' }
    expect(readEnvironment(whole).oidc).toEqual({
      issuer: 'https://id.example',
      clientId: 'me',
      clientSecret: 'x',
      name: 'Single sign-on',
    })
  })
})
