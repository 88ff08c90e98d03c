import { z } from '@hono/zod-openapi'
import type { Actor, PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { readAuditPage, readEntryProof } from './read'
import { readCheckpoint, readConsistency, readEntries, readInclusion } from './read-log'
import { auditPage, auditQuery, entryProof } from './schema'

const auditorOperation = operationFor<Extract<Actor, { kind: 'auditor' }>>()
const personOperation = operationFor<PersonActor>()

const HASH = 'n0VK6zXhJd8mKc0oYvUu3v9sPcLxq3l0a2r1t7mB5yQ'
const hash = z.string().openapi({ description: 'SHA-256, base64url without padding', example: HASH })
const count = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)

const NOTE = `localhost/countersign/k3Jd9sPw\n48243\nn0VK6zXhJd8mKc0oYvUu3v9sPcLxq3l0a2r1t7mB5yQ=\n\n— localhost/countersign/k3Jd9sPw 3q2+7w…\n`

export const checkpoint = auditorOperation({
  docs: {
    id: 'readCheckpoint',
    tag: 'Log',
    summary: 'The signed head of the log',
    description:
      'A C2SP `tlog-checkpoint`: origin, size, root, and an Ed25519 signature. Signed within two seconds of an entry, and at least once an hour.',
    answers: { 200: { description: 'The signed note.', mediaType: 'text/plain', schema: z.string(), example: NOTE } },
    refusals: ['unavailable'],
  },
  params: none,
  query: none,
  body: none,
  handle: async () => {
    const head = await readCheckpoint()
    // Only in the first second of a deployment's life.
    if (head === null) return problemResponse({ code: 'unavailable' })
    return new Response(head.note, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  },
})

const entriesWire = z
  .object({
    entries: z.array(
      z.object({
        index: z.number().int(),
        leaf: z.string().openapi({ description: 'RFC 8785 JSON text: the bytes that were hashed' }),
        leaf_hash: hash,
      }),
    ),
    size: z.number().int().openapi({ description: 'Of the signed head that these entries are under' }),
  })
  .openapi('LogEntries')

export const entries = auditorOperation({
  docs: {
    id: 'readLogEntries',
    tag: 'Log',
    summary: 'Entries in order',
    description:
      'From `start` on, at most `limit`, none beyond the signed head; with `request` only those about one request. Free text is not in a leaf, only its salted hash.',
    answers: {
      200: {
        description: 'A stretch of the log; shorter than `limit` at its end.',
        schema: entriesWire,
        example: {
          entries: [
            { index: 0, leaf: '{"entry":{…},"index":0,"logged_at":"2026-11-23T09:00:00.000Z","v":1}', leaf_hash: HASH },
          ],
          size: 48_243,
        },
      },
    },
    refusals: ['log.out_of_range'],
  },
  params: none,
  query: z.strictObject({
    start: count.default(0),
    limit: z.coerce
      .number('must be a whole number')
      .int('must be a whole number')
      .min(1)
      .max(limits.logEntriesPage)
      .default(limits.logEntriesPage),
    request: z
      .string()
      .regex(/^req_[0-9a-z]{26}$/, 'must be a request id')
      .optional(),
  }),
  body: none,
  handle: async ({ query }) => reply(await readEntries(query)),
})

const inclusionWire = z
  .object({ index: z.number().int(), size: z.number().int(), leaf_hash: hash, root: hash, proof: z.array(hash) })
  .openapi('InclusionProof')

export const inclusion = auditorOperation({
  docs: {
    id: 'readInclusionProof',
    tag: 'Log',
    summary: 'Proof that an entry is in the log',
    description:
      'RFC 9162 section 2.1.3: the audit path of leaf `index` in the tree of `size` leaves, the signed head unless told.',
    answers: {
      200: {
        description: 'The audit path.',
        schema: inclusionWire,
        example: { index: 3, size: 4, leaf_hash: HASH, root: HASH, proof: [HASH, HASH] },
      },
    },
    refusals: ['log.out_of_range'],
  },
  params: none,
  query: z.strictObject({ index: count, size: count.optional() }),
  body: none,
  handle: async ({ query }) => reply(await readInclusion(query)),
})

const consistencyWire = z
  .object({ from: z.number().int(), to: z.number().int(), from_root: hash, to_root: hash, proof: z.array(hash) })
  .openapi('ConsistencyProof')

export const consistency = auditorOperation({
  docs: {
    id: 'readConsistencyProof',
    tag: 'Log',
    summary: 'Proof that the log only grew',
    description:
      'RFC 9162 section 2.1.4: that the tree of `from` leaves (at least 1) is the beginning of the tree of `to` leaves, the signed head unless told.',
    answers: {
      200: {
        description: 'The proof.',
        schema: consistencyWire,
        example: { from: 2, to: 4, from_root: HASH, to_root: HASH, proof: [HASH] },
      },
    },
    refusals: ['log.out_of_range'],
  },
  params: none,
  query: z.strictObject({ from: count, to: count.optional() }),
  body: none,
  handle: async ({ query }) => reply(await readConsistency(query)),
})

const entryId = z.string().regex(/^ent_[0-9a-z]{26}$/, 'must be the cursor of a page before')

export const audit = personOperation({
  docs: {
    id: 'readAudit',
    tag: 'Audit',
    summary: 'The log as I may see it',
    description: 'Newest first. A page may be short and still have a cursor.',
    answers: { 200: { description: 'One page.', schema: auditPage } },
    refusals: [],
  },
  params: none,
  query: auditQuery.extend({ cursor: entryId.optional() }),
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readAuditPage(actor.id, query) }),
})

export const proof = personOperation({
  docs: {
    id: 'readEntryProof',
    tag: 'Audit',
    summary: 'What the browser needs to check one entry by itself',
    description: 'Leaf, audit path, signed head and the keys.',
    answers: { 200: { description: 'The proof.', schema: entryProof } },
    refusals: ['not_found', 'log.out_of_range'],
  },
  params: z.strictObject({ entryId }),
  query: none,
  body: none,
  handle: async ({ actor, params }) => reply(await readEntryProof(actor.id, params.entryId)),
})

function reply<T>(read: Result<T>) {
  return read.ok ? ok({ status: 200, body: read.value }) : read
}
