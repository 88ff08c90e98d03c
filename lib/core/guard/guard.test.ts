import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardChange, guardSentence, type WhyAsked, whyAskedToYou } from './explain'
import { assess, demandOf, type GuardLevel, guardLevels, stricter } from './level'
import { type Looked, readingFloor, type Watched } from './signals'

const now = new Date('2026-11-26T10:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

/** `count` decisions, the newest half a minute ago, one every `every` minutes. */
function row(count: number, over: Partial<Looked> & { every?: number; from?: number } = {}): Looked[] {
  const { every = 1, from = 0.5, ...rest } = over
  return Array.from({ length: count }, (_, at) => ({
    verb: 'approve' as const,
    at: ago(from + at * every),
    act: `${from}.${at}`,
    kind: 'payments/payments.refund',
    length: 120,
    seconds: 40,
    readSeconds: 30,
    sections: ['action', 'compare'],
    ...rest,
  }))
}

const watched = (decisions: Looked[], over: Partial<Watched> = {}): Watched => ({
  decisions,
  usual: new Map(),
  now,
  hour: 10,
  restedUntil: null,
  many: 12,
  ...over,
})
const said = (given: Watched) => {
  const { level, signals } = assess(given)
  return [level, ...signals.map(({ code }) => code)].join(' ')
}
const unseen = { sections: ['action'] }

describe('from decisions to a level', () => {
  test.each<[string, Looked[], Partial<Watched>, string]>([
    ['nothing decided', [], {}, 'none'],
    ['a careful morning', row(7), {}, 'none'],
    ['eleven in half an hour, compared', row(11, { every: 2 }), {}, 'none'],
    ['nine in a row, nothing compared', row(9, unseen), {}, 'nudge streak'],
    ['seven in a row, nothing compared', row(7, unseen), {}, 'none'],
    ['twelve in a row, whatever was compared', row(12), {}, 'check rate streak'],
    [
      'twelve with a denial between them',
      [...row(6), ...row(1, { verb: 'deny', from: 7 }), ...row(6, { from: 8 })],
      {},
      'nudge rate',
    ],
    [
      'an abstention ends a streak too',
      [...row(5, unseen), ...row(1, { verb: 'abstain', from: 6 }), ...row(5, { ...unseen, from: 7 })],
      {},
      'none',
    ],
    ['five read in no time', row(5, { seconds: 1 }), {}, 'nudge fast'],
    ['three read in no time say nothing yet', row(3, { seconds: 1 }), {}, 'none'],
    ['eight in a row read in no time', row(8, { ...unseen, seconds: 1 }), {}, 'check fast streak'],
    ['twelve blind ones', row(12, { ...unseen, seconds: 1 }), {}, 'reroute rate fast streak'],
    ['twenty-four, read with care', row(24), {}, 'reroute rate streak'],
    ['half of them with care', [...row(3, { seconds: 1 }), ...row(3, { from: 4 })], {}, 'nudge fast'],
    ['more than half of them with care', [...row(2, { seconds: 1 }), ...row(3, { from: 4 })], {}, 'none'],
    ['never opened', row(5, { seconds: 0, readSeconds: null }), {}, 'nudge fast'],
    ['longer ones take longer', row(5, { seconds: 10, readSeconds: 10, length: 2_000 }), {}, 'nudge fast'],
    [
      'faster than half of what they take',
      row(5, { seconds: 20, readSeconds: 20 }),
      { usual: new Map([['payments/payments.refund', { seconds: 60, samples: 9 }]]) },
      'nudge fast',
    ],
    [
      'what they usually take, of too few',
      row(5, { seconds: 20, readSeconds: 20 }),
      { usual: new Map([['payments/payments.refund', { seconds: 60, samples: 4 }]]) },
      'none',
    ],
    ['at night, one request', row(1), { hour: 23 }, 'none'],
    ['at night, nine in a row', row(9, unseen), { hour: 23 }, 'check streak hour'],
    ['early in the morning', row(9, unseen), { hour: 5 }, 'check streak hour'],
    ['at six the night is over', row(9, unseen), { hour: 6 }, 'nudge streak'],
    ['nobody knows where they are', row(9, unseen), { hour: null }, 'nudge streak'],
    [
      'after more than four hours without a break',
      [...row(9, unseen), ...row(10, { from: 30, every: 25 })],
      {},
      'check streak shift',
    ],
    ['after a break of an hour', [...row(9, unseen), ...row(10, { from: 75, every: 25 })], {}, 'nudge streak'],
    [
      'night and shift count once',
      [...row(9, unseen), ...row(10, { from: 30, every: 25 })],
      { hour: 2 },
      'check streak hour shift',
    ],
    ['older than half an hour', row(20, { ...unseen, from: 31 }), {}, 'none'],
    ['before they rested', row(20, unseen), { restedUntil: ago(0.2) }, 'none'],
    ['a batch is one act', row(20, { ...unseen, act: 'one' }), {}, 'none'],
    ['another measure of many', row(6), { many: 6 }, 'check rate streak'],
  ])('%s', (_, decisions, over, expected) => {
    expect(said(watched(decisions, over))).toBe(expected)
  })

  const decision = fc.record({
    verb: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
    at: fc.integer({ min: 0, max: 60 }).map((minutes) => ago(minutes)),
    act: fc.uuid(),
    kind: fc.constantFrom('a', 'b'),
    length: fc.integer({ min: 0, max: 3_000 }),
    seconds: fc.integer({ min: 0, max: 120 }),
    readSeconds: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }),
    sections: fc.subarray(['action', 'facts', 'why', 'compare', 'delegation']),
  })

  test('what the page reports only ever makes it stricter (ATTACKS 54)', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 40 }), (decisions) => {
        const best = decisions.map((each) => ({ ...each, readSeconds: 100_000, sections: ['compare', 'delegation'] }))
        const silent = decisions.map((each) => ({ ...each, readSeconds: null }))
        const level = assess(watched(decisions)).level
        expect(stricter(assess(watched(best)).level, level)).toBe(false)
        expect(stricter(assess(watched(silent)).level, level)).toBe(false)
      }),
    )
  })

  test('one more approval never makes it milder, and a denial never stricter', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 40 }), (decisions) => {
        const level = assess(watched(decisions)).level
        const blind = row(1, { ...unseen, seconds: 0, from: 0, act: 'new' })
        expect(stricter(level, assess(watched([...decisions, ...blind])).level)).toBe(false)
        const denied = row(1, { verb: 'deny', from: 0 })
        expect(stricter(assess(watched([...decisions, ...denied])).level, level)).toBe(false)
      }),
    )
  })

  test.each([
    [0, undefined, 4],
    [160, undefined, 4],
    [400, undefined, 10],
    [100_000, undefined, 60],
    [0, { seconds: 30, samples: 5 }, 15],
    [400, { seconds: 4, samples: 50 }, 10],
  ])('%d characters, usually %j: at least %d s', (length, usual, floor) => {
    expect(readingFloor(length, usual)).toBe(floor)
  })
})

