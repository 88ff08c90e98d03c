import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { type BatchLine, batchDigest, batchLine, batchSays } from '@/lib/core/batch/signed'
import { batchFaults } from '@/lib/core/batch/together'
import { digestOf } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import type { Refusal } from '@/lib/core/refusal'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { SignedStatement } from '@/lib/core/signing/statement'
import { beginAttempt } from '@/lib/decisions/attempt'
import type { DecisionBody } from '@/lib/decisions/schema'
import { NoLongerPending, type Recorded, statementOf, writeDecision } from '@/lib/decisions/written'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory } from '@/lib/directory/current'
import { type SigningChallenge, signStatement } from '@/lib/identity/passkey/statement'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { autocommit, inTransaction, violatesCheck } from '@/lib/platform/transaction'
import type { BatchBody, BatchItem } from './schema'
import { type BatchedRequest, findBatched, insertBatch } from './store'

/** One item as it is decided: the stored request, the decision in the words of a single one, and its line of the list. */
type Member = { request: BatchedRequest; body: DecisionBody; line: BatchLine }
/** The signature of the whole list. Null where only denials are collected. */
type Signed = { passkeyId: string; assertion: { [key: string]: Json } } | null

export type ItemRefused = { at: number; requestId: string; refusal: Refusal }
export type ItemResult = {
  requestId: string
  verb: 'approve' | 'deny'
  outcome: { recorded: true; as: Recorded } | { recorded: false; refusal: Refusal }
}
export type BatchDecided =
  | { kind: 'challenge'; challenge: SigningChallenge }
  /** Nothing was signed and nothing decided: these could not be decided as they stand. */
  | { kind: 'refused'; items: ItemRefused[] }
  | { kind: 'recorded'; id: string; results: ItemResult[] }

/**
 * A person decides several requests at once (DESIGN 12): one list, one signature, and each request still its own decision,
 * judged by itself in the moment in which it is written. In this order because the order is the safety:
 *  1. load what never changes, and refuse the whole list where it does not belong together;
 *  2. without a signature: judge every item as it stands now, and answer with what is refused or with the challenge. Nothing
 *     has happened;
 *  3. with one: verify it over the ordered list computed from what is stored, write list and entry, commit. The challenge is
 *     used up, so the list can never be signed for again;
 *  4. then each item by itself, in the order of the list and in a transaction of its own: lock, load, ask core, write. One
 *     that is refused leaves the others as they are. The database holds each decision against the list.
 */
export async function decideBatch(ctx: VerbContext<PersonActor>, input: BatchBody): Promise<Result<BatchDecided>> {
  const { members, missing } = await membersOf(ctx, input)
  if (missing.length > 0) return ok({ kind: 'refused', items: missing })
  if (input.kind === 'review') {
    const faults = batchFaults(members.map(({ request }) => request))
    const errors = faults.map(({ at, detail }) => ({ pointer: `/items/${at}`, detail }))
    if (faults.some(({ apart }) => !apart)) return refuse({ code: 'batch.not_allowed', errors })
    if (faults.length > 0) return refuse({ code: 'batch.mixed', errors })
    if (input.signature === undefined) {
      const refused = await judgeAll(ctx, members)
      if (refused.length > 0) return ok({ kind: 'refused', items: refused })
    }
  }
  const listed = await writeList(ctx, input, members)
  if (!listed.ok) return listed
  if (listed.value.kind === 'challenge') return ok(listed.value)
  const { id, signed } = listed.value
  const results: ItemResult[] = []
  for (const [position, member] of members.entries())
    results.push(await recordItem(ctx, member, signed, { id, position }))
  return ok({ kind: 'recorded', id, results })
}

/** The items with what is stored of them. One that is not there, or not this person's to see, is not found. */
async function membersOf(
  ctx: VerbContext<PersonActor>,
  input: BatchBody,
): Promise<{ members: Member[]; missing: ItemRefused[] }> {
  const found = await findBatched(
    autocommit(),
    input.items.map(({ request_id }) => request_id),
  )
  const directory = await currentDirectory()
  const members: Member[] = []
  const missing: ItemRefused[] = []
  for (const [at, item] of input.items.entries()) {
    const request = found.find(({ id }) => id === item.request_id)
    if (!request || !maySee(ctx.actor.id, request, directory)) {
      missing.push({ at, requestId: item.request_id, refusal: { code: 'not_found' } })
      continue
    }
    const body = bodyOf(item, input.kind === 'review' ? input.reason : '')
    const statement = statementOf(request, ctx.actor.id, body, [], null)
    members.push({ request, body, line: batchLine({ ...statement, verb: item.verb }) })
  }
  return { members, missing }
}

function bodyOf(item: BatchItem, reason: string): DecisionBody {
  const { presentation_digest, reading } = item
  return item.verb === 'approve'
    ? {
        verb: 'approve',
        presentation_digest,
        reason: item.reason || reason,
        attested: [],
        answers: [],
        expanded: [],
        reading,
      }
    : {
        verb: 'deny',
        presentation_digest,
        code: item.code,
        reason: item.reason,
        private_note: '',
        next_action: item.next_action,
        expanded: [],
        reading,
      }
}

