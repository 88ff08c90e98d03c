import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, teamOf } from '@/e2e/support/directory'
import type { Consent } from '../boundary/consent'
import type { Directory } from '../directory'
import { type Deciding, whyIneligible } from './eligibility'
import { resolve, type Vote } from './quorum'

const askedAt = new Date('2026-11-26T10:00:00Z')
const directory = (over: Partial<Directory> = {}): Directory =>
  directoryWith({
    people: new Map([
      personOf('ana'),
      personOf('bo'),
      personOf('cy'),
      personOf('late'),
      personOf('freer'),
      personOf('sponsor'),
      personOf('gone', { status: 'disabled' }),
      personOf('outsider'),
    ]),
    teams: new Map([
      teamOf('t1', 'ops', ['ana', 'bo', 'sponsor', 'gone', 'late', 'freer'], {
        since: { late: new Date(askedAt.getTime() + 1) },
      }),
      teamOf('t2', 'ops-admin', ['cy']),
    ]),
    agents: new Map([
      ['agt', { id: 'agt', slug: 'a', title: '', sponsorId: 'sponsor', runtimeId: 'r', status: 'active' }],
    ]),
    ...over,
  })
const consent = (over: Partial<Consent> = {}): Consent => ({
  tier: 'approve',
  groups: [{ rule: 'r', team_ids: ['t1'], quorum: 1 }],
  quorum: 1,
  stepup: 'none',
  grant_ttl_s: 600,
  decide_within_s: 600,
  grace_s: 0,
  deny_threshold: 1,
  ...over,
})
const asked = (over: Partial<Consent> = {}, principals: string[] = []): Deciding => ({
  agentId: 'agt',
  sponsorId: 'sponsor',
  executorId: 'exr',
  principals,
  barred: ['freer'],
  consent: consent(over),
  createdAt: askedAt,
})
const vote = (personId: string, verb: Vote['verb'] = 'approve', passkeyId: string | null = null): Vote => ({
  personId,
  verb,
  passkeyId,
})

describe('who may decide', () => {
  test.each([
    ['a member of the team', 'ana', [], null],
    ['someone of another team whose name begins alike (ATTACKS 33)', 'cy', [], 'not_in_team'],
    ['the sponsor, though in the team (ATTACKS 26)', 'sponsor', [], 'sponsor'],
    ['who let the loosening through that it needs less by, though in the team', 'freer', [], 'loosened'],
    ['a principal, though in the team (ATTACKS 27)', 'bo', ['bo'], 'principal'],
    ['a disabled person', 'gone', [], 'disabled'],
    ['somebody unknown', 'nobody', [], 'disabled'],
    ['an outsider', 'outsider', [], 'not_in_team'],
    ['somebody who joined the team a moment after it was asked (ATTACKS 38)', 'late', [], 'joined_later'],
  ] as const)('%s', (_, id, principals, why) => {
    expect(whyIneligible(id, asked({}, [...principals]), directory())).toBe(why)
  })
})

describe('what the decisions amount to', () => {
  test.each([
    ['silence', asked(), [], 'pending'],
    ['one of one', asked(), [vote('ana')], 'approved'],
    ['one of two', asked({ quorum: 2 }), [vote('ana')], 'pending'],
    [
      'two of two',
      asked({ quorum: 2, groups: [{ rule: 'r', team_ids: ['t1'], quorum: 2 }] }),
      [vote('ana'), vote('bo')],
      'approved',
    ],
    ['one person twice', asked({ quorum: 2 }), [vote('ana'), vote('ana')], 'pending'],
    [
      'two people with one passkey (ATTACKS 28)',
      asked({ quorum: 2, stepup: 'passkey' }),
      [vote('ana', 'approve', 'pk'), vote('bo', 'approve', 'pk')],
      'pending',
    ],
    ['an approval without the passkey it needs', asked({ stepup: 'passkey' }), [vote('ana')], 'pending'],
    ['one denial beside an approval', asked({ quorum: 2 }), [vote('ana'), vote('bo', 'deny')], 'denied'],
    [
      'one denial under a threshold of two',
      asked({ deny_threshold: 2 }),
      [vote('bo', 'deny'), vote('ana')],
      'approved',
    ],
    ['an abstention', asked(), [vote('ana', 'abstain')], 'pending'],
    ['an approval by the sponsor', asked(), [vote('sponsor')], 'pending'],
    ['an approval by someone since disabled (ATTACKS 31)', asked(), [vote('gone')], 'pending'],
    ['an approval by someone who let the loosening through', asked(), [vote('freer')], 'pending'],
    ['an approval by someone who joined since (ATTACKS 38)', asked(), [vote('late')], 'pending'],
    ['an approval by someone no longer in the team (ATTACKS 30)', asked(), [vote('cy')], 'pending'],
    [
      'two groups, one missing',
      asked({
        groups: [
          { rule: 'a', team_ids: ['t1'], quorum: 1 },
          { rule: 'b', team_ids: ['t2'], quorum: 1 },
        ],
      }),
      [vote('ana')],
      'pending',
    ],
    [
      'two groups, both there',
      asked({
        groups: [
          { rule: 'a', team_ids: ['t1'], quorum: 1 },
          { rule: 'b', team_ids: ['t2'], quorum: 1 },
        ],
      }),
      [vote('ana'), vote('cy')],
      'approved',
    ],
    [
      'a group that is empty',
      asked({ groups: [{ rule: 'a', team_ids: ['t9'], quorum: 1 }] }),
      [vote('ana')],
      'pending',
    ],
    ['a consent without groups', asked({ groups: [] }), [vote('ana')], 'pending'],
  ] as const)('%s → %s', (_, request, votes, status) => {
    expect(resolve(votes as unknown as Vote[], request, directory()).status).toBe(status)
  })
})

const anyVote = fc.record({
  personId: fc.constantFrom('ana', 'bo', 'cy', 'late', 'sponsor', 'gone', 'outsider'),
  verb: fc.constantFrom('approve', 'deny', 'abstain') as fc.Arbitrary<Vote['verb']>,
  passkeyId: fc.option(fc.constantFrom('p1', 'p2', 'p3')),
})

test('approved never means fewer distinct eligible people than the quorum, and never beside a denial', () => {
  fc.assert(
    fc.property(
      fc.array(anyVote, { maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('none', 'passkey') as fc.Arbitrary<Consent['stepup']>,
      (votes, quorum, stepup) => {
        const request = asked({ quorum, stepup, groups: [{ rule: 'r', team_ids: ['t1', 't2'], quorum }] })
        if (resolve(votes, request, directory()).status !== 'approved') return
        const people = new Set(
          votes
            .filter((v) => v.verb === 'approve' && whyIneligible(v.personId, request, directory()) === null)
            .map((v) => v.personId),
        )
        expect(people.size).toBeGreaterThanOrEqual(quorum)
      },
    ),
  )
})

test('removing a person from the directory never turns pending into approved', () => {
  fc.assert(
    fc.property(fc.array(anyVote, { maxLength: 8 }), fc.constantFrom('ana', 'bo', 'cy'), (votes, leaver) => {
      const request = asked({ quorum: 2, groups: [{ rule: 'r', team_ids: ['t1', 't2'], quorum: 2 }] })
      // Denials of people who left do not count either, so only votes without one are compared.
      const kept = votes.filter((v) => v.verb !== 'deny')
      const before = resolve(kept, request, directory()).status
      const without = directory()
      const after = resolve(kept, request, {
        ...without,
        people: new Map([...without.people].filter(([id]) => id !== leaver)),
      }).status
      if (before === 'pending') expect(after).toBe('pending')
    }),
  )
})
