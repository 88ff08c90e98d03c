import { entryRow } from '@/lib/audit/store'
import type { History, Velocity } from '@/lib/core/boundary/cedar-request'
import type { Directory } from '@/lib/core/directory'
import type { Told } from '@/lib/core/escalation/told'
import type { Refusal } from '@/lib/core/refusal'
import { type Draft, draftRequest, factsOf } from '@/lib/core/request/draft'
import { findSubmission, type Submission } from '@/lib/core/request/submission'
import { requestToWire } from '@/lib/core/request/wire'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { beginLadder, planFirst } from '@/lib/escalation/first'
import { mintGrantToken } from '@/lib/identity/grant-token'
import { prepareBoundary } from '@/lib/platform/cedar'
import { newId } from '@/lib/platform/ids'
import { autocommit, type Db, inTransaction, type Tx } from '@/lib/platform/transaction'
import { askedOf } from './asked'
import { barredFrom } from './freed'
import { checkParams } from './params'
import type { RequestWire, SubmitInput } from './schema'
import {
  countDenied,
  countVelocity,
  type EarlierRequest,
  findEarlier,
  findForWire,
  findIdempotent,
  findOwn,
  type Inserted,
  insertRequest,
  lockCounting,
} from './store'
import { supersede } from './supersede'
import { type HeldBack, holdBack } from './volume'
import { wireAtFirst } from './wire'

const zero = { count: 0, sum: 0 }
export const noVelocity: Velocity = {
  agent_1h: zero,
  agent_24h: zero,
  sponsor_1h: zero,
  sponsor_24h: zero,
  resource_1h: zero,
  resource_24h: zero,
}
const noHistory = { denied_before: false, similar_denied: 0 }

/** A configuration change between judging and writing makes us judge again; a storm of changes is an outage, not a loop. */
const ATTEMPTS = 5

/**
 * An agent asks. Judged by the active boundary over server facts only; request, evaluation, log entries and (when policy
 * alone consents) the grant are written in one statement that also re-checks that nothing it was judged by has changed.
 *
 * Refuses unknown workflow, action, resource, executor or principal, params that miss the schema, inexact scopes, a foreign
 * `supersedes`, an Idempotency-Key used for another body, and what people must be spared (volume.ts); an equal wish that
 * already waits is answered with its request. A denial by policy is an answer (201), not a refusal.
 */
export async function submitRequest(
  ctx: VerbContext<AgentActor>,
  input: SubmitInput,
): Promise<Result<Answer<RequestWire>>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const directory = attempt === 0 ? await currentDirectory() : await freshDirectory()
    const found = findSubmission(input, ctx.actor.id, directory)
    // What the cache does not know may have just been made: a refusal is only given by the newest configuration.
    if (!found.ok && attempt === 0 && (await freshDirectory()).revision !== directory.revision) continue
    if (!found.ok) return found
    const submission = found.value
    const errors = checkParams(submission.type, input.params)
    if (errors.length > 0) return refuse({ code: 'params.invalid', errors })
    if (input.supersedes && !(await findOwn(autocommit(), ctx.actor.id, input.supersedes)))
      return refuse({ code: 'supersedes.unknown' })

    const written = await write(ctx, input, submission, directory)
    if (written === 'config_changed') continue
    if (written === 'key_taken') return replay(ctx)
    if ('replacedBy' in written) return refuse({ code: 'supersedes.replaced', by: written.replacedBy })
    if ('refusal' in written) return refuse(written.refusal)
    if ('equal' in written)
      return ok({ status: 202, body: await firstAnswer(ctx.actor.id, written.equal), replayed: false })
    return ok({
      status: written.draft.status === 'pending' ? 202 : 201,
      body: await answer(written, submission),
      replayed: false,
    })
  }
  return refuse({ code: 'config.changed' })
}

/** Another request took the place of the one that this one would replace. */
type Replaced = { replacedBy: string }
type Written = { draft: Draft; inserted: Inserted; grantId: string | null; supersedesId: string | null }

