import { describe, expect, it } from 'vitest'
import { type DecidedThen, outcomeWords, overturned } from './outcome'

const grant = (status: string, execution: 'succeeded' | 'failed' | 'unknown' | null = null) => ({ status, execution })

describe('what became of a decision', () => {
  it.each([
    [{ verb: 'approve', status: 'pending', grant: null }, 'waits for others', 'wartet auf andere', false],
    [{ verb: 'approve', status: 'denied', grant: null }, 'denied', 'abgelehnt', true],
    [{ verb: 'deny', status: 'denied', grant: null }, 'denied', 'abgelehnt', false],
    [
      { verb: 'deny', status: 'approved', grant: grant('issued') },
      'granted, not used yet',
      'freigegeben, noch nicht verwendet',
      true,
    ],
    [{ verb: 'approve', status: 'approved', grant: grant('completed', 'succeeded') }, 'done', 'erledigt', false],
    [{ verb: 'approve', status: 'approved', grant: grant('revoked') }, 'revoked', 'widerrufen', true],
    [
      { verb: 'approve', status: 'approved', grant: grant('revoked', 'unknown') },
      'nobody knows how it ended',
      'niemand weiß, wie es endete',
      true,
    ],
    [
      { verb: 'approve', status: 'approved', grant: grant('expired') },
      'granted, never used',
      'freigegeben, nie verwendet',
      false,
    ],
    [
      { verb: 'approve', status: 'expired', grant: null },
      'expired, nothing granted',
      'abgelaufen, nichts freigegeben',
      false,
    ],
    [{ verb: 'abstain', status: 'denied', grant: null }, 'denied', 'abgelehnt', false],
    [{ verb: 'deny', status: 'cancelled', grant: null }, 'taken back', 'zurückgezogen', false],
  ] as [DecidedThen, string, string, boolean][])('%j: %s', (then, english, german, against) => {
    expect([outcomeWords(then, 'en'), outcomeWords(then, 'de'), overturned(then)]).toEqual([english, german, against])
  })
})
