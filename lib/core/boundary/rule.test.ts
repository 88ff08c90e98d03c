import { describe, expect, test } from 'vitest'
import { parseDuration, sayDuration } from './duration'
import { readRule } from './rule'

const good = {
  id: 'refund-large',
  tier: 'approve',
  approvers: 'team:payments-leads',
  quorum: '2',
  stepup: 'passkey',
  grant_ttl: '10m',
  decide_within: '30m',
  reason: 'Refunds above 500 EUR.',
}

test('a complete rule is read', () => {
  expect(readRule('x', 'permit', good)).toMatchObject({
    ok: true,
    rule: {
      id: 'refund-large',
      quorum: 2,
      grantTtlSeconds: 600,
      decideWithinSeconds: 1_800,
      approvers: ['payments-leads'],
    },
  })
})

test('what approvers confirm is set apart by bars, and a question stands alone', () => {
  expect(
    readRule('x', 'permit', { ...good, attest: ' I saw it | It is backed up ', prompt: ' Ticket? ' }),
  ).toMatchObject({
    ok: true,
    rule: { attestations: ['I saw it', 'It is backed up'], prompt: 'Ticket?' },
  })
  expect(readRule('x', 'permit', good)).toMatchObject({ ok: true, rule: { attestations: [], prompt: null } })
})

describe('what is not understood is refused, never guessed', () => {
  test.each([
    ['a misspelt annotation', { ...good, quorom: '2' }, 'quorom'],
    ['an unknown tier', { ...good, tier: 'approved' }, 'tier'],
    ['no approvers', { ...good, approvers: '' }, 'approvers'],
    ['an approver that is no team', { ...good, approvers: 'usr:me' }, 'approvers'],
    ['a quorum of zero', { ...good, quorum: '0' }, 'quorum'],
    ['a quorum in words', { ...good, quorum: 'two' }, 'quorum'],
    ['a weaker step-up word', { ...good, stepup: 'password' }, 'stepup'],
    ['a lifetime without unit', { ...good, grant_ttl: '600' }, 'grant_ttl'],
    ['a lifetime of a month', { ...good, grant_ttl: '30d' }, 'grant_ttl'],
    ['confirming nothing', { ...good, attest: ' | ' }, 'attest'],
    ['confirming one thing twice', { ...good, attest: 'I saw it | I saw it' }, 'attest'],
    ['confirming six things', { ...good, attest: 'a|b|c|d|e|f' }, 'attest'],
    ['confirming what cannot be read', { ...good, attest: 'I saw it\u202e' }, 'attest'],
    ['confirming two lines', { ...good, attest: 'I saw it\nand more' }, 'attest'],
    ['confirming where nobody is asked', { id: 'a', tier: 'allow', attest: 'x', reason: 'r' }, 'attest'],
    ['an empty question', { ...good, prompt: ' ' }, 'prompt'],
    ['a question with hidden characters', { ...good, prompt: 'Ticket\u200b?' }, 'prompt'],
    ['a question where nobody is asked', { id: 'a', tier: 'notify', prompt: 'x', reason: 'r' }, 'prompt'],
    ['a batch of T3', { ...good, batch: 'T3' }, 'batch'],
    ['a batch where nobody is asked', { id: 'a', tier: 'allow', batch: 'none', reason: 'r' }, 'batch'],
    ['no reason', { ...good, reason: ' ' }, 'reason'],
    ['no id', { ...good, id: '' }, 'id'],
    ['approvers on allow', { id: 'a', tier: 'allow', approvers: 'team:x', reason: 'r' }, 'approvers'],
  ])('%s', (_, annotations, annotation) => {
    const read = readRule('x', 'permit', annotations)
    expect(read.ok ? [] : read.faults.map((fault) => fault.annotation)).toContain(annotation)
  })

  test('a forbid cannot carry a softer tier', () => {
    expect(readRule('x', 'forbid', { id: 'f', tier: 'allow', reason: 'r' }).ok).toBe(false)
  })
})

test.each([
  ['30s', 30],
  ['10m', 600],
  ['2h', 7_200],
  ['1d', 86_400],
  ['1h30m', null],
  ['0m', null],
  ['-5m', null],
  ['10 m', null],
  ['10M', null],
])('duration %s', (text, seconds) => expect(parseDuration(text)).toBe(seconds))

test.each([
  [45, '45 s'],
  [900, '15 min'],
  [5_400, '1 h 30 min'],
  [172_800, '2 d'],
])('%d seconds are said as %s', (seconds, text) => expect(sayDuration(seconds)).toBe(text))
