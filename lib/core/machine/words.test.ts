import { expect, test } from 'vitest'
import { type HealthFacts, healthOf } from './health'

const now = new Date('2026-11-26T12:00:00Z')
const day = 86_400_000
const fine: HealthFacts = {
  kind: 'agent',
  status: 'active',
  runtime: { slug: 'batch-eu-1', status: 'active', gaps: [] },
  sponsorActive: true,
  seenAt: now,
  credentialEnds: [null],
  named: 1,
}
const everything: readonly Partial<HealthFacts>[] = [
  {},
  { named: 0 },
  { status: 'retired' },
  { status: 'quarantined' },
  { status: 'suspended', sponsorActive: false },
  { runtime: { slug: 'batch-eu-1', status: 'suspended', gaps: [] } },
  { runtime: { slug: 'batch-eu-1', status: 'quarantined', gaps: ['Protokollierung'] } },
  { credentialEnds: [], seenAt: null },
  { credentialEnds: [new Date(now.getTime() + 5.5 * day)], seenAt: new Date(now.getTime() - 12 * day) },
]

test('every remark on a machine has a German sentence, with the same names and numbers', () => {
  const remarks = (language: 'en' | 'de') => everything.flatMap((over) => healthOf({ ...fine, ...over }, now, language))
  const [english, german] = [remarks('en'), remarks('de')]
  expect(german.map(({ code, tone }) => [code, tone])).toEqual(english.map(({ code, tone }) => [code, tone]))
  expect(new Set(english.map(({ code }) => code)).size).toBe(12)
  for (const [at, { text }] of english.entries()) {
    expect(german[at]?.text).not.toBe(text)
    for (const kept of ['batch-eu-1', 'Protokollierung', '12', ' 5 '])
      expect(german[at]?.text.includes(kept)).toBe(text.includes(kept))
  }
})
