import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionOf, thingOf } from '@/e2e/support/version'
import { matchesGlob } from '../request/resource'
import { overlappingClaims, type WorkflowClaims } from './claims'
import { globCovers, globsIntersect } from './globs'

const glob = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 7 }).map((parts) => parts.join(''))
/** Every text of a and b up to six characters: where two such globs meet, they meet in one of these or in none. */
const texts = Array.from({ length: 7 }, (_, length) =>
  Array.from({ length: 2 ** length }, (__, bits) =>
    [...Array(length).keys()].map((at) => 'ab'[(bits >> at) & 1]).join(''),
  ),
).flat()

describe('globs', () => {
  test('intersect exactly where some text matches both', () => {
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        const both = texts.some((text) => matchesGlob(text, a) && matchesGlob(text, b))
        // Together they name at most seven letters each, so a longer text may be the only one that both match.
        if (both) expect(globsIntersect(a, b)).toBe(true)
        if (a.replaceAll('*', '').length + b.replaceAll('*', '').length <= 6) expect(globsIntersect(a, b)).toBe(both)
        expect(globsIntersect(a, b)).toBe(globsIntersect(b, a))
      }),
      { numRuns: 1_000 },
    )
  })

  test('cover only what they match in full', () => {
    fc.assert(
      fc.property(glob, glob, (wide, narrow) => {
        if (globCovers(wide, narrow))
          expect(texts.filter((text) => matchesGlob(text, narrow) && !matchesGlob(text, wide))).toEqual([])
        expect(globCovers(narrow, narrow)).toBe(true)
        expect(globCovers('*', narrow)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('ATTACKS 107: two of the longest are compared at once', () => {
    // Milliseconds; one that goes back and tries again would not be done before the sun is cold, on any machine.
    expect(globsIntersect('*a'.repeat(256), `${'*b'.repeat(255)}*c`)).toBe(false)
  })
})

describe('overlapping claims on a shared runtime (DESIGN 5)', () => {
  const workflow = (id: string, patterns: string[], runtimes: string[], actions = ['pay']): WorkflowClaims => ({
    workflowId: id,
    slug: id,
    title: id,
    catalogue: {
      action_types: actions.map((name) => actionOf(name, {})),
      resources: patterns.map((pattern) => thingOf(pattern)),
      runtimes,
    },
  })
  const a = workflow('a', ['*'], ['cloud', 'office'])

  test.each<[what: string, other: WorkflowClaims, overlaps: string[]]>([
    ['the same in one runtime', workflow('b', ['x-*'], ['cloud']), ['cloud pay thing:* thing:x-*']],
    [
      'the same in two',
      workflow('b', ['1'], ['cloud', 'office']),
      ['cloud pay thing:* thing:1', 'office pay thing:* thing:1'],
    ],
    ['another runtime', workflow('b', ['*'], ['vendor']), []],
    ['another action', workflow('b', ['*'], ['cloud'], ['look']), []],
    ['the workflow itself', workflow('a', ['*'], ['cloud']), []],
  ])('%s', (_, other, expected) => {
    expect(overlappingClaims([a, other], []).map((o) => `${o.runtime} ${o.action} ${o.patterns.join(' ')}`)).toEqual(
      expected,
    )
  })

  test('patterns that have nothing in common do not overlap', () => {
    expect(overlappingClaims([workflow('a', ['x-*'], ['cloud']), workflow('b', ['y-*'], ['cloud'])], [])).toEqual([])
  })

  test.each([
    ['that covers it settles it', { pattern: 'thing:x-*' }, 'b'],
    ['that covers only a part of it does not', { pattern: 'thing:x-1' }, null],
    ['in another runtime does not', { runtime: 'office' }, null],
    ['of another action does not', { action: 'look' }, null],
    ['of a third workflow takes it from both', { workflowId: 'c' }, 'c'],
  ])('an ownership %s', (_, over, owner) => {
    const ownership = { runtime: 'cloud', action: 'pay', pattern: 'thing:*', workflowId: 'b', ...over }
    const [overlap] = overlappingClaims([a, workflow('b', ['x-*'], ['cloud'])], [ownership])
    expect(overlap?.ownerId).toBe(owner)
  })
})
