import { describe, expect, it } from 'vitest'
import { type DecidedThen, outcomeWords, overturned } from './outcome'

const grant = (status: string, execution: 'succeeded' | 'failed' | 'unknown' | null = null) => ({ status, execution })

describe('what became of a decision', () => {
  it.each([
    [{ verb: 'approve', status: 'pending', grant: null }, 'waits for others', false],
    [{ verb: 'approve', status: 'denied', grant: null }, 'denied', true],
    [{ verb: 'deny', status: 'denied', grant: null }, 'denied', false],
    [{ verb: 'deny', status: 'approved', grant: grant('issued') }, 'granted, not used yet', true],
    [{ verb: 'approve', status: 'approved', grant: grant('completed', 'succeeded') }, 'done', false],
    [{ verb: 'approve', status: 'approved', grant: grant('revoked') }, 'revoked', true],
    [{ verb: 'approve', status: 'approved', grant: grant('revoked', 'unknown') }, 'nobody knows how it ended', true],
    [{ verb: 'approve', status: 'approved', grant: grant('expired') }, 'granted, never used', false],
    [{ verb: 'approve', status: 'expired', grant: null }, 'expired, nothing granted', false],
    [{ verb: 'abstain', status: 'denied', grant: null }, 'denied', false],
    [{ verb: 'deny', status: 'cancelled', grant: null }, 'taken back', false],
  ] as [DecidedThen, string, boolean][])('%j: %s', (then, words, against) => {
    expect([outcomeWords(then), overturned(then)]).toEqual([words, against])
  })
})
