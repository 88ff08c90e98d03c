import { expect, test } from 'vitest'
import { preferredWait } from './prefer'

test.each([
  [null, null],
  ['', null],
  ['wait=10', 10],
  ['Wait = "10"', 10],
  ['respond-async, wait=5;foo=bar', 5],
  ['wait=90', 60],
  ['wait=0', 0],
  ['wait=-1', null],
  ['wait=soon', null],
  ['wait', null],
  ['wait=3, wait=50', 3],
])('Prefer: %s waits %s seconds', (header, seconds) => {
  expect(preferredWait(header)).toBe(seconds)
})
