import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refundOf, steps } from '@/e2e/support/boundary'
import type { Json } from '@/lib/core/canonical/json'
import { decisionChallenge, reasonDigest, type Statement } from '@/lib/core/decision/statement'
import { type DigestInput, requestDigest } from '@/lib/core/request/digest'
import { type DraftInput, draftRequest } from '@/lib/core/request/draft'
import { findSubmission } from '@/lib/core/request/submission'
import { freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { prepareBoundary } from '@/lib/platform/cedar'
import { noVelocity } from '@/lib/requests/submit-request'
import { useWorld } from './world'

/** What a consent is bound to: pure functions of core, over values of every kind and over the demo's own directory. */

const word = fc.string({ minLength: 1, maxLength: 24 })
const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3 })
  .map((value): Json => JSON.parse(JSON.stringify(value).replaceAll('-0', '0')))
const digestInput: fc.Arbitrary<DigestInput> = fc.record({
  workflow: word,
  boundaryVersion: fc.integer({ min: 1, max: 1_000 }),
  agent: word,
  principals: fc.uniqueArray(word, { maxLength: 3 }),
  action: word,
  resource: word,
  params: json,
  executor: word,
  secret: fc.option(json),
  requestId: word,
  notAfter: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
})
const fields = [
  'workflow',
  'boundaryVersion',
  'agent',
  'principals',
  'action',
  'resource',
  'params',
  'executor',
  'secret',
  'requestId',
  'notAfter',
] as const
/** Equal as the digest sees it: principals in any order. */
const shape = (input: DigestInput) => JSON.stringify({ ...input, principals: [...input.principals].sort() })

describe('the digest of a request (ATTACKS 3)', () => {
  test.each(fields)('changes with %s', (field) => {
    fc.assert(
      fc.property(digestInput, digestInput, (one, other) => {
        const changed = { ...one, [field]: other[field] }
        fc.pre(shape(changed) !== shape(one))
        expect(requestDigest(changed)).not.toBe(requestDigest(one))
      }),
    )
  })

  test('keeps NFC and NFD twins apart, in a param, the resource or the executor (ATTACKS 8)', () => {
    fc.assert(
      fc.property(digestInput, fc.constantFrom('é', 'Å', 'ñ', 'ệ', '각'), word, (input, letter, rest) => {
        const [nfc, nfd] = [`${rest}${letter}`.normalize('NFC'), `${rest}${letter}`.normalize('NFD')]
        for (const field of ['resource', 'executor', 'params'] as const)
          expect(requestDigest({ ...input, [field]: nfc })).not.toBe(requestDigest({ ...input, [field]: nfd }))
      }),
    )
  })

  test('has no seam: a text moved from one field into its neighbour is another request', () => {
    fc.assert(
      fc.property(digestInput, word, (input, part) => {
        const left = { ...input, action: input.action + part, resource: input.resource }
        const right = { ...input, action: input.action, resource: part + input.resource }
        expect(requestDigest(left)).not.toBe(requestDigest(right))
      }),
    )
  })
})

const statement: fc.Arbitrary<Statement> = fc.record({
  v: fc.constant(2 as const),
  request_id: word,
  digest: word,
  presentation_digest: word,
  verb: fc.constantFrom('approve', 'deny', 'abstain'),
  approver: word,
  reason_digest: word.map(reasonDigest),
  grant_ttl_seconds: fc.option(fc.integer({ min: 30, max: 86_400 })),
  attested: fc.array(word, { maxLength: 3 }),
  answers_digest: fc.option(word),
  nonce: fc.option(word),
})

describe('the challenge that an approver signs (ATTACKS 3, 17)', () => {
  test.each([
    'request_id',
    'digest',
    'presentation_digest',
    'verb',
    'approver',
    'reason_digest',
    'grant_ttl_seconds',
    'attested',
    'answers_digest',
    'nonce',
  ] as const)('changes with %s', (field) => {
    fc.assert(
      fc.property(statement, statement, (one, other) => {
        fc.pre(JSON.stringify(one[field]) !== JSON.stringify(other[field]))
        expect(decisionChallenge({ ...one, [field]: other[field] })).not.toBe(decisionChallenge(one))
      }),
    )
  })

  test('is in a domain of its own: no digest of a reason and no request’s digest is one', () => {
    fc.assert(
      fc.property(statement, (one) => {
        expect(decisionChallenge(one)).not.toBe(reasonDigest(JSON.stringify(one)))
      }),
    )
  })
})

