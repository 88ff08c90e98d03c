import { describe, expect, test } from 'vitest'
import { clientAddress } from './client-address'
import { RateLimiter } from './rate-limit'

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000)

describe('rate limits', () => {
  test('a burst passes, the next is refused with the seconds to wait, and then it goes on', () => {
    const limiter = new RateLimiter({ perMinute: 60, burst: 3, mostCallers: 10 })
    for (let i = 0; i < 3; i++) expect(limiter.take('a', at(0)).ok).toBe(true)
    expect(limiter.take('a', at(0))).toEqual({ ok: false, refusal: { code: 'rate.limited', retryAfterSeconds: 1 } })
    expect(limiter.take('b', at(0)).ok).toBe(true)
    expect(limiter.take('a', at(1)).ok).toBe(true)
    expect(limiter.take('a', at(1)).ok).toBe(false)
  })

  test('a clock that steps back gives nobody anything', () => {
    const limiter = new RateLimiter({ perMinute: 60, burst: 1, mostCallers: 10 })
    expect(limiter.take('a', at(100)).ok).toBe(true)
    expect(limiter.take('a', at(0)).ok).toBe(false)
  })

  test('memory is bounded however many callers there are', () => {
    const limiter = new RateLimiter({ perMinute: 60, burst: 1, mostCallers: 100 })
    for (let i = 0; i < 10_000; i++) limiter.take(`caller ${i}`, at(0))
    expect(limiter.size).toBe(100)
  })
})

describe('the address that is counted', () => {
  const headers = (xff: string) => new Headers({ 'x-forwarded-for': xff })

  test('without proxies of our own the header is not believed', () => {
    expect(clientAddress(headers('1.1.1.1'), '9.9.9.9', 0)).toBe('9.9.9.9')
    expect(clientAddress(headers('1.1.1.1'), undefined, 0)).toBeNull()
  })

  test('only as many entries are believed as there are proxies', () => {
    expect(clientAddress(headers('6.6.6.6, 1.1.1.1'), '9.9.9.9', 1)).toBe('1.1.1.1')
    expect(clientAddress(headers('6.6.6.6, 1.1.1.1, 2.2.2.2'), '9.9.9.9', 2)).toBe('1.1.1.1')
    expect(clientAddress(headers(''), '9.9.9.9', 1)).toBe('9.9.9.9')
  })
})