describe('from a level to what an approval needs', () => {
  const hasty = { seconds: 1, floor: 5 }
  test.each<[GuardLevel, 'T0' | 'T1' | 'T2' | 'T3', typeof hasty | null, boolean, GuardLevel]>([
    ['none', 'T1', null, true, 'none'],
    ['none', 'T1', hasty, true, 'nudge'],
    ['none', 'T2', hasty, true, 'nudge'],
    ['none', 'T3', hasty, true, 'check'],
    ['none', 'T3', null, true, 'none'],
    ['nudge', 'T1', hasty, true, 'nudge'],
    ['nudge', 'T2', null, true, 'nudge'],
    ['nudge', 'T2', hasty, true, 'check'],
    ['check', 'T1', null, true, 'nudge'],
    ['check', 'T2', null, true, 'check'],
    ['check', 'T3', null, true, 'check'],
    ['reroute', 'T1', null, true, 'reroute'],
    ['reroute', 'T3', null, true, 'reroute'],
    ['reroute', 'T1', null, false, 'check'],
    ['reroute', 'T3', hasty, false, 'check'],
    ['reroute', 'T0', hasty, true, 'none'],
  ])('%s on %s, opened just now %j, enough others %s: %s', (level, request, just, enoughOthers, expected) => {
    expect(demandOf({ level, request, hasty: just, enoughOthers })).toBe(expected)
  })

  test('a higher level never asks for less', () => {
    for (const request of ['T1', 'T2', 'T3'] as const)
      for (const just of [null, hasty])
        for (const enoughOthers of [true, false])
          for (const [at, level] of guardLevels.entries())
            for (const lower of guardLevels.slice(0, at)) {
              const of = (each: GuardLevel) => demandOf({ level: each, request, hasty: just, enoughOthers })
              expect(stricter(of(lower), of(level))).toBe(false)
            }
  })
})

