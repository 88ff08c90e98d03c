import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channels, choosableTopics, defaultPreferences, type Preferences, wants } from './preferences'
import { nextStep, type Standing } from './step'
import { collectsUntil, mayBeCollected, mostTries, nextTrySeconds, quietUntil, type Timed, waitsUntil } from './timing'
import { isTimeZone, sayMoment } from './zone'

const at = (time: string) => new Date(`2026-11-26T${time}:00.000Z`)
const night: Preferences = { ...defaultPreferences, quiet: { from: 22 * 60, to: 7 * 60 } }
const message = (part: Partial<Timed> = {}): Timed => ({
  channel: 'email',
  topic: 'T2',
  followUp: false,
  createdAt: at('12:00'),
  deadline: at('20:00'),
  ...part,
})

describe('collecting never hides what matters (ATTACKS 64)', () => {
  test('property: whatever a person chose, nothing above T1 and nothing but e-mail is ever collected', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...channels),
        fc.constantFrom('T1', 'T2', 'T3', 'notice', 'outcome', 'test' as const),
        fc.boolean(),
        fc.integer({ min: 0, max: 1_440 }),
        (channel, topic, followUp, digestMinutes) => {
          const collected = collectsUntil(message({ channel, topic, followUp } as Partial<Timed>), {
            ...night,
            digestMinutes,
          })
          if (collected !== null) expect([channel, topic, followUp]).toEqual(['email', 'T1', false])
        },
      ),
    )
  })

  test('T3 goes at once at every hour, by every channel, whatever a person chose', () => {
    const silent: Preferences = {
      email: [],
      push: [],
      digestMinutes: 1_440,
      quiet: { from: 0, to: 1_439 },
      zone: 'UTC',
    }
    for (const channel of ['email', 'push'] as const) {
      expect(wants(silent, channel, 'T3')).toBe(true)
      for (let hour = 0; hour < 24; hour++)
        expect(
          waitsUntil(message({ channel, topic: 'T3' }), silent, at(`${String(hour).padStart(2, '0')}:30`)),
        ).toBeNull()
    }
  })

  test('a collection goes out after the chosen time, and never after half of what people have', () => {
    const hourly = { ...defaultPreferences, digestMinutes: 60 }
    expect(collectsUntil(message({ topic: 'T1' }), hourly)).toEqual(at('13:00'))
    expect(collectsUntil(message({ topic: 'T1', deadline: at('12:30') }), hourly)).toEqual(at('12:15'))
    expect(collectsUntil(message({ topic: 'T1' }), { ...hourly, digestMinutes: 0 })).toBeNull()
    expect(mayBeCollected({ channel: 'push', topic: 'T1', followUp: false })).toBe(false)
  })
})

describe('quiet hours', () => {
  test.each([
    ['before they begin', '21:59', null],
    ['as they begin', '22:00', '2026-11-27T07:00'],
    ['before midnight', '23:30', '2026-11-27T07:00'],
    ['after midnight', '03:00', '2026-11-26T07:00'],
    ['as they end', '07:00', null],
  ])('%s (%s)', (_, time, until) => {
    expect(quietUntil(night, at(time))?.toISOString().slice(0, 16) ?? null).toBe(until)
  })

  test('go by the person’s own clock', () => {
    const tokyo = { ...night, zone: 'Asia/Tokyo' }
    expect(quietUntil(tokyo, at('14:00'))).toEqual(at('22:00'))
    expect(quietUntil(tokyo, at('23:00'))).toBeNull()
  })

  test('within one day they hold from one hour to the other', () => {
    const noon = { ...night, quiet: { from: 12 * 60, to: 13 * 60 } }
    expect(quietUntil(noon, at('12:20'))).toEqual(at('13:00'))
    expect(quietUntil(noon, at('13:00'))).toBeNull()
  })

  test('hold T2 back, and not what replaces a notification that is shown', () => {
    expect(waitsUntil(message(), night, at('23:00'))).not.toBeNull()
    expect(waitsUntil(message({ channel: 'push', followUp: true }), night, at('23:00'))).toBeNull()
    expect(waitsUntil(message({ topic: 'test' }), night, at('23:00'))).toBeNull()
    // A chat is a place, not a person's pocket.
    expect(waitsUntil(message({ channel: 'chat' }), night, at('23:00'))).toBeNull()
  })
})

describe('nextStep', () => {
  const standing = (part: Partial<Standing> = {}): Standing => ({
    ...message(),
    event: 'asked',
    reachable: true,
    pending: true,
    asked: null,
    resent: false,
    ...part,
  })
  const now = at('12:05')
  const step = (part: Partial<Standing>, preferences = defaultPreferences) =>
    nextStep(standing(part), preferences, now).do

  test.each([
    ['a pending request is asked about', {}, 'send'],
    ['one that has ended is not', { pending: false }, 'leave'],
    ['nor is anybody reminded of it', { event: 'reminded:1', pending: false }, 'leave'],
    ['nobody is told who cannot be reached or is no longer asked', { reachable: false }, 'leave'],
    ['who was told is told the end', { event: 'ended', pending: false, asked: 'sent', followUp: true }, 'send'],
    ['who was never told is not', { event: 'ended', pending: false, asked: 'superseded', followUp: true }, 'leave'],
    ['nor who could not be', { event: 'ended', pending: false, asked: 'failed', followUp: true }, 'leave'],
    [
      'the log says what would have been sent',
      { event: 'ended', pending: false, asked: 'not_configured', followUp: true },
      'send',
    ],
    [
      'the end waits for what it follows',
      { event: 'ended', pending: false, asked: 'in_flight', followUp: true },
      'wait',
    ],
    ['a sponsor learns the outcome', { event: 'outcome', topic: 'outcome', pending: false }, 'send'],
    ['T1 by e-mail waits for its collection', { topic: 'T1' }, 'wait'],
    ['what somebody sends again does not', { topic: 'T1', resent: true }, 'send'],
  ] as [string, Partial<Standing>, string][])('%s', (_, part, expected) => expect(step(part)).toBe(expected))
})

describe('tries', () => {
  test('come later and later, spread, and end', () => {
    const pauses = Array.from({ length: mostTries }, (_, at) => nextTrySeconds(at + 1, 0.5, null))
    expect(pauses).toEqual([15, 60, 300, 900, 3_600, 10_800, 18_000, null])
    expect(nextTrySeconds(1, 0, null)).toBe(12)
    expect(nextTrySeconds(1, 1, null)).toBe(18)
  })

  test('keep to what the other side asks, up to an hour', () => {
    expect(nextTrySeconds(1, 0.5, 120)).toBe(120)
    expect(nextTrySeconds(1, 0.5, 86_400)).toBe(3_600)
  })
})

test('topics that can be chosen are those that the database knows', () => {
  expect([...choosableTopics]).toEqual(['T1', 'T2', 'notice', 'outcome'])
})

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Mars/Olympus', false],
  ['../etc/passwd', false],
  ['', false],
])('%s is a time zone: %s', (name, expected) => expect(isTimeZone(name)).toBe(expected))

test('a moment on another day there says the day', () => {
  expect(sayMoment(new Date('2026-11-26T22:30:00Z'), 'Asia/Tokyo')).toBe(
    '26 Nov 2026, 22:30 UTC (27 Nov 2026, 07:30 in Asia/Tokyo)',
  )
})
