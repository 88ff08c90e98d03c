import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { pointedErrors, problemResponse } from './problem'
import { problems } from './problem-table'

describe('problem+json', () => {
  test('every refusal has a stable code in its body, in its type and a fitting status', async () => {
    const response = problemResponse({ code: 'request.not_pending', status: 'denied' })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: expect.stringMatching(/\/problems\/request\.not_pending$/),
      title: 'Not pending',
      status: 409,
      detail: 'The request is already denied.',
      code: 'request.not_pending',
    })
    for (const row of Object.values(problems)) expect(row.status).toBeGreaterThanOrEqual(400)
  })

  test('private reasons stay private', async () => {
    expect(
      await problemResponse({ code: 'sign_in.refused', why: 'the passkey counter went back' }).text(),
    ).not.toContain('counter')
    expect(await problemResponse({ code: 'decision.not_eligible', why: 'sponsor' }).json()).toMatchObject({
      why: 'sponsor',
    })
  })

  test('401 names the scheme, 405 the methods, 429 the seconds', () => {
    expect(problemResponse({ code: 'auth.missing' }).headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(problemResponse({ code: 'auth.invalid' }).headers.get('www-authenticate')).toContain('invalid_token')
    expect(problemResponse({ code: 'method_not_allowed', allow: ['GET', 'HEAD'] }).headers.get('allow')).toBe(
      'GET, HEAD',
    )
    expect(problemResponse({ code: 'rate.limited', retryAfterSeconds: 1.2 }).headers.get('retry-after')).toBe('2')
  })

  test('field errors point at the member, and an unknown member is named', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ 'a/b': z.number() })) })
    const issues = schema.safeParse({ list: [{ 'a/b': 'x', '~c': 1 }], status: 'approved' }).error?.issues ?? []
    expect(pointedErrors(issues).map(({ pointer }) => pointer)).toEqual(['/list/0/a~1b', '/list/0/~0c', '/status'])
  })
})
