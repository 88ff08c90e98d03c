import type { History, Velocity } from '@/lib/core/boundary/cedar-request'
import type { Directory } from '@/lib/core/directory'
import type { Refusal } from '@/lib/core/refusal'
import { draftRequest, factsOf, intentOf } from '@/lib/core/request/draft'
import { findSubmission, type Submission } from '@/lib/core/request/submission'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { holdRevision } from '@/lib/directory/store'
import { planFirst } from '@/lib/escalation/first'
import { prepareBoundary } from '@/lib/platform/cedar'
import { env } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { autocommit, inTransaction, type Tx } from '@/lib/platform/transaction'
import { answerTo, firstAnswer, replay } from './answered'
import { askedOf, countingOf } from './asked'
import { barredFrom } from './freed'
import { checkParams } from './params'
import type { RequestWire, SubmitInput } from './schema'
import { findIdempotent, findOwn } from './store'
import { countAsking, type EarlierRequest, type SameWish } from './store-counts'
import { lockAsking } from './store-volume'
import { supersede } from './supersede'
import { type HeldBack, holdBack } from './volume'
import { type Written, writeSubmission } from './written'

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
    if (written === 'key_taken') return replay(autocommit(), ctx)
    if ('replacedBy' in written) return refuse({ code: 'supersedes.replaced', by: written.replacedBy })
    if ('refusal' in written) return refuse(written.refusal)
    if ('equal' in written)
      return ok({ status: 202, body: await firstAnswer(autocommit(), ctx.actor.id, written.equal), replayed: false })
    return ok({
      status: written.draft.status === 'pending' ? 202 : 201,
      body: answerTo(written, submission),
      replayed: false,
    })
  }
  return refuse({ code: 'config.changed' })
}

/** Another request took the place of the one that this one would replace. */
type Replaced = { replacedBy: string }

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
    if (draft.status !== 'pending') return writeSubmission(autocommit(), ctx, input, submission, directory, draft)
  }
  const { workflow, agent } = submission
  const siblings = [...directory.agents.values()].filter(({ sponsorId }) => sponsorId === agent.sponsorId)
  return undone(async (tx) => {
    if (input.supersedes) {
      if ((await holdRevision(tx)) !== directory.revision) return 'config_changed'
      const replaced = await supersede(tx, ctx.actor, input.supersedes, id)
      // Perhaps by this very request, asked again with its key.
      if (replaced !== 'done') return (await isKnown(tx, ctx)) ? 'key_taken' : { replacedBy: replaced?.by ?? '' }
    }
    if ((await lockAsking(tx, counting ? workflow.id : null, agent.sponsorId)) !== directory.revision)
      return 'config_changed'
    const { emergency, params } = input
    const secret = input.secret ?? null
    const counts = await countAsking(
      tx,
      {
        ...countingOf(submission),
        params,
        intentKey: intentOf(submission),
        siblings: siblings.map((one) => one.id),
      },
      sameWish(input, submission),
    )
    const { velocity } = counts
    const history = { denied_before: counts.denied > 0, similar_denied: counts.denied }
    const draft = draftWith(velocity, history, counts.earlier)
    if (draft.status !== 'pending') return writeSubmission(tx, ctx, input, submission, directory, draft)

    const held = await holdBack(tx, ctx, submission, counts, draft.approverTeams)
    // What it would have replaced stays as it was.
    if (held && held !== 'key_taken' && 'refusal' in held && input.supersedes) throw new Undone(held)
    if (held) return held
    const { strength } = ctx.actor
    const known = { submission, params, secret, strength, velocity, history, now: ctx.now, emergency }
    const barred = await barredFrom(tx, submission, params, factsOf(known, directory), draft, directory)
    const beginning = await planFirst(tx, askedOf(submission, draft, barred, counts.at), directory)
    return writeSubmission(tx, ctx, input, submission, directory, draft, barred, beginning)
  })
}

/** What would make another wish the same as this one; null for one that replaces another: it is meant to be looked at anew. */
function sameWish(input: SubmitInput, { executor, boundary, principals }: Submission): SameWish | null {
  const minutes = env().volume.sameWishMinutes
  if (input.supersedes || minutes === 0) return null
  return { minutes, executorId: executor.id, boundaryId: boundary.id, secret: input.secret ?? null, principals }
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