const world = await useWorld()
const fresh = await freshDirectory()
// With a second executor in the workflow, to tell requests apart by.
const directory = {
  ...fresh,
  workflows: new Map(
    [...fresh.workflows].map(([id, workflow]) => [
      id,
      { ...workflow, executors: new Set([...workflow.executors, 'message-runner']) },
    ]),
  ),
}

describe('what an approver is shown', () => {
  const judge = judgementOf(prepareBoundary({ id: 'bnd_binding', cedar: steps }))

  function draft(
    over: Partial<Pick<DraftInput, 'claims' | 'velocity' | 'history' | 'strength'>> & {
      wish?: Record<string, unknown>
    } = {},
  ) {
    const wish = { ...refundOf(3_000), resource: 'charge:ch_binding', on_behalf_of: [], ...over.wish }
    const submission = findSubmission(wish, world.agent.id, directory)
    if (!submission.ok) throw new Error(submission.refusal.code)
    return draftRequest(
      {
        id: 'req_00000000000000000000000000',
        submission: submission.value,
        params: wish.params,
        secret: null,
        strength: over.strength ?? 'api_key',
        claims: over.claims ?? { justification: '', claims: {}, trace: [], external_refs: [], emergency: false },
        velocity: over.velocity ?? noVelocity,
        history: over.history ?? { denied_before: false, similar_denied: 0 },
        decideWithinSeconds: null,
        supersedes: false,
        earlier: [],
        now: new Date('2026-11-23T10:00:00Z'),
      },
      judge,
      directory,
    )
  }

  test('is the same for the same facts, and its digest changes with every server fact and every claim', () => {
    const one = draft()
    expect(draft()).toEqual(one)
    const others = {
      amount: draft({ wish: { params: { amount: 3_001, currency: 'EUR', reason: 'damaged_goods' } } }),
      currency: draft({ wish: { params: { amount: 3_000, currency: 'GBP', reason: 'damaged_goods' } } }),
      resource: draft({ wish: { resource: 'charge:ch_other' } }),
      executor: draft({ wish: { executor: 'message-runner' } }),
      velocity: draft({ velocity: { ...noVelocity, agent_1h: { count: 5, sum: 0 } } }),
      history: draft({ history: { denied_before: true, similar_denied: 1 } }),
      strength: draft({ strength: 'private_key_jwt' }),
      claim: draft({ claims: { justification: 'x', claims: {}, trace: [], external_refs: [], emergency: false } }),
    }
    for (const [name, other] of Object.entries(others))
      expect([name, other.presentationDigest === one.presentationDigest]).toEqual([name, false])
  })

  test('claims change what is shown as a claim and neither digest, consent, reasons, signals nor title (ATTACKS 43, law 7)', () => {
    const one = draft()
    const claims = fc.record({
      justification: fc.string({ maxLength: 80 }),
      claims: fc.dictionary(
        fc.constantFrom('risk', 'environment', 'tier', 'amount', 'approved_by'),
        fc.oneof(fc.constantFrom<Json>('low', 'dev', 'allow', true, 0), fc.string()),
        { maxKeys: 4 },
      ),
      trace: fc.array(fc.record({ tool: fc.string({ maxLength: 12 }), summary: fc.string({ maxLength: 40 }) }), {
        maxLength: 2,
      }),
      external_refs: fc.array(fc.record({ system: word, id: word, url: word }), { maxLength: 2 }),
      emergency: fc.constant(false),
    })
    fc.assert(
      fc.property(claims, (said) => {
        const other = draft({ claims: said })
        const judged = ({
          digest,
          bindingCode,
          title,
          consent,
          level,
          reasons,
          status,
          notAfter,
          expiresAt,
          approverTeams,
          intentKey,
        }: typeof one) => ({
          digest,
          bindingCode,
          title,
          consent,
          level,
          reasons,
          status,
          notAfter,
          expiresAt,
          approverTeams,
          intentKey,
        })
        expect(judged(other)).toEqual(judged(one))
        const { claims: _, ...shown } = other.presentation
        const { claims: __, ...before } = one.presentation
        expect(shown).toEqual(before)
      }),
    )
  })
})
