import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupIn, lineAt, nextChange, onCall, type Rota, shiftsBetween } from './rota'
import { dayAt, instantOf, isDay } from './zone'

const at = (text: string) => new Date(text)
const everybodyFits = () => true
const nobodyAway = () => false
const rota = (over: Partial<Rota> = {}): Rota => ({
  timeZone: 'Europe/Berlin',
  handoverMinute: 9 * 60,
  turnDays: 7,
  startsOn: '2026-11-02',
  order: ['ana', 'bo', 'cy'],
  overrides: [],
  holidays: [],
  ...over,
})

describe('clocks in a time zone', () => {
  test.each([
    ['an ordinary time', '2026-11-27', 540, 'Europe/Berlin', '2026-11-27T08:00:00Z'],
    [
      'half an hour that clocks skip is as late as it would have been',
      '2026-03-29',
      150,
      'Europe/Berlin',
      '2026-03-29T01:30:00Z',
    ],
    ['of a time that clocks show twice, the first', '2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['a zone with half hours', '2026-11-27', 0, 'Asia/Kolkata', '2026-11-26T18:30:00Z'],
    ['a midnight that clocks skip', '2026-09-06', 0, 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['the other side of the date line', '2026-11-27', 0, 'Pacific/Auckland', '2026-11-26T11:00:00Z'],
  ])('%s', (_, day, minute, zone, instant) => {
    expect(instantOf(day, minute, zone)).toEqual(at(instant))
  })

  test('the day on the wall', () => {
    expect(dayAt(at('2026-11-26T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-27')
    expect(dayAt(at('2026-11-26T23:30:00Z'), 'America/New_York')).toBe('2026-11-26')
  })

  test('what is no day is told apart', () => {
    expect(['2026-02-28', '2026-02-30', '26-1-1', ''].map(isDay)).toEqual([true, false, false, false])
  })
})

describe('who is on call', () => {
  test.each([
    ['the first, from the first hand-over', '2026-11-02T08:00:00Z', ['ana', 'bo', 'cy']],
    ['still the first a moment before the next', '2026-11-09T07:59:59.999Z', ['ana', 'bo', 'cy']],
    ['then the second', '2026-11-09T08:00:00Z', ['bo', 'cy', 'ana']],
    ['and after everybody the first again', '2026-11-23T08:00:00Z', ['ana', 'bo', 'cy']],
  ])('%s', (_, instant, people) => {
    expect(lineAt(rota(), everybodyFits, at(instant))).toEqual({ by: 'turn', people })
  })

  test('before the first hand-over it is nobody in particular', () => {
    expect(lineAt(rota(), everybodyFits, at('2026-11-02T07:59:59Z'))).toEqual({ by: 'everybody', why: 'not_begun' })
  })

  test('who left the team or the organisation is passed over, and the next stands in their turn', () => {
    const fits = (id: string) => id !== 'bo'
    expect(lineAt(rota(), fits, at('2026-11-10T08:00:00Z'))).toEqual({ by: 'turn', people: ['cy', 'ana'] })
    expect(lineAt(rota(), () => false, at('2026-11-10T08:00:00Z'))).toEqual({ by: 'everybody', why: 'nobody' })
  })

  test('an override goes before a holiday and before the turn, for its time only, and only with somebody who is there', () => {
    const swapped = rota({
      overrides: [{ id: 'r1', personId: 'cy', from: at('2026-11-03T10:00:00Z'), until: at('2026-11-03T12:00:00Z') }],
      holidays: [{ day: '2026-11-03', title: 'Kestrel day' }],
    })
    const who = (instant: string, fits: (id: string) => boolean = everybodyFits) => lineAt(swapped, fits, at(instant))
    expect(who('2026-11-03T10:00:00Z')).toEqual({ by: 'override', people: ['cy', 'ana', 'bo'] })
    expect(who('2026-11-03T12:00:00Z')).toEqual({ by: 'everybody', why: 'holiday', title: 'Kestrel day' })
    expect(who('2026-11-03T10:00:00Z', (id) => id !== 'cy')).toMatchObject({ by: 'everybody', why: 'holiday' })
  })

  test('a holiday is a day on the wall of the rota’s zone', () => {
    const closed = rota({ timeZone: 'America/New_York', holidays: [{ day: '2026-11-26', title: 'Thanksgiving' }] })
    const who = (instant: string) => lineAt(closed, everybodyFits, at(instant)).by
    expect([
      who('2026-11-26T04:59:59Z'),
      who('2026-11-26T05:00:00Z'),
      who('2026-11-27T04:59:59Z'),
      who('2026-11-27T05:00:00Z'),
    ]).toEqual(['turn', 'everybody', 'everybody', 'turn'])
  })

  test('the backup is the next in line who is here', () => {
    const line = lineAt(rota(), everybodyFits, at('2026-11-02T08:00:00Z'))
    expect(backupIn(line, nobodyAway)).toBe('bo')
    expect(backupIn(line, (id) => id === 'bo')).toBe('cy')
    expect(backupIn(line, () => true)).toBeNull()
    expect(backupIn({ by: 'everybody', why: 'nobody' }, nobodyAway)).toBeNull()
  })
})

describe('hand-overs', () => {
  test.each([
    ['is when the turn ends', rota(), '2026-11-03T00:00:00Z', '2026-11-09T08:00:00Z'],
    [
      'keeps the clock time when clocks go forward',
      rota({ startsOn: '2026-03-23' }),
      '2026-03-24T00:00:00Z',
      '2026-03-30T07:00:00Z',
    ],
    ['and when they go back', rota({ startsOn: '2026-10-19' }), '2026-10-20T00:00:00Z', '2026-10-26T08:00:00Z'],
    ['never comes when there is one person', rota({ order: ['ana'] }), '2026-11-03T00:00:00Z', null],
    [
      'comes early with an override',
      rota({
        overrides: [{ id: 'r', personId: 'bo', from: at('2026-11-04T00:00:00Z'), until: at('2026-11-05T00:00:00Z') }],
      }),
      '2026-11-03T00:00:00Z',
      '2026-11-04T00:00:00Z',
    ],
    [
      'does not come with an override to whom it is anyway',
      rota({
        overrides: [{ id: 'r', personId: 'ana', from: at('2026-11-04T00:00:00Z'), until: at('2026-11-05T00:00:00Z') }],
      }),
      '2026-11-03T00:00:00Z',
      '2026-11-09T08:00:00Z',
    ],
  ])('%s', (_, of, from, next) => {
    expect(nextChange(of, everybodyFits, at(from))).toEqual(next === null ? null : at(next))
  })

  test('a calendar has no holes, its neighbours differ, and it agrees with who is on call at every instant', () => {
    const instant = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2026-12-01T00:00:00Z') })
    fc.assert(
      fc.property(
        fc.record({
          timeZone: fc.constantFrom(
            'UTC',
            'Europe/Berlin',
            'America/New_York',
            'Asia/Kolkata',
            'America/Santiago',
            'Pacific/Auckland',
          ),
          handoverMinute: fc.integer({ min: 0, max: 1_439 }),
          turnDays: fc.integer({ min: 1, max: 28 }),
          startsOn: fc.constantFrom('2026-01-05', '2026-03-28', '2026-10-24'),
          order: fc.uniqueArray(fc.constantFrom('ana', 'bo', 'cy', 'di'), { maxLength: 4 }),
        }),
        fc.array(instant, { maxLength: 3 }),
        instant,
        fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (shape, covers, start, probes) => {
          const of: Rota = {
            ...shape,
            overrides: covers.map((from, at) => ({
              id: `r${at}`,
              personId: 'cy',
              from: new Date(from),
              until: new Date(from + 7_200_000),
            })),
            holidays: [{ day: dayAt(new Date(start + 86_400_000), shape.timeZone), title: 'Off' }],
          }
          const fits = (id: string) => id !== 'di'
          const from = new Date(start)
          const until = new Date(start + 28 * 86_400_000)
          const shifts = shiftsBetween(of, fits, from, until)
          expect(shifts[0]?.from).toEqual(from)
          expect(shifts.at(-1)?.until).toEqual(until)
          for (const [index, shift] of shifts.entries()) {
            expect(shift.until > shift.from).toBe(true)
            const next = shifts[index + 1]
            if (next) expect(next.from).toEqual(shift.until)
          }
          for (const share of probes) {
            const probe = new Date(start + Math.floor(share * 28 * 86_400_000))
            const shift = shifts.find(({ from, until }) => from <= probe && probe < until)
            expect(shift?.personId).toBe(onCall(lineAt(of, fits, probe)))
          }
          const change = nextChange(of, fits, from)
          if (change)
            expect(onCall(lineAt(of, fits, change))).not.toBe(onCall(lineAt(of, fits, new Date(change.getTime() - 1))))
        },
      ),
      { numRuns: 150 },
    )
  })
})
