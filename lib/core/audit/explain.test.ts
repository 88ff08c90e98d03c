import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../canonical/json'
import { type EntryType, REQUIRED_SUBJECT } from './event'
import { explainEntry } from './explain'

const names = {
  actor: 'Mei Lin',
  title: 'Refund €38.00 to charge:ch_1',
  of: (id: string) => (id === 'exr_1' ? 'refund-runner' : id === 'usr_1' ? 'Ada' : id),
}

const table: [EntryType, { [key: string]: Json }, string, string][] = [
  [
    'request.submitted',
    { status: 'pending', boundary_version: 12, quorum: 2 },
    'neutral',
    'Mei Lin asked: Refund €38.00 to charge:ch_1. Boundary v12 asks 2 people.',
  ],
  [
    'request.submitted',
    { status: 'pending', boundary_version: 12, quorum: 1 },
    'neutral',
    'Mei Lin asked: Refund €38.00 to charge:ch_1. Boundary v12 asks one person.',
  ],
  [
    'request.submitted',
    { status: 'approved', boundary_version: 2, tier: 'notify' },
    'ok',
    'Mei Lin asked: Refund €38.00 to charge:ch_1. Boundary v2 allows it and tells people.',
  ],
  [
    'request.submitted',
    { status: 'denied', boundary_version: 2 },
    'danger',
    'Mei Lin asked: Refund €38.00 to charge:ch_1. Boundary v2 denied it.',
  ],
  ['decision.recorded', { verb: 'approve', factor: 'passkey' }, 'ok', 'Mei Lin approved with a passkey.'],
  [
    'guard.settings_changed',
    { before: { approvals: 0, rest_minutes: 20 }, after: { approvals: 12, rest_minutes: 20 }, setting_up: true },
    'warn',
    'Mei Lin set the fatigue guard to 12 approvals in 30 minutes, rests of 20 minutes (before: off), while setting up.',
  ],
  ['decision.recorded', { verb: 'approve', factor: 'session' }, 'ok', 'Mei Lin approved.'],
  ['decision.recorded', { verb: 'deny', code: 'wrong_scope' }, 'danger', 'Mei Lin denied: wrong scope.'],
  [
    'decision.recorded',
    { verb: 'approve', factor: 'passkey', batch: 'bat_1', batch_position: 3 },
    'ok',
    'Mei Lin approved with a passkey, in a batch.',
  ],
  ['batch.recorded', { kind: 'review', count: 12 }, 'neutral', 'Mei Lin signed one list of 12 decisions.'],
  ['batch.recorded', { kind: 'review', count: 1 }, 'neutral', 'Mei Lin signed one list of one decision.'],
  ['batch.recorded', { kind: 'denials', count: 1 }, 'neutral', 'Mei Lin denied one request.'],
  ['batch.recorded', { kind: 'denials', count: 3 }, 'neutral', 'Mei Lin denied 3 requests at once.'],
  ['decision.recorded', { verb: 'abstain' }, 'neutral', 'Mei Lin abstained.'],
  [
    'decision.refused',
    { verb: 'approve', why: 'sponsor' },
    'warn',
    'Mei Lin tried to approve and was refused: sponsors this agent or its executor.',
  ],
  [
    'grant.issued',
    { executor: 'exr_1', by: 'policy', ttl_seconds: 900 },
    'ok',
    'A grant for refund-runner was issued by policy alone, for 15 minutes.',
  ],
  [
    'grant.refused',
    { why: 'action_mismatch' },
    'danger',
    'Mei Lin presented a grant and was refused: the action was not the one consented to.',
  ],
  [
    'grant.revoked',
    { code: 'lease_over' },
    'danger',
    'The grant was revoked because no report came before the lease ended.',
  ],
  ['execution.completed', { outcome: 'failed' }, 'danger', 'Mei Lin reported that it failed; access has ended.'],
  [
    'execution.unknown',
    { accountable_owner: 'usr_1' },
    'danger',
    'No report came before the lease ended; the outcome is unknown. Ada answers for finding out.',
  ],
  ['execution.unknown', { outcome: 'unknown' }, 'danger', 'The executor reported that the outcome is unknown.'],
]

describe('explainEntry', () => {
  test.each(table)('%s %j', (type, facts, tone, sentence) => {
    expect(explainEntry(type, facts, names)).toEqual({ tone, sentence })
  })

  test('says one sentence for every type and whatever facts, and never shows code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(REQUIRED_SUBJECT)),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, facts) => {
          const { sentence } = explainEntry(type, facts as { [key: string]: Json }, names)
          expect(sentence).toMatch(/^\S.*\.$/su)
          expect(sentence).not.toMatch(/undefined|\[object|null/)
        },
      ),
    )
  })

  test('an entry of a later version is named as it is', () => {
    expect(explainEntry('agent.cloned', {}, names)).toEqual({ sentence: 'Mei Lin: agent.cloned.', tone: 'neutral' })
    expect(explainEntry('toString', {}, names).sentence).toBe('Mei Lin: toString.')
  })
})
