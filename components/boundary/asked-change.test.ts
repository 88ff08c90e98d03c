import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { formatOf } from '@/components/language/format'
import germanBoundary from '@/messages/de/boundary.json'
import germanUi from '@/messages/de/ui.json'
import boundary from '@/messages/en/boundary.json'
import ui from '@/messages/en/ui.json'
import { askedChange } from './asked-change'

function saidIn(locale: 'en-GB' | 'de-DE', messages: { boundary: typeof boundary; ui: typeof ui }) {
  const t = createTranslator({ locale, messages, namespace: 'boundary' })
  const format = formatOf(locale, createTranslator({ locale, messages, namespace: 'ui' }))
  return (change: number) => askedChange(t, format, { before: 2_000, after: 2_000 + change })
}
const english = saidIn('en-GB', { boundary, ui })
// German has the keys of English: the test of the catalogue says so.
const german = saidIn('de-DE', {
  boundary: germanBoundary as unknown as typeof boundary,
  ui: germanUi as unknown as typeof ui,
})

test.each([
  [0, 'People would be asked as often as today.', 'Menschen würden so oft gefragt wie heute.'],
  [0.04, 'People would be asked as often as today.', 'Menschen würden so oft gefragt wie heute.'],
  [-0.2, 'People would be asked 0.2 times less a day.', 'Menschen würden am Tag 0,2-mal weniger gefragt.'],
  [-1, 'People would be asked once less a day.', 'Menschen würden am Tag einmal weniger gefragt.'],
  [1, 'People would be asked once more a day.', 'Menschen würden am Tag einmal mehr gefragt.'],
  [0.96, 'People would be asked once more a day.', 'Menschen würden am Tag einmal mehr gefragt.'],
  [1.1, 'People would be asked 1.1 times more a day.', 'Menschen würden am Tag 1,1-mal mehr gefragt.'],
  [-2, 'People would be asked 2 times less a day.', 'Menschen würden am Tag 2-mal weniger gefragt.'],
  [1_200, 'People would be asked 1,200 times more a day.', 'Menschen würden am Tag 1.200-mal mehr gefragt.'],
])('a change of %d a day', (change, inEnglish, inGerman) => {
  expect([english(change), german(change)]).toEqual([inEnglish, inGerman])
})
