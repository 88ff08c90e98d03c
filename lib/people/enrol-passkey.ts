import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { checkAttestation } from '@/lib/identity/passkey/attestation'
import { creationOptions, requestOptions } from '@/lib/identity/passkey/options'
import { provePasskey } from '@/lib/identity/passkey/prove'
import { relyingParty } from '@/lib/identity/passkey/relying-party'
import {
  activePasskeys,
  everHadPasskey,
  insertChallenge,
  insertPasskey,
  useChallenge,
} from '@/lib/identity/passkey/store'
import { insertNotices } from '@/lib/notices/store'
import { randomToken } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { holdActivePerson, notifySession, recordStepUp, sessionAgeSeconds } from './store'
import { endSessionsOf } from './store-admin'

/** How recently a person without any passkey must have signed in to make the first one. */
const FRESH_SECONDS = 600
const MOST_PASSKEYS = 20

export interface EnrolmentOffer {
  readonly challengeId: string
  readonly options: PublicKeyCredentialCreationOptionsJSON
  /** How to confirm with a passkey that one has; null for the first. */
  readonly stepUp: { readonly challengeId: string; readonly options: PublicKeyCredentialRequestOptionsJSON } | null
}

/** What each of the two challenges of an enrolment is for, so that neither answers the other. */
const statement = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('create') }),
  z.object({ purpose: z.literal('confirm'), creation: z.string() }),
])

/** The enrolment's challenges. Refuses `auth.step_up_required` to whom `mayEnrol` refuses it. */
export async function offerEnrolment(ctx: { readonly actor: PersonActor }): Promise<Result<EnrolmentOffer>> {
  return inTransaction(async (tx) => {
    const { actor } = ctx
    const person = await holdActivePerson(tx, actor.id)
    if (!person) return refuse({ code: 'auth.invalid' })
    const passkeys = await activePasskeys(tx, actor.id)
    if (passkeys.length >= MOST_PASSKEYS) return refuse({ code: 'passkey.refused', why: 'too_many' })
    if (passkeys.length === 0 && !(await mayMakeFirst(tx, actor))) return refuse({ code: 'auth.step_up_required' })
    const owner = { kind: 'enrol', personId: actor.id, requestId: null } as const
    const challenge = randomToken(32)
    const creation = await insertChallenge(tx, owner, challenge, { purpose: 'create' })
    const options = await creationOptions(challenge, person, passkeys)
    if (passkeys.length === 0) return ok({ challengeId: creation.id, options, stepUp: null })
    const proof = randomToken(32)
    const confirm = await insertChallenge(tx, owner, proof, { purpose: 'confirm', creation: creation.id })
    const stepUp = { challengeId: confirm.id, options: await requestOptions(proof, passkeys) }
    return ok({ challengeId: creation.id, options, stepUp })
  })
}

export interface EnrolInput {
  readonly challengeId: string
  readonly name: string
  readonly attestation: unknown
  readonly stepUp: { readonly challengeId: string; readonly assertion: unknown } | null
  /** Ends every other session of the person along with it. */
  readonly endOtherSessions: boolean
}

/**
 * Adds a passkey to the person's own. A session alone adds none to a person who has one: an existing passkey confirms, or
 * whoever stole a session would make themselves a key for consents (ATTACKS 119). The first one needs a fresh sign-in.
 * Refuses `auth.step_up_required`, `passkey.refused`.
 */
export async function enrolPasskey(
  ctx: { readonly actor: PersonActor },
  input: EnrolInput,
): Promise<Result<{ passkeyId: string }>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    const owner = { kind: 'enrol', personId: actor.id, requestId: null } as const
    // 1. Whether this session may enrol at all, by the rows as they are now and not as they were when it was offered.
    const age = await sessionAgeSeconds(tx, actor.sessionId, actor.id)
    if (age === null || !(await holdActivePerson(tx, actor.id))) return refuse({ code: 'auth.invalid' })
    const passkeys = await activePasskeys(tx, actor.id)
    if (passkeys.length >= MOST_PASSKEYS) return refuse({ code: 'passkey.refused', why: 'too_many' })
    // 2. Confirmed by an existing passkey, or the first one after a fresh sign-in.
    if (passkeys.length > 0) {
      if (!input.stepUp) return refuse({ code: 'auth.step_up_required' })
      const proof = await provePasskey(tx, { ...input.stepUp, owner, personId: actor.id })
      if (!proof.ok) return refuse({ code: 'passkey.refused', why: proof.why })
      const said = statement.safeParse(proof.statement)
      if (!said.success || said.data.purpose !== 'confirm' || said.data.creation !== input.challengeId) {
        return refuse({ code: 'passkey.refused', why: 'challenge' })
      }
      await recordStepUp(tx, actor.sessionId)
    } else if (!(await mayMakeFirst(tx, actor))) {
      return refuse({ code: 'auth.step_up_required' })
    }
    // 3. The new passkey.
    const challenge = await useChallenge(tx, input.challengeId, owner)
    const said = statement.safeParse(challenge?.statement)
    if (!challenge || !said.success || said.data.purpose !== 'create')
      return refuse({ code: 'passkey.refused', why: 'challenge_unknown' })
    const checked = await checkAttestation(input.attestation, { challenge: challenge.challenge, rp: relyingParty() })
    if (!checked.ok) return refuse({ code: 'passkey.refused', why: checked.why })
    const passkeyId = await insertPasskey(tx, actor.id, input.name, checked.passkey)
    if (passkeyId === null) return refuse({ code: 'passkey.refused', why: 'passkey_known' })
    await appendEntry(tx, {
      type: 'identity.passkey.enrolled',
      actor: { kind: 'person', id: actor.id },
      subject: { person_id: actor.id, passkey_id: passkeyId, session_id: actor.sessionId },
      facts: { confirmed_by_passkey: passkeys.length > 0, backed_up: checked.passkey.backedUp },
    })
    // 6. The person is told, wherever they are signed in: a key that they did not add is noticed.
    const facts = { name: input.name, by: actor.name, session_since: actor.authenticatedAt.toISOString() }
    await insertNotices(tx, [{ personId: actor.id, kind: 'passkey_added', subject: {}, facts }])
    if (input.endOtherSessions) await endOthers(tx, actor)
    return ok({ passkeyId })
  })
}

async function endOthers(tx: Tx, actor: PersonActor): Promise<void> {
  for (const id of await endSessionsOf(tx, actor.id, actor.sessionId)) {
    await appendEntry(tx, {
      type: 'identity.session.revoked',
      actor: { kind: 'person', id: actor.id },
      subject: { person_id: actor.id, session_id: id },
      facts: { why: 'passkey_added' },
    })
    await notifySession(tx, id)
  }
}

/**
 * The first passkey needs a fresh sign-in. Who had one and has none now (lost, or held as copied) is let in again by an
 * administrator's link, not by a session: that session may be the thief's.
 */
async function mayMakeFirst(tx: Tx, actor: PersonActor): Promise<boolean> {
  const age = await sessionAgeSeconds(tx, actor.sessionId, actor.id)
  return age !== null && age < FRESH_SECONDS && !(await everHadPasskey(tx, actor.id))
}
