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

/** Facts with which every sentence says all that it can. */
const typical: { [key: string]: Json } = {
  slug: 'billing-agent',
  person: 'usr_1',
  executor: 'exr_1',
  workflow: 'payments',
  version: 7,
  boundary_version: 12,
  quorum: 2,
  count: 3,
  tries: 4,
  host: 'hooks.example',
  runtime: 'shared-gpu',
  action: 'payments.refund',
  pattern: 'charge:*',
  confirmed: 5,
  asked: 6,
  role: 'logging',
}
const NAMES = [
  'Mei Lin',
  'Ada',
  'Refund €38.00',
  'refund-runner',
  'billing-agent',
  'payments',
  'hooks.example',
  'shared-gpu',
  'payments.refund',
  'charge:*',
  '12',
  '7',
  ' 4 ',
  '5 ',
  '6 ',
  '12:40 UTC',
]
/** One fact changed, for each case that a sentence has. */
const variants: [string, Json][] = [
  ['', null],
  ['status', 'denied'],
  ['status', 'approved'],
  ['tier', 'notify'],
  ['quorum', 1],
  ['code', 'suspicious'],
  ['code', 'lease_over'],
  ['code', 'taken_back'],
  ['stopped', 'billing-agent'],
  ['superseded_by', 'req_2'],
  ['step', 'backup'],
  ['until', '2026-11-27T12:40:00.000Z'],
  ['to', 'usr_1'],
  ['to', 'nudge'],
  ['to', 'reroute'],
  ['of', 'sponsor'],
  ['kind', 'denials'],
  ['kind', 'api_key'],
  ['kind', 'executor'],
  ['verb', 'approve'],
  ['verb', 'deny'],
  ['verb', 'abstain'],
  ['factor', 'passkey'],
  ['batch', 'bat_1'],
  ['counter_proposal', true],
  ['by', 'policy'],
  ['ttl_seconds', 900],
  ['outcome', 'succeeded'],
  ['outcome', 'unknown'],
  ['accountable_owner', 'usr_1'],
  ['method', 'passkey'],
  ['method', 'oidc'],
  ['method', 'demo'],
  ['cancelled', 1],
  ['revoked', 3],
  ['changed', ['title', 'owner']],
  ['direction', 'loosens'],
  ['direction', 'tightens'],
  ['blockers', ['no_rules', 'team_empty']],
  ['setting_up', true],
  ['what', 'holiday'],
  ['what', 'order'],
  ['what', 'override'],
  ['delegate', 'usr_1'],
  ['right', true],
  ['after', { approvals: 12, rest_minutes: 20 }],
  ['why', 'signed_out'],
  ['why', 'gone'],
  ['why', 'revoked'],
  ['why', 'action_mismatch'],
  ['why', 'sponsor'],
  ['why', 'counter'],
  ['ended', true],
  ['channel', 'push'],
  ['channel', 'chat'],
  ['recipient', 'usr_1'],
  ['recipient', 'dev_1'],
]

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

  test('says one German sentence for every type and whatever facts, in the same tone, and never shows code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(REQUIRED_SUBJECT)),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (type, given) => {
          const facts = given as { [key: string]: Json }
          const { sentence, tone } = explainEntry(type, facts, names, 'de')
          expect(sentence).toMatch(/^\S.*\.$/su)
          expect(sentence).not.toMatch(/undefined|\[object|null/)
          expect(tone).toBe(explainEntry(type, facts, names).tone)
        },
      ),
    )
  })

  test.each(Object.keys(REQUIRED_SUBJECT) as EntryType[])('%s says in German what it says in English', (type) => {
    for (const [path, value] of variants) {
      const facts = path === '' ? typical : { ...typical, [path]: value }
      const [english, german] = [explainEntry(type, facts, names), explainEntry(type, facts, names, 'de')]
      expect(german.sentence).not.toBe(english.sentence)
      // The same names, numbers and places.
      const named = (sentence: string) => NAMES.filter((name) => sentence.includes(name))
      expect([german.sentence, named(german.sentence)]).toEqual([german.sentence, named(english.sentence)])
    }
    // Where English tells two cases apart, German does.
    const said = (language: 'en' | 'de') =>
      variants.map(([path, value]) => explainEntry(type, { ...typical, [path]: value }, names, language).sentence)
    const kinds = (sentences: string[]) => sentences.map((sentence) => sentences.indexOf(sentence))
    expect(kinds(said('de'))).toEqual(kinds(said('en')))
  })

  test.each<[EntryType, { [key: string]: Json }, string]>([
    [
      'request.submitted',
      { status: 'pending', boundary_version: 12, quorum: 2 },
      'Mei Lin hat angefragt: Refund €38.00 to charge:ch_1. Genehmigungsgrenze v12 verlangt 2 Personen.',
    ],
    ['decision.recorded', { verb: 'deny', code: 'wrong_scope' }, 'Mei Lin hat abgelehnt: falscher Umfang.'],
    [
      'decision.recorded',
      { verb: 'approve', factor: 'passkey', batch: 'bat_1' },
      'Mei Lin hat mit einem Passkey im Stapel genehmigt.',
    ],
    [
      'grant.issued',
      { executor: 'exr_1', by: 'policy', ttl_seconds: 900 },
      'Eine Freigabe für refund-runner wurde allein durch die Richtlinie ausgestellt, für 15 Minuten.',
    ],
    [
      'machine.quarantined',
      { slug: 'billing-agent', cancelled: 1, revoked: 3 },
      'Mei Lin hat billing-agent in Quarantäne genommen: eine Anfrage beendet, 3 Freigaben widerrufen.',
    ],
    [
      'boundary.submitted',
      { workflow: 'payments', version: 4, direction: 'loosens', activate_at: '2026-12-01T08:00:00.000Z' },
      'Mei Lin hat Version 4 der Genehmigungsgrenze von payments zur Prüfung eingereicht; sie lockert; in Kraft ab 01.12.2026, 08:00 UTC.',
    ],
    ['boundary.activated', { workflow: 'payments' }, 'Die Genehmigungsgrenze von payments ist in Kraft.'],
    [
      'proposal.applied',
      { kind: 'person.role', subject: { person_id: 'usr_1', role: 'compliance' } },
      'Mei Lin hat zugestimmt: usr_1 die Rolle Compliance geben.',
    ],
  ])('in German: %s %j', (type, facts, sentence) => {
    expect(explainEntry(type, facts, names, 'de').sentence).toBe(sentence)
  })

  test('an entry of a later version is named as it is', () => {
    expect(explainEntry('agent.cloned', {}, names)).toEqual({ sentence: 'Mei Lin: agent.cloned.', tone: 'neutral' })
    expect(explainEntry('toString', {}, names).sentence).toBe('Mei Lin: toString.')
  })
})
