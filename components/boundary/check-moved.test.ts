import { describe, expect, it } from 'vitest'
import type { CheckView, Fault } from '@/lib/boundaries/schema-views'
import type { RuleForm, RuleView } from '@/lib/core/boundary/analysis'
import { unread, withFaulty } from './check-moved'

const form = (id: string): RuleForm => ({
  id,
  effect: 'permit',
  tier: 'allow',
  approvers: [],
  quorum: 1,
  stepup: 'none',
  grant_ttl: '',
  decide_within: '',
  grace: '',
  batch: 'T1',
  deny_threshold: 1,
  attestations: [],
  prompt: '',
  reason: 'Because',
  runtimes: [],
  actions: [],
  resource: { kind: 'any' },
  conditions: [],
})
const rule = (id: string, from: number, to: number): RuleView => ({
  id,
  from,
  to,
  level: 'T0',
  tier: 'allow',
  sentence: [],
  reason: 'Because',
  form: form(id),
})
const fault = (from: number): Fault => ({
  rule: null,
  line: 1,
  column: 1,
  from,
  to: from,
  message: 'is empty',
  help: null,
})
const check = (rules: RuleView[], faults: Fault[]): CheckView => ({
  faults,
  catalogue_faults: [],
  rules,
  findings: [],
  tests: [],
  comparison: null,
  blockers: [],
  schema: [],
})
const before = [rule('a', 0, 10), rule('b', 11, 20), rule('c', 21, 30)]
const ranges = [
  { id: 'a', from: 0, to: 10 },
  { id: 'b', from: 11, to: 16 },
  { id: 'c', from: 17, to: 26 },
]

describe('a rule that cannot be read for a fault of its own', () => {
  const faulty = check([rule('a', 0, 10), rule('c', 17, 26)], [fault(13)])

  it('stays where it stands, as it was read last, with what was written into its form', () => {
    expect(withFaulty(faulty, before, ranges).map(({ id, from, to }) => [id, from, to])).toEqual([
      ['a', 0, 10],
      ['b', 11, 16],
      ['c', 17, 26],
    ])
    const edited = new Map([
      ['a', form('a')],
      ['b', { ...form('b'), reason: '' }],
    ])
    expect([...unread(edited, faulty).keys()]).toEqual(['b'])
  })

  it('goes when it was removed, and once it is read again under another name', () => {
    expect(withFaulty(check([rule('a', 0, 10), rule('c', 17, 26)], []), before, ranges)).toHaveLength(2)
    const renamed = check([rule('a', 0, 10), rule('b2', 11, 16), rule('c', 17, 26)], [fault(13)])
    expect(withFaulty(renamed, before, ranges).map(({ id }) => id)).toEqual(['a', 'b2', 'c'])
    expect(unread(new Map([['b', form('b2')]]), renamed).size).toBe(0)
  })
})
