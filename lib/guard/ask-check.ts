import { randomInt } from 'node:crypto'
import type { PersonActor } from '@/lib/core/actor'
import { questionAbout } from '@/lib/core/guard/question'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { ok, type Result, refuse } from '@/lib/core/result'
import { viewerOf } from '@/lib/inbox/viewer'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { beginCheck } from './begin'
import { findChecks, findOthers, insertCheck } from './store'

const random = () => randomInt(2 ** 32) / 2 ** 32

/** The place that it is about, and its text as it is stored: English. */
type Asked = { id: string; pointer: string; text: string; choices: string[] }

/**
 * Asks this person one question about what they are about to approve. The same one until it is answered, so that nobody looks
 * for an easier one. Refuses where there is nothing else to tell the request apart from (`guard.no_question`).
 */
export async function askCheck(
  ctx: { actor: PersonActor },
  input: { requestId: string; presentation_digest: string },
): Promise<Result<Asked>> {
  return inTransaction(async (tx) => {
    const begun = await beginCheck(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const { request, directory } = begun.value
    if (request.presentationDigest !== input.presentation_digest) return refuse({ code: 'decision.stale' })
    const about = {
      requestId: request.id,
      personId: ctx.actor.id,
      presentationDigest: request.presentationDigest,
    }
    const asked = await findChecks(tx, about)
    const open = asked.find(({ chosen }) => chosen === null)
    if (open) return ok({ id: open.id, pointer: open.pointer, text: open.text, choices: open.choices })
    const presentation = JSON.parse(request.presentation) as Presentation
    const { alike, own } = await findOthers(tx, viewerOf(ctx.actor.id, directory), request)
    const before = asked.map(({ pointer }) => pointer)
    const question =
      questionAbout(presentation, alike, random, before) ?? questionAbout(presentation, own, random, before)
    if (question === null) return refuse({ code: 'guard.no_question' })
    const id = newId('gck')
    await insertCheck(tx, id, about, question)
    return ok({ id, pointer: question.pointer, text: question.text, choices: question.choices })
  })
}
