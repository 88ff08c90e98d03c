import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Gap, sayGap, type VendorGap } from '../accountability/gap'
import { combine } from '../boundary/combine'
import { accountabilityRoles } from '../directory'
import { sayStopped } from '../machine/stop'
import { bindingCode, type DigestInput, requestDigest } from './digest'
import { outcomeSentence } from './outcome'
import { sayReason } from './reason'
import { findResource, inexactScope, matchesGlob, readResource } from './resource'
import { effectiveStatus } from './state'
import { expiredReason } from './wire'

const input: DigestInput = {
  workflow: 'payments',
  boundaryVersion: 3,
  agent: 'agt_1',
  principals: ['usr_b', 'usr_a'],
  action: 'payments.refund',
  resource: 'charge:ch_1042',
  params: { amount: 12_000, currency: 'EUR' },
  executor: 'exr_1',
  secret: null,
  requestId: 'req_1',
  notAfter: new Date('2026-11-23T10:00:00.000Z'),
}

describe('the digest', () => {
  test('is the same for principals in any order', () => {
    expect(requestDigest({ ...input, principals: ['usr_a', 'usr_b'] })).toBe(requestDigest(input))
  })
  test('is 43 characters of base64url and known (a change of its members is a new version)', () => {
    expect(requestDigest(input)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
  test.each<[string, Partial<DigestInput>]>([
    ['workflow', { workflow: 'x' }],
    ['boundary version', { boundaryVersion: 4 }],
    ['agent', { agent: 'agt_2' }],
    ['principals', { principals: ['usr_a'] }],
    ['action', { action: 'payments.payout' }],
    ['resource', { resource: 'charge:ch_1043' }],
    ['params', { params: { amount: 12_001, currency: 'EUR' } }],
    ['a param more', { params: { amount: 12_000, currency: 'EUR', memo: '' } }],
    ['executor', { executor: 'exr_2' }],
    ['secret', { secret: { store: 's', path: 'p' } }],
    ['request id', { requestId: 'req_2' }],
    ['deadline', { notAfter: new Date('2026-11-23T10:00:00.001Z') }],
    ['NFC against NFD (ATTACKS 8)', { resource: 'charge:e\u0301' }],
  ])('changes with %s (ATTACKS 3)', (_, change) =>
    expect(requestDigest({ ...input, ...change })).not.toBe(requestDigest(input)),
  )

  test('gives a short code with the workflow prefix', () =>
    expect(bindingCode('PAY', requestDigest(input))).toMatch(/^PAY-[2-9A-HJKMNP-TV-Z]{4}$/))
})

describe('resources are exact', () => {
  test.each(['charge:ch_*', 'charge:', ':x', 'charge', 'Charge:x', 'charge:a b', 'charge:?'])('%s is refused', (text) =>
    expect(readResource(text)).toBeNull(),
  )
  test('the most specific pattern wins', () => {
    const pattern = (id: string, glob: string) => ({
      id,
      kind: 'table',
      pattern: glob,
      title: id,
      environment: 'prod',
      sensitivity: 'low',
      facts: {},
    })
    expect(
      findResource('table:prod.orders', 'table', [pattern('a', 'table:*'), pattern('b', 'table:prod.orders')])?.id,
    ).toBe('b')
    expect(findResource('table:prod.orders', 'file', [pattern('a', 'table:*')])).toBeNull()
  })
  test('a pattern that would blow up a backtracking engine is answered in linear time (ATTACKS 107)', () => {
    const started = performance.now()
    expect(matchesGlob(`${'a'.repeat(512)}!`, `${'a*'.repeat(60)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  })
  test('a glob without star matches only itself', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z:.]{0,20}$/),
        fc.stringMatching(/^[a-z:.]{0,20}$/),
        (a, b) => matchesGlob(a, b) === (a === b),
      ),
    )
  })
  test.each(['*', 'prod/*', 'admin', 'Owner', 'all', 'read-write'])(
    '%s is a role label or wildcard, not a scope',
    (part) => expect(inexactScope(['vault', part])).toBe(part),
  )
  test('an exact path is a scope', () =>
    expect(inexactScope(['vault', 'stripe/live/webhook', '7', 'signing_key'])).toBeNull())
})

test('a pending request past its deadline is expired, whatever has been swept', () => {
  const at = new Date('2026-11-23T10:00:00Z')
  expect(effectiveStatus('pending', at, at)).toBe('expired')
  expect(effectiveStatus('pending', new Date(at.getTime() + 1), at)).toBe('pending')
  expect(effectiveStatus('approved', at, at)).toBe('approved')
})

describe('each outcome has its sentence', () => {
  const base = { tier: 'approve', denial: null, approvers: [], reason: null, why: null }
  const policy = { ...base, tier: 'deny', status: 'denied' as const }
  test.each<[Parameters<typeof outcomeSentence>[0], string, string]>([
    [
      { ...base, status: 'approved', approvers: ['Mei', 'Tom'] },
      'Mei and Tom approved this.',
      'Mei und Tom haben das genehmigt.',
    ],
    [{ ...base, status: 'approved', approvers: ['Mei'] }, 'Mei approved this.', 'Mei hat das genehmigt.'],
    [
      { ...base, status: 'approved', tier: 'allow' },
      'Approved by policy alone.',
      'Allein durch die Richtlinie genehmigt.',
    ],
    [
      { ...base, status: 'denied', denial: { name: 'Mei', code: 'wrong_scope' } },
      'Mei denied this: wrong scope.',
      'Mei hat das abgelehnt: falscher Umfang.',
    ],
    [
      { ...base, status: 'denied', told: { code: 'decision.taken_back', message: '' } },
      'The approval was taken back before the grant was released.',
      'Die Genehmigung wurde zurückgenommen, bevor die Freigabe erteilt war.',
    ],
    [policy, 'Denied by policy. No rule allows it.', 'Durch die Richtlinie abgelehnt. Keine Regel erlaubt es.'],
    [
      { ...policy, reason: { code: 'rule.forbidden', message: 'Never at night' } },
      'Denied by policy. Never at night',
      'Durch die Richtlinie abgelehnt. Never at night',
    ],
    [
      { ...base, status: 'expired' },
      'Expired. Nothing was granted. The agent was told.',
      'Abgelaufen. Es wurde nichts freigegeben. Der Agent wurde benachrichtigt.',
    ],
    [
      { ...base, status: 'cancelled' },
      'Cancelled by the agent that asked.',
      'Vom Agenten zurückgezogen, der angefragt hat.',
    ],
    [
      {
        ...base,
        status: 'cancelled',
        told: { code: 'request.cancelled', message: sayStopped('billing-agent', 'suspended') },
      },
      'Cancelled because billing-agent was suspended.',
      'Zurückgezogen, weil billing-agent gesperrt wurde.',
    ],
    [
      { ...base, status: 'cancelled', told: { code: 'request.superseded', message: '' } },
      'Replaced by a newer revision. Nothing was granted.',
      'Durch eine neuere Revision ersetzt. Es wurde nichts freigegeben.',
    ],
  ])('%j: %s', (outcome, english, german) => {
    expect(outcomeSentence(outcome, 'en')).toBe(english)
    expect(outcomeSentence(outcome, 'de')).toBe(german)
  })

  test('and a pending one has none', () => expect(outcomeSentence({ ...base, status: 'pending' }, 'de')).toBeNull())
})

describe('a stored reason', () => {
  test.each([
    ...combine({ permits: [], forbids: [], errors: [] }, new Map(), false).reasons,
    ...combine({ permits: [], forbids: [], errors: ['x'] }, new Map(), false).reasons,
    expiredReason,
  ])('$code is said in German, and as it is stored in English', (reason) => {
    expect(sayReason(reason, 'en')).toBe(reason.message)
    expect(sayReason(reason, 'de')).not.toBe(reason.message)
  })

  test('that nobody answers names the roles and the runtime', () => {
    const gaps: (Gap | VendorGap)[] = [
      ...accountabilityRoles.map((role): Gap => ({ role, why: 'lapsed' })),
      ...(['contract', 'contact', 'approval_logic', 'logging', 'incident_response'] as const).map(
        (missing): VendorGap => ({ runtime: 'acme-hosted', missing }),
      ),
    ]
    for (const gap of gaps) {
      const message = `Nobody answers for ${sayGap(gap)} in this workflow, so the answer is no.`
      const german = sayReason({ code: 'accountability.gap', message }, 'de')
      expect(german).toMatch(/^In diesem Workflow ist die Verantwortung nicht besetzt \((.+)\), deshalb .* Nein\.$/)
      expect(german.includes('acme-hosted')).toBe('missing' in gap)
      expect(german).not.toContain(sayGap(gap))
    }
    const two = 'Nobody answers for accountable owner, logging in this workflow, so the answer is no.'
    expect(sayReason({ code: 'accountability.gap', message: two }, 'de')).toContain(
      '(verantwortliche Person, Protokollierung)',
    )
  })

  test('of a rule stays as its author wrote it', () =>
    expect(sayReason({ code: 'rule.matched', message: 'Refunds move money' }, 'de')).toBe('Refunds move money'))
})
