import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { SaidIn } from '@/lib/core/language/said'
import type { Tx } from '@/lib/platform/transaction'
import { endSession, holdActivePerson, insertSession, notifySession } from './store'
import { noteLanguage } from './store-language'

/** What is known of the browser that signs in. */
export interface SignInContext {
  readonly userAgent: string
  /** What it asks for. */
  readonly language: SaidIn
  /** The session that this browser had until now: it ends, and its id is never used again (fixation, ATTACKS 117). */
  readonly previousSessionId: string | null
  /** False beyond the rate at which refused attempts are written into the log; they are refused all the same. */
  readonly logRefusal: boolean
}

export type SignInRefusal = { readonly ok: false; readonly why: string }
export type SignedIn = { readonly ok: true; readonly sessionId: string; readonly personId: string }

/**
 * The last step of every way to sign in, in the transaction that verified it: a new session for an active person, logged.
 * Refuses `disabled` for everybody else.
 */
export async function openSession(
  tx: Tx,
  ctx: SignInContext,
  personId: string,
  method: PersonActor['method'],
  facts: { readonly [key: string]: string } = {},
): Promise<SignedIn | SignInRefusal> {
  const person = await holdActivePerson(tx, personId)
  if (!person) return refuseSignIn(tx, ctx, method, 'disabled', personId)
  if (ctx.previousSessionId !== null) await replaceSession(tx, ctx.previousSessionId)
  const sessionId = await insertSession(tx, { personId, method, userAgent: ctx.userAgent })
  await noteLanguage(tx, personId, ctx.language)
  await appendEntry(tx, {
    type: 'identity.session.created',
    actor: { kind: 'person', id: personId },
    subject: { person_id: personId, session_id: sessionId },
    facts: { method, ...facts },
  })
  return { ok: true, sessionId, personId }
}

/** Refuses a sign-in and says so in the log. `why` is a code and no text of the person's. */
export async function refuseSignIn(
  tx: Tx,
  ctx: SignInContext,
  method: PersonActor['method'],
  why: string,
  personId: string | null = null,
): Promise<SignInRefusal> {
  if (ctx.logRefusal) {
    await appendEntry(tx, {
      type: 'identity.sign_in.refused',
      actor: { kind: 'system', id: 'system' },
      subject: { person_id: personId ?? undefined },
      facts: { method, why },
    })
  }
  return { ok: false, why }
}

async function replaceSession(tx: Tx, id: string): Promise<void> {
  const personId = await endSession(tx, id, null)
  if (personId === null) return
  await appendEntry(tx, {
    type: 'identity.session.revoked',
    actor: { kind: 'person', id: personId },
    subject: { person_id: personId, session_id: id },
    facts: { why: 'signed_in_again' },
  })
  await notifySession(tx, id)
}