describe('in words', () => {
  test.each<[WhyAsked, string, string]>([
    [
      { code: 'fast', seconds: 0, floor: 4, approvals: 4 },
      'Half of the last 4 approvals in less than a second; reading takes 4 seconds.',
      'Die Hälfte der letzten 4 Genehmigungen kam weniger als eine Sekunde nach dem Öffnen; das Lesen dauert 4 Sekunden.',
    ],
    [
      { code: 'fast', seconds: 1, floor: 5, approvals: 9 },
      'Half of the last 9 approvals within 1 second of opening; reading takes 5 seconds.',
      'Die Hälfte der letzten 9 Genehmigungen kam höchstens 1 Sekunde nach dem Öffnen; das Lesen dauert 5 Sekunden.',
    ],
    [{ code: 'rate', approvals: 14 }, '14 approvals within 30 minutes.', '14 Genehmigungen in 30 Minuten.'],
    [
      { code: 'streak', inRow: 9, minutes: 3, unseen: true },
      '9 approved in a row in 3 min, none of them compared with earlier ones.',
      '9 hintereinander genehmigt, in 3 Min.; keine davon mit früheren verglichen.',
    ],
    [
      { code: 'streak', inRow: 12, minutes: 3, unseen: false },
      '12 approved in a row in 3 min.',
      '12 hintereinander genehmigt, in 3 Min.',
    ],
    [
      { code: 'hour', hour: 23 },
      'It is between 23:00 and 00:00 where you are.',
      'Bei Ihnen ist es zwischen 23:00 und 00:00 Uhr.',
    ],
    [
      { code: 'shift', hours: 5 },
      'Deciding for more than 5 hours without a break of one.',
      'Sie entscheiden seit mehr als 5 Stunden ohne eine Stunde Pause.',
    ],
    [
      { code: 'hasty', seconds: 3, floor: 9 },
      'You opened this 3 seconds ago; reading it takes 9 seconds.',
      'Sie haben das vor 3 Sekunden geöffnet; das Lesen dauert 9 Sekunden.',
    ],
  ])('%j: %s', (why, english, german) => {
    expect(whyAskedToYou(why, 'en')).toBe(english)
    expect(whyAskedToYou(why, 'de')).toBe(german)
  })

  test('to whoever it is about', () => {
    const until = '2026-11-26T12:40:00.000Z'
    expect(guardSentence('nudge', null, 'Payee', 'en')).toBe('Take a breath. The unusual field of this one is Payee.')
    expect(guardSentence('reroute', until, null, 'en')).toBe('Others approve until 12:40 UTC. You can still deny.')
    expect(guardSentence('reroute', until, null, 'de')).toBe(
      'Bis 12:40 UTC genehmigen andere. Ablehnen können Sie weiterhin.',
    )
    expect(guardSentence('none', null, null, 'de')).toBeNull()
    for (const level of guardLevels) {
      expect(guardChange('none', level, 'Ada', 'de')).toContain('Ada')
      expect(guardChange('none', level, 'Ada', 'de')).not.toBe(guardChange('none', level, 'Ada'))
    }
  })
})
