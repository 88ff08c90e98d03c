import { describe, expect, test } from 'vitest'
import { type HealthFacts, healthOf } from './health'

const now = new Date('2026-11-26T12:00:00Z')
const daysFrom = (days: number) => new Date(now.getTime() + days * 86_400_000)
const fine: HealthFacts = {
  kind: 'agent',
  status: 'active',
  runtime: { slug: 'batch-eu-1', status: 'active', gaps: [] },
  sponsorActive: true,
  seenAt: daysFrom(-0.1),
  credentialEnds: [daysFrom(60)],
  named: 1,
}

describe('what is to be known of a machine', () => {
  test.each<[string, Partial<HealthFacts>, [string, string][]]>([
    ['in order', {}, [['ok', 'Working']]],
    ['never seen', { seenAt: null }, [['neutral', 'Never seen']]],
    ['seen six days ago', { seenAt: daysFrom(-6) }, [['ok', 'Working']]],
    ['silent', { seenAt: daysFrom(-12) }, [['warn', 'Silent for 12 days']]],
    ['silent, but named by nothing', { seenAt: daysFrom(-12), named: 0 }, [['neutral', 'Not named by any workflow']]],
    ['no credential', { credentialEnds: [] }, [['warn', 'No credential in force']]],
    ['only an expired one', { credentialEnds: [daysFrom(-1)] }, [['warn', 'No credential in force']]],
    ['expires tomorrow', { credentialEnds: [daysFrom(1.5)] }, [['warn', 'Its credential expires in one day']]],
    ['expires today', { credentialEnds: [daysFrom(0.5)] }, [['warn', 'Its credential expires today']]],
    ['another one lasts', { credentialEnds: [daysFrom(1), null] }, [['ok', 'Working']]],
    ['suspended', { status: 'suspended' }, [['warn', 'Suspended']]],
    ['quarantined', { status: 'quarantined' }, [['danger', 'Quarantined: two people let it go on']]],
    [
      'retired',
      { status: 'retired', credentialEnds: [], sponsorActive: false },
      [['neutral', 'Retired: it never acts again']],
    ],
    ['sponsor left', { sponsorActive: false }, [['danger', 'Nobody answers for it: its sponsor has left']]],
    [
      'runtime suspended',
      { runtime: { slug: 'batch-eu-1', status: 'suspended', gaps: [] } },
      [['warn', 'Its runtime batch-eu-1 is suspended']],
    ],
    [
      'vendor without contract',
      { runtime: { slug: 'batch-eu-1', status: 'active', gaps: ['contract', 'logging'] } },
      [['danger', 'Its requests are denied: nobody answers for contract, logging']],
    ],
    [
      'an auditor has no sponsor',
      { kind: 'auditor', runtime: null, sponsorActive: false, named: 0 },
      [['ok', 'Working']],
    ],
  ])('%s', (_, over, remarks) => {
    expect(healthOf({ ...fine, ...over }, now, 'en').map(({ tone, text }) => [tone, text])).toEqual(remarks)
  })

  test('the worst stands first', () => {
    const tones = healthOf(
      { ...fine, status: 'quarantined', sponsorActive: false, credentialEnds: [], seenAt: null },
      now,
      'en',
    )
    expect(tones.map(({ code }) => code)).toEqual(['quarantined', 'no_sponsor', 'no_credential', 'never_seen'])
  })
})
