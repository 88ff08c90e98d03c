import { describe, expect, test } from 'vitest'
import { type BatchLine, batchDigest, batchLine, batchSays } from '../batch/signed'
import { digestOf } from '../canonical/digest'
import type { JsonObject } from '../canonical/json'
import { signCheckpoint } from './checkpoint'
import type { Entry } from './event'
import { leafBytes } from './leaf'
import { leafHash } from './merkle'
import { ed25519Signer } from './note'
import { appendLeaves, emptyFrontier, rootOf } from './tree'
import { verifyRange } from './verify'

const signer = ed25519Signer('console.example/log', new Uint8Array(32).fill(1))
const PERSON = 'usr_1'
const PASSKEY = 'pky_1'
const SESSION = 'ses_1'

type Said = Pick<Entry, 'type' | 'subject' | 'facts'> & { person?: string }

/** A log of these entries as whoever has the log's key can write it: numbers, root and checkpoint fit what is in it. */
function verified(entries: readonly Said[]) {
  const leaves = entries.map(({ person = PERSON, ...said }, index) => ({
    index,
    bytes: leafBytes({
      index,
      logged_at: time(index),
      entry: {
        v: 1,
        id: `ent_${index}`,
        at: time(index),
        actor: { kind: 'person', id: person },
        payload_hash: null,
        ...said,
      },
    }),
  }))
  const { frontier } = appendLeaves(
    emptyFrontier(),
    leaves.map(({ bytes }) => leafHash(bytes)),
  )
  const head = { origin: 'console.example/log', size: leaves.length, root: rootOf(frontier) }
  return verifyRange({ checkpointNote: signCheckpoint(head, [signer]), keys: [signer], leaves })
}
const time = (second: number) => new Date(Date.UTC(2026, 10, 23) + second * 1000).toISOString()
/** What is wrong, in the words of the verifier; everything but the batches is sound in these logs. */
const faults = (entries: readonly Said[]) =>
  verified(entries)
    .steps.filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name} ${detail}`)

function line(request: string, verb: 'approve' | 'deny' = 'approve', approver = PERSON): BatchLine {
  return batchLine({
    v: 2,
    request_id: request,
    digest: `digest of ${request}`,
    presentation_digest: `presentation of ${request}`,
    verb,
    approver,
    reason_digest: 'reason',
    grant_ttl_seconds: null,
    attested: [],
    answers_digest: null,
    nonce: null,
  })
}

/** The entry of a list; `over` changes facts after it was signed. */
function listed(lines: readonly BatchLine[], over: JsonObject = {}): Said {
  const says = batchSays(SESSION, lines)
  const statement = digestOf({ v: 1, purpose: 'decision_batch', person: PERSON, nonce: 'nonce', says })
  return {
    type: 'batch.recorded',
    subject: { batch_id: 'bat_1' },
    facts: {
      kind: 'review',
      count: lines.length,
      items: lines.map((each) => ({ ...each })),
      items_digest: batchDigest(lines),
      statement,
      session: SESSION,
      nonce: 'nonce',
      passkey: PASSKEY,
      ...over,
    },
  }
}

function decision(each: BatchLine, position: number, over: JsonObject = {}): Said {
  const { request_id, ...said } = each
  const passkey = each.verb === 'approve' ? PASSKEY : null
  return {
    type: 'decision.recorded',
    subject: { request_id },
    facts: { ...said, passkey, batch: 'bat_1', batch_position: position, ...over },
  }
}

const [a, b, c] = [line('req_a'), line('req_b', 'deny'), line('req_c')]
const list = [a, b, c]
const decisions = list.map((each, at) => decision(each, at))

test('a batch and its decisions verify, also where one of them was refused and never recorded', () => {
  expect(faults([listed(list), ...decisions])).toEqual([])
  expect(faults([listed(list), decision(a, 0), decision(c, 2)])).toEqual([])
  expect(verified([listed(list), ...decisions]).steps.find(({ name }) => name === 'leaves.batches')?.ok).toBe(true)
})

test('denials alone are a list without a signature, under which nothing is approved', () => {
  const unsigned = { kind: 'denials', statement: null, passkey: null }
  const denials = [line('req_a', 'deny'), line('req_b', 'deny')]
  expect(faults([listed(denials, unsigned), ...denials.map((each, at) => decision(each, at))])).toEqual([])
  expect(faults([listed(list, unsigned), decision(a, 0, { passkey: null })])).toEqual([
    'leaves.batches leaf 1: the approval is not under the signature of the list',
  ])
})

describe('a log that was written anew does not pass with a list that was touched (ATTACKS 60)', () => {
  const unlike = 'leaves.batches leaf 0: the list of the batch is not the one that its digest is of'
  const unsigned = 'leaves.batches leaf 0: the list of the batch is not the one that was signed'
  const malformed = 'leaves.batches leaf 0: the list of the batch is malformed'
  /** The list that is there now, with a digest and a count that fit it: only the signature is of another one. */
  const refitted = (lines: BatchLine[]) => ({
    items: [...lines],
    items_digest: batchDigest(lines),
    count: lines.length,
  })
  const other = line('req_other')
  test.each<[string, JsonObject, string]>([
    ['another item', { items: [a, b, { ...c, digest: 'another' }] }, unlike],
    ['another order', { items: [b, a, c] }, unlike],
    ['one less', { items: [a, b], count: 2 }, unlike],
    ['one more', { items: [a, b, c, other], count: 4 }, unlike],
    ['another count', { count: 4 }, unlike],
    ['another item, and its digest', refitted([a, b, other]), unsigned],
    ['another order, and its digest', refitted([b, a, c]), unsigned],
    ['one less, and its digest', refitted([a, b]), unsigned],
    ['one more, and its digest', refitted([a, b, c, other]), unsigned],
    ['another statement', { statement: digestOf('another') }, unsigned],
    ['another session', { session: 'ses_2' }, unsigned],
    ['another nonce', { nonce: 'another' }, unsigned],
    ['no nonce', { nonce: null }, unsigned],
    ['no statement', { statement: null }, unsigned],
    ['no items', { items: [] }, malformed],
    ['an item with less', { items: [{ request_id: 'req_a' }] }, malformed],
    ['an item with more', { items: [{ ...a, also: 'this' }] }, malformed],
    ['an item that is none', { items: ['req_a'] }, malformed],
  ])('%s', (_, over, why) => {
    expect(faults([listed(list, over), ...decisions])).toEqual([why])
  })
})

describe('a decision stands in its list, once and word for word', () => {
  const nowhere = 'leaves.batches leaf 1: the decision names a batch in whose list it does not stand'
  const unlike = (place: number) => `leaves.batches leaf 1: the decision is not the one at place ${place} of the list`
  test.each<[string, Said, string]>([
    ['of another request', decision({ ...a, request_id: 'req_x' }, 0), unlike(1)],
    ['at another place', decision(a, 2), unlike(3)],
    ['with another verb', decision(b, 1, { verb: 'approve', passkey: PASSKEY }), unlike(2)],
    ['with another statement', decision(a, 0, { statement: 'another' }), unlike(1)],
    ['of another action', decision(a, 0, { digest: 'another' }), unlike(1)],
    ['of something else that was shown', decision(a, 0, { presentation_digest: 'another' }), unlike(1)],
    ['beyond the end', decision(a, 3), nowhere],
    ['at no place', decision(a, 0, { batch_position: null }), nowhere],
    ['of a batch that is not in the log', decision(a, 0, { batch: 'bat_2' }), nowhere],
    [
      'by somebody else',
      { ...decision(a, 0), person: 'usr_2' },
      'leaves.batches leaf 1: the list of the batch is another person’s',
    ],
    [
      'under another passkey',
      decision(a, 0, { passkey: 'pky_2' }),
      'leaves.batches leaf 1: the approval is not under the signature of the list',
    ],
    [
      'under none',
      decision(a, 0, { passkey: null }),
      'leaves.batches leaf 1: the approval is not under the signature of the list',
    ],
  ])('%s', (_, said, why) => {
    expect(faults([listed(list), said])).toEqual([why])
  })

  test('the same twice, the list twice, or after its decisions', () => {
    expect(faults([listed(list), decision(a, 0), decision(a, 0)])).toEqual([
      'leaves.batches leaf 2: the place in the list is decided twice',
    ])
    expect(faults([listed(list), listed(list)])).toEqual(['leaves.batches leaf 1: the batch is there twice'])
    expect(faults([decision(a, 0), listed(list)])).toEqual([
      'leaves.batches leaf 0: the decision names a batch in whose list it does not stand',
    ])
  })
})
