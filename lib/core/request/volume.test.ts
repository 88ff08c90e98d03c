import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOLD_MINUTES, tooMuch, type Volume } from './volume'

const limits = { perPool: 5, perAgent: 20, perSponsor: 40, denials: 3 }
const now = new Date('2026-11-26T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const quiet: Volume = { inPool: 0, ofAgent: 0, ofSponsor: 0, denied: [] }

describe('people are asked once more', () => {
  test.each<[string, Partial<Volume>, string | null]>([
    ['by an agent that has nothing waiting', {}, null],
    ['one below every cap', { inPool: 4, ofAgent: 19, ofSponsor: 39 }, null],
    ['not with the cap of the same approvers reached', { inPool: 5, ofAgent: 5, ofSponsor: 5 }, 'volume.pending_cap'],
    ['not with the cap of the agent reached', { inPool: 1, ofAgent: 20, ofSponsor: 20 }, 'volume.pending_cap'],
    ['not with the cap of the sponsor reached, by whichever agent', { ofSponsor: 40 }, 'volume.pending_cap'],
    ['after two denials', { denied: [ago(1), ago(2)] }, null],
    ['not after three', { denied: [ago(1), ago(2), ago(9)] }, 'volume.held'],
    ['once the oldest of three is out of the window', { denied: [ago(1), ago(2), ago(HOLD_MINUTES)] }, null],
  ])('%s', (_, some, code) => {
    expect(tooMuch({ ...quiet, ...some }, limits, now)?.code ?? null).toBe(code)
  })

  test('a held agent is told when it may go on: when the oldest of the last denials is ten minutes old', () => {
    expect(tooMuch({ ...quiet, denied: [ago(1), ago(4), ago(8), ago(9)] }, limits, now)).toMatchObject({
      code: 'volume.held',
      retryAfterSeconds: 120,
    })
  })

  test('no number of denials holds where that is turned off', () => {
    const denied = Array.from({ length: 50 }, () => now)
    expect(tooMuch({ ...quiet, denied }, { ...limits, denials: 0 }, now)).toBeNull()
  })

  test('whatever is refused may be tried again later, and more waiting never opens the door', () => {
    const count = fc.nat(60)
    fc.assert(
      fc.property(count, count, count, fc.nat(30), (inPool, ofAgent, ofSponsor, more) => {
        const volume = { ...quiet, inPool, ofAgent, ofSponsor }
        const refusal = tooMuch(volume, limits, now)
        if (!refusal) return
        expect(refusal.retryAfterSeconds).toBeGreaterThan(0)
        expect(tooMuch({ ...volume, inPool: inPool + more, ofAgent: ofAgent + more }, limits, now)).not.toBeNull()
      }),
    )
  })
})
