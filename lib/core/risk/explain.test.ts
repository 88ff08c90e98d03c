import { expect, test } from 'vitest'
import { saySignal } from './explain'
import { signalKeys } from './signals'

test.each(signalKeys)('the signal %s has a German label, with the same number in it', (key) => {
  const signal = { key, label: '12 of a kind', tone: 'warn' } as const
  const said = saySignal(signal, 'de')
  expect(said).toEqual({ ...signal, label: expect.not.stringContaining('of a kind') })
  if (key === 'hidden' || key === 'burst') expect(said.label).toContain('12')
  expect(saySignal(signal, 'en')).toBe(signal)
})

test('one of a later version stays as it is', () => {
  const signal = { key: 'toString', label: 'new', tone: 'neutral' } as const
  expect(saySignal(signal, 'de')).toEqual(signal)
})