async function write(
  ctx: VerbContext<AgentActor>,
  input: SubmitInput,
  submission: Submission,
  directory: Directory,
): Promise<Written | Replaced | Exclude<HeldBack, null> | 'config_changed'> {
  const prepared = prepareBoundary(submission.boundary)
  const id = newId('req', ctx.now.getTime())
  const draftWith = (velocity: Velocity, history: History, earlier: EarlierRequest[] = []) =>
    draftRequest(
      {
        id,
        submission,
        params: input.params,
        secret: input.secret ?? null,
        strength: ctx.actor.strength,
        claims: {
          justification: input.justification,
          claims: input.claims,
          trace: input.trace,
          external_refs: input.external_refs,
          emergency: input.emergency,
        },
        velocity,
        history,
        decideWithinSeconds: input.decide_within_seconds ?? null,
        supersedes: input.supersedes !== undefined,
        earlier,
        now: ctx.now,
      },
      judgementOf(prepared),
      directory,
    )
  const counting = prepared?.counts(submission.type.name) ?? false
  if (!counting && !input.supersedes) {
    const draft = draftWith(noVelocity, noHistory)
    // Policy alone decides and no rule counts: one statement, no transaction around it.
    if (draft.status !== 'pending') return insert(autocommit(), ctx, input, submission, directory, draft)
  }
  return undone(async (tx) => {
    if ((await holdRevision(tx)) !== directory.revision) return 'config_changed'
    if (input.supersedes) {
      const replaced = await supersede(tx, ctx.actor, input.supersedes, id)
      // Perhaps by this very request, asked again with its key.
      if (replaced !== 'done') return (await isKnown(tx, ctx)) ? 'key_taken' : { replacedBy: replaced?.by ?? '' }
    }
    if (counting) await lockCounting(tx, submission.workflow.id)
    const moneyParam = submission.type.paramLabels.find((label) => label.format === 'money')?.name ?? null
    const velocity = await countVelocity(tx, {
      workflowId: submission.workflow.id,
      action: submission.type.name,
      agentId: submission.agent.id,
      sponsorId: submission.agent.sponsorId,
      resource: submission.resource.id,
      moneyParam,
    })
    const intent = draftWith(noVelocity, noHistory).intentKey
    const similar = await countDenied(tx, intent)
    const earlier = await findEarlier(tx, submission.workflow.id, submission.type.name)
    const history = { denied_before: similar > 0, similar_denied: similar }
    const draft = draftWith(velocity, history, earlier)
    const { emergency, params } = input
    const secret = input.secret ?? null
    const known = {
      submission,
      params,
      secret,
      strength: ctx.actor.strength,
      velocity,
      history,
      now: ctx.now,
      emergency,
    }
    if (draft.status === 'pending') {
      const held = await holdBack(tx, ctx, input, submission, draft, directory)
      // What it would have replaced stays as it was.
      if (held && held !== 'key_taken' && 'refusal' in held && input.supersedes) throw new Undone(held)
      if (held) return held
    }
    const barred = await barredFrom(tx, submission, params, factsOf(known, directory), draft, directory)
    const asks = draft.status === 'pending'
    const told = asks ? await planFirst(tx, askedOf(submission, draft, barred), directory) : null
    const written = await insert(tx, ctx, input, submission, directory, draft, barred, told)
    if (typeof written === 'object' && told !== null) {
      const createdAt = written.inserted.created_at ?? ctx.now
      const { level, expiresAt, approverTeams } = draft
      await beginLadder(tx, { id, level, createdAt, expiresAt, approverTeams }, told)
      await announce(tx, { kind: 'request', id })
    }
    return written
  })
}

/** Runs the transaction; when the key turns out to be taken, everything before it is undone: that request is another one. */
async function undone<T>(run: (tx: Tx) => Promise<T | 'key_taken'>): Promise<T | 'key_taken' | { refusal: Refusal }> {
  try {
    return await inTransaction(async (tx) => {
      const done = await run(tx)
      if (done === 'key_taken') throw new Undone('key_taken')
      return done
    })
  } catch (error) {
    if (error instanceof Undone) return error.answer
    throw error
  }
}

class Undone extends Error {
  constructor(readonly answer: 'key_taken' | { refusal: Refusal }) {
    super()
  }
}

async function isKnown(tx: Tx, { actor, idempotency }: VerbContext<AgentActor>): Promise<boolean> {
  return idempotency !== null && (await findIdempotent(tx, actor.id, idempotency.route, idempotency.key)) !== null
}

