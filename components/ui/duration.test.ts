import { describe, expect, it } from 'vitest'
import { absolute, ago, spelled, timeLeft } from './duration'

describe('durations in words', () => {
  it.each([
    [-5, '00:00'],
    [1, '00:01'],
    [372_000, '06:12'],
    [599_999, '10:00'],
    [600_000, '10 min'],
    [3_900_000, '1 h 05'],
    [183_600_000, '2 d 3 h'],
  ])('time left of %i ms reads %s', (ms, text) => expect(timeLeft(ms)).toBe(text))

  it.each([
    [30, '30 s'],
    [90, '1 min 30 s'],
    [900, '15 min'],
    [5_400, '1 h 30 min'],
    [7_200, '2 h'],
    [86_400, '1 day'],
  ])('%i seconds are spelled %s', (seconds, text) => expect(spelled(seconds)).toBe(text))

  it.each([
    [2_000, 'just now'],
    [480_000, '8 min ago'],
    [-300_000, 'in 5 min'],
    [90_000_000, '1 day ago'],
  ])('%i ms ago reads %s', (ms, text) => expect(ago(ms)).toBe(text))

  it('writes the absolute time in UTC and says so', () => {
    expect(absolute('2026-11-23T11:24:40Z')).toBe('23 Nov 2026, 11:24:40 UTC')
  })
})
