import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { absolute, ago, clockTime, dateOnly, spelled, timeLeft } from '@/components/ui/duration'
import german from '@/messages/de/ui.json'
import english from '@/messages/en/ui.json'
import { formatOf } from './format'

const en = formatOf('en-GB', createTranslator({ locale: 'en-GB', messages: { ui: english }, namespace: 'ui' }))
// German has the keys of English: the test of the catalogue says so.
const de = formatOf(
  'de-DE',
  createTranslator({ locale: 'de-DE', messages: { ui: german as unknown as typeof english }, namespace: 'ui' }),
)
const MOMENT = '2026-11-23T11:04:40Z'
const LENGTHS = [-5, 1, 9_000, 30_000, 372_000, 599_999, 600_000, 3_900_000, 90_000_000, 183_600_000]

describe('formats', () => {
  it('read in English exactly as what is signed does', () => {
    for (const ms of LENGTHS) {
      expect(en.timeLeft(ms)).toBe(timeLeft(ms))
      expect(en.ago(ms)).toBe(ago(ms))
      expect(en.ago(-ms)).toBe(ago(-ms))
    }
    for (const seconds of [30, 60, 90, 900, 5_400, 7_200, 86_400, 200_000])
      expect(en.spelled(seconds)).toBe(spelled(seconds))
    expect(en.absolute(MOMENT)).toBe(absolute(MOMENT))
    expect(en.date(MOMENT)).toBe(dateOnly(MOMENT))
    expect(en.clock(MOMENT)).toBe(clockTime(MOMENT))
  })

  it('read in German as German does', () => {
    expect(de.ago(480_000)).toBe('vor 8 Min.')
    expect(de.ago(90_000_000)).toBe('vor 1 Tag')
    expect(de.ago(-180_000_000)).toBe('in 2 Tagen')
    expect(de.spelled(180_000)).toBe('2 Tage')
    expect(de.absolute(MOMENT)).toBe('23. Nov. 2026, 11:04:40 UTC')
    expect(de.number(48_211)).toBe('48.211')
    expect(de.money(1_240, 'EUR')).toBe('1.240,00\u00a0€')
    expect(de.list(['Mei Lin', 'Tom Ek'], 'disjunction')).toBe('Mei Lin oder Tom Ek')
  })

  it('say a moment on the clock that is asked for', () => {
    expect(en.when(MOMENT, 'Asia/Kathmandu')).toBe('Mon 23 Nov, 16:49')
  })
})