async function insert(
  db: Db,
  ctx: VerbContext<AgentActor>,
  input: SubmitInput,
  submission: Submission,
  directory: Directory,
  draft: Draft,
  barred: readonly string[] = [],
  told: Told | null = null,
): Promise<Written | 'config_changed' | 'key_taken'> {
  const actor = { kind: ctx.actor.kind, id: ctx.actor.id }
  const grantId = draft.status === 'approved' ? newId('grt', ctx.now.getTime()) : null
  const subject = { request_id: draft.id, workflow: submission.workflow.slug }
  const entries = [
    entryRow({
      type: 'request.submitted',
      actor,
      subject,
      facts: {
        boundary: submission.boundary.id,
        boundary_version: submission.boundary.version,
        action: submission.type.name,
        resource: submission.resource.id,
        executor: submission.executor.id,
        sponsor: submission.agent.sponsorId,
        principals: [...submission.principals],
        credential: ctx.actor.credentialId,
        strength: ctx.actor.strength,
        digest: draft.digest,
        presentation_digest: draft.presentationDigest,
        tier: draft.consent.tier,
        level: draft.level,
        quorum: draft.consent.quorum,
        status: draft.status,
        rules: draft.evaluation.determining,
        reasons: draft.reasons.map((reason) => reason.code),
        not_after: draft.notAfter.toISOString(),
        expires_at: draft.expiresAt.toISOString(),
        supersedes: input.supersedes ?? null,
        ...(barred.length > 0 && { barred: [...barred] }),
        ...(told && { told: told.people }),
      },
    }),
    ...(grantId
      ? [
          entryRow({
            type: 'grant.issued',
            actor: { kind: 'system', id: 'policy' },
            subject: { ...subject, grant_id: grantId },
            facts: {
              digest: draft.digest,
              executor: submission.executor.id,
              ttl_seconds: draft.consent.grant_ttl_s,
              by: 'policy',
            },
          }),
        ]
      : []),
  ]
  const inserted = await insertRequest(db, {
    revision: directory.revision,
    draft,
    barred,
    submission,
    evaluationId: newId('evl', ctx.now.getTime()),
    params: input.params,
    secret: input.secret ?? null,
    claims: {
      justification: input.justification,
      claims: input.claims,
      trace: input.trace,
      external_refs: input.external_refs,
    },
    emergency: input.emergency,
    supersedesId: input.supersedes ?? null,
    entries,
    grantId,
    idempotency: ctx.idempotency
      ? { ...ctx.idempotency, clientId: ctx.actor.id, status: draft.status === 'pending' ? 202 : 201 }
      : null,
  })
  if (!inserted.guard) return 'config_changed'
  return inserted.inserted ? { draft, inserted, grantId, supersedesId: input.supersedes ?? null } : 'key_taken'
}

async function answer(written: Written, submission: Submission): Promise<RequestWire> {
  const { draft, inserted, grantId } = written
  const createdAt = inserted.created_at ?? draft.expiresAt
  const source = {
    id: draft.id,
    status: draft.status,
    tier: draft.consent.tier,
    digest: draft.digest,
    bindingCode: draft.bindingCode,
    workflowSlug: submission.workflow.slug,
    boundaryVersion: submission.boundary.version,
    action: submission.type.name,
    resource: submission.resource.id,
    executorSlug: submission.executor.slug,
    reasons: draft.reasons,
    resolutionReasons: [],
    counterProposal: null,
    params: {},
    quorum: draft.consent.quorum,
    given: 0,
    createdAt,
    expiresAt: draft.expiresAt,
    notAfter: draft.notAfter,
    resolvedAt: draft.status === 'pending' ? null : createdAt,
    nextAction: draft.nextAction,
    retryAfterS: draft.retryAfterS,
    supersedesId: written.supersedesId,
    questions: [],
    grant: null,
  }
  if (!grantId || !inserted.grant_issued_at || !inserted.grant_not_before || !inserted.grant_expires_at)
    return requestToWire(source, createdAt)
  const token = await mintGrantToken({
    id: grantId,
    agentId: submission.agent.id,
    executorId: submission.executor.id,
    audience: submission.executor.slug,
    issuedAt: inserted.grant_issued_at,
    notBefore: inserted.grant_not_before,
    expiresAt: inserted.grant_expires_at,
    digest: draft.digest,
    requestId: draft.id,
    workflow: submission.workflow.slug,
    action: submission.type.name,
    resource: submission.resource.id,
  })
  return requestToWire(
    { ...source, grant: { id: grantId, status: 'issued', expiresAt: inserted.grant_expires_at, token } },
    createdAt,
  )
}

/** The key was used before: the same body gets the same request's answer, another body is refused. */
async function replay(ctx: VerbContext<AgentActor>): Promise<Result<Answer<RequestWire>>> {
  const { idempotency, actor } = ctx
  if (!idempotency) throw new Error('nothing to replay without a key')
  const known = await findIdempotent(autocommit(), actor.id, idempotency.route, idempotency.key)
  if (!known) return refuse({ code: 'idempotency.in_progress' })
  if (known.bodyDigest !== idempotency.bodyDigest) return refuse({ code: 'idempotency.mismatch' })
  return known.requestId === null
    ? refuse({ code: 'idempotency.in_progress' })
    : ok({ status: known.status ?? 201, body: await firstAnswer(actor.id, known.requestId), replayed: true })
}

async function firstAnswer(agentId: string, requestId: string): Promise<RequestWire> {
  const row = await findForWire(autocommit(), agentId, requestId)
  if (!row) throw new Error('an idempotency key names a request that is not there')
  return wireAtFirst(row)
}