/** What would be refused if it were decided now: told before anything is signed. */
async function judgeAll(ctx: VerbContext<PersonActor>, members: readonly Member[]): Promise<ItemRefused[]> {
  const refused: ItemRefused[] = []
  for (const [at, { request, body }] of members.entries()) {
    const refusal = await inTransaction(async (tx) => {
      const begun = await beginAttempt(tx, ctx.actor, request.id, wishOf(body))
      if (!begun.ok) return begun.refusal
      return begun.value.openedAt === null ? ({ code: 'batch.not_shown' } as const) : null
    })
    if (refusal !== null) refused.push({ at, requestId: request.id, refusal })
  }
  return refused
}

/** Verifies the signature over the list, or gives the challenge for it; then writes the list with its entry. */
async function writeList(
  ctx: VerbContext<PersonActor>,
  input: BatchBody,
  members: readonly Member[],
): Promise<
  Result<{ kind: 'challenge'; challenge: SigningChallenge } | { kind: 'listed'; id: string; signed: Signed }>
> {
  const lines = members.map(({ line }) => line)
  const says = batchSays(ctx.actor.sessionId, lines)
  const [first] = members
  if (first === undefined) throw new Error('a batch holds at least one request')
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const id = newId('bat')
    const list = {
      id,
      personId: ctx.actor.id,
      sessionId: ctx.actor.sessionId,
      lines,
      itemsDigest: batchDigest(lines),
    }
    let signed: Signed = null
    let statement: string | null = null
    if (input.kind === 'review') {
      const signing = await signStatement(tx, {
        personId: ctx.actor.id,
        purpose: 'decision_batch',
        says,
        signature: input.signature ?? null,
      })
      if (!signing.ok) return signing
      if (!signing.value.signed) return ok({ kind: 'challenge', challenge: signing.value.challenge })
      const { passkeyId, evidence } = signing.value
      signed = { passkeyId, assertion: evidence }
      statement = signing.value.statement
      const { boundaryId, action, level } = first.request
      await insertBatch(tx, {
        ...list,
        signed: { statement, passkeyId, assertion: evidence, boundaryId, action, level },
      })
    } else await insertBatch(tx, { ...list, signed: null })
    await appendEntry(tx, {
      type: 'batch.recorded',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { batch_id: id },
      facts: {
        kind: input.kind,
        count: lines.length,
        items: lines.map((line) => ({ ...line })),
        items_digest: list.itemsDigest,
        ...signedFacts(ctx.actor.sessionId, statement),
        passkey: signed?.passkeyId ?? null,
        method: ctx.actor.method,
      },
    })
    return ok({ kind: 'listed', id, signed })
  })
}

/** What a verifier needs beside the list to compute again what was signed (`verify-batches`). */
function signedFacts(session: string, text: string | null): { [name: string]: Json } {
  if (text === null) return { statement: null }
  const statement = JSON.parse(text) as SignedStatement
  return { statement: digestOf(statement), session, nonce: statement.nonce }
}

async function recordItem(
  ctx: VerbContext<PersonActor>,
  member: Member,
  signed: Signed,
  batch: { id: string; position: number },
): Promise<ItemResult> {
  const recorded = await recordOnce(ctx, member, signed, batch).catch((error: unknown) => {
    // The deadline may pass between two statements; asked again, core says so in the words for it.
    if (error instanceof NoLongerPending || violatesCheck(error)) return recordOnce(ctx, member, signed, batch)
    throw error
  })
  return {
    requestId: member.request.id,
    verb: member.line.verb,
    outcome: recorded.ok ? { recorded: true, as: recorded.value } : { recorded: false, refusal: recorded.refusal },
  }
}

async function recordOnce(
  ctx: VerbContext<PersonActor>,
  { request, body }: Member,
  signed: Signed,
  batch: { id: string; position: number },
): Promise<Result<Recorded>> {
  return inTransaction(async (tx) => {
    const begun = await beginAttempt(tx, ctx.actor, request.id, wishOf(body))
    if (!begun.ok) return begun
    if (signed !== null && begun.value.openedAt === null) return refuse({ code: 'batch.not_shown' })
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const approves = body.verb === 'approve'
    return ok(
      await writeDecision(tx, ctx, body, begun.value, {
        statement: statementOf(begun.value.request, ctx.actor.id, body, [], null),
        passkeyId: approves ? (signed?.passkeyId ?? null) : null,
        evidence: approves ? (signed?.assertion ?? null) : null,
        answers: [],
        proposal: null,
        batch,
      }),
    )
  })
}

function wishOf(body: DecisionBody): Parameters<typeof beginAttempt>[3] {
  return {
    verb: body.verb,
    presentationDigest: body.presentation_digest,
    reason: body.reason,
    grantTtlSeconds: null,
    attested: [],
    answers: [],
    // What was unfolded is what the server remembers, not what the batch says.
    expanded: [],
  }
}
