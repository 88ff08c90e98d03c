import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { appendEntry } from '@/lib/audit/store'
import { limits } from '@/lib/core/limits'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { checkAttestation } from '@/lib/identity/passkey/attestation'
import { creationOptions } from '@/lib/identity/passkey/options'
import { relyingParty } from '@/lib/identity/passkey/relying-party'
import {
  activePasskeys,
  everHadPasskey,
  insertChallenge,
  insertPasskey,
  knowsCredential,
  useChallenge,
} from '@/lib/identity/passkey/store'
import { insertNotices } from '@/lib/notices/store'
import { newId, randomToken } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { invitationHash } from './invitation'
import {
  acceptInvitation,
  addressTaken,
  adminExists,
  findOpenInvitation,
  holdActivePerson,
  type InvitationKind,
  insertPerson,
  insertRole,
  lockSetup,
  nameOrganisation,
  notifySession,
  type OpenInvitation,
} from './store'
import { endPasskeysOf, endSessionsOf, findRecoveryAudience, markRecovered } from './store-admin'

/** Who is about to enrol, kept with the challenge so that the second step cannot say something else than the first. */
const statement = z.object({
  invitation_id: z.string(),
  person_id: z.string(),
  name: z.string(),
  email: z.string(),
  organisation: z.string().nullable(),
})
type Enrolling = z.infer<typeof statement>

/** A challenge of an invitation belongs to nobody yet. */
const OWNER = { kind: 'enrol', personId: null, requestId: null } as const

export interface WelcomeOptions {
  readonly challengeId: string
  readonly options: PublicKeyCredentialCreationOptionsJSON
  readonly kind: InvitationKind
  readonly person: { readonly name: string; readonly organisation: string | null }
}

export interface OfferInput {
  readonly token: string
  readonly name: string | undefined
  /** Lower case. */
  readonly email: string | undefined
  readonly organisation: string | undefined
}

/** First step of a one-time link: what to ask the browser for. Refuses `link.unusable`, `request.invalid`. */
export async function offerWelcome(input: OfferInput): Promise<Result<WelcomeOptions>> {
  return inTransaction(async (tx) => {
    const invitation = await findOpenInvitation(tx, invitationHash(input.token))
    if (!invitation) return refuse({ code: 'link.unusable' })
    const who =
      invitation.kind === 'first_admin' ? await firstAdmin(tx, invitation, input) : await invited(tx, invitation)
    if (!who.ok) return who
    const { person_id: id, name, email, organisation } = who.value
    const challenge = randomToken(32)
    const stored = await insertChallenge(tx, OWNER, challenge, who.value)
    const options = await creationOptions(challenge, { id, name, email }, [])
    return ok({ challengeId: stored.id, options, kind: invitation.kind, person: { name, organisation } })
  })
}

export interface AcceptInput {
  readonly token: string
  readonly challengeId: string
  readonly attestation: unknown
  readonly passkeyName: string
}

/**
 * Second step: makes the passkey and, by the first administrator's link, the person and the organisation's name. The link is
 * used up by a conditional UPDATE in the same transaction: of two at once one is let in, and a fault leaves it usable.
 * Refuses `link.unusable`, `passkey.refused`.
 */
export async function acceptWelcome(input: AcceptInput): Promise<Result<{ personId: string; kind: InvitationKind }>> {
  return inTransaction(async (tx) => {
    // 1. The challenge, used up; it says who enrols, and by which link.
    const challenge = await useChallenge(tx, input.challengeId, OWNER)
    const said = statement.safeParse(challenge?.statement)
    if (!challenge || !said.success) return refuse({ code: 'passkey.refused', why: 'challenge_unknown' })
    const checked = await checkAttestation(input.attestation, { challenge: challenge.challenge, rp: relyingParty() })
    if (!checked.ok) return refuse({ code: 'passkey.refused', why: checked.why })
    // 2. One at a time from here: two links must not make two first administrators. Not earlier, because the lock holds up
    // decisions too, and this far comes only who has a link.
    await lockSetup(tx)
    // 3. Whether the link still stands, by what holds now.
    const open = await findOpenInvitation(tx, invitationHash(input.token))
    if (!open || open.id !== said.data.invitation_id || !(await stillStands(tx, open, said.data)))
      return refuse({ code: 'link.unusable' })
    // A key that is or was somebody's is nobody else's, also not theirs under a new account (ATTACKS 34).
    if (await knowsCredential(tx, checked.passkey.credentialId))
      return refuse({ code: 'passkey.refused', why: 'passkey_known' })
    // 4. Used up.
    const invitation = await acceptInvitation(tx, invitationHash(input.token))
    if (!invitation) return refuse({ code: 'link.unusable' })
    // 5. From here on a surprise is a fault: it rolls back, and the link stays good.
    if (invitation.kind === 'first_admin') await makeFirstAdmin(tx, said.data)
    else if (await everHadPasskey(tx, said.data.person_id)) await recover(tx, said.data.person_id, invitation)
    const passkeyId = await insertPasskey(tx, said.data.person_id, input.passkeyName, checked.passkey)
    if (passkeyId === null) throw new Error('a new passkey has the credential id of another')
    await appendEntry(tx, {
      type: 'identity.passkey.enrolled',
      actor: { kind: 'person', id: said.data.person_id },
      subject: { person_id: said.data.person_id, passkey_id: passkeyId, invitation_id: invitation.id },
      facts: { by: invitation.kind, backed_up: checked.passkey.backedUp },
    })
    return ok({ personId: said.data.person_id, kind: invitation.kind })
  })
}

async function firstAdmin(tx: Tx, invitation: OpenInvitation, input: OfferInput): Promise<Result<Enrolling>> {
  if (await adminExists(tx)) return refuse({ code: 'link.unusable' })
  const { name, email, organisation } = input
  const errors: FieldError[] = []
  if (!name) errors.push({ pointer: '/name', detail: 'is missing' })
  if (!email) errors.push({ pointer: '/email', detail: 'is missing' })
  if (!organisation) errors.push({ pointer: '/organisation', detail: 'is missing' })
  if (email && (await addressTaken(tx, email)))
    errors.push({ pointer: '/email', detail: 'belongs to somebody already' })
  if (!name || !email || !organisation || errors.length > 0) return refuse({ code: 'request.invalid', errors })
  return ok({ invitation_id: invitation.id, person_id: newId('usr'), name, email, organisation })
}

async function invited(tx: Tx, invitation: OpenInvitation): Promise<Result<Enrolling>> {
  const person = invitation.personId === null ? null : await holdActivePerson(tx, invitation.personId)
  if (!person || !(await mayEnrolBy(tx, invitation, person.id))) return refuse({ code: 'link.unusable' })
  return ok({
    invitation_id: invitation.id,
    person_id: person.id,
    name: person.name,
    email: person.email,
    organisation: null,
  })
}

async function stillStands(tx: Tx, invitation: OpenInvitation, who: Enrolling): Promise<boolean> {
  if (invitation.kind === 'first_admin') return !(await adminExists(tx)) && !(await addressTaken(tx, who.email))
  if (invitation.personId !== who.person_id || !(await holdActivePerson(tx, who.person_id))) return false
  return mayEnrolBy(tx, invitation, who.person_id)
}

/** A link for a first passkey is worthless to whoever has one; only two people's link for a recovery is good then. */
async function mayEnrolBy(tx: Tx, invitation: OpenInvitation, personId: string): Promise<boolean> {
  return invitation.kind === 'recover' || (await activePasskeys(tx, personId)).length === 0
}

/**
 * Lets somebody in again who lost their passkeys: those end, and so do their sessions; for a day the account agrees to
 * nothing, so that whoever got hold of the link cannot approve before the person and the administrators have read that it
 * was used (ATTACKS 120). The same for a link that replaces passkeys which were held as copied.
 */
async function recover(tx: Tx, personId: string, invitation: OpenInvitation): Promise<void> {
  const passkeys = await endPasskeysOf(tx, personId, 'recovered')
  const sessions = await endSessionsOf(tx, personId, null)
  await markRecovered(tx, personId)
  await appendEntry(tx, {
    type: 'person.recovered',
    actor: { kind: 'person', id: personId },
    subject: { person_id: personId, invitation_id: invitation.id },
    facts: { passkeys: passkeys.length, sessions: sessions.length, hours: limits.recoveryHours },
  })
  const told = await findRecoveryAudience(tx, personId, invitation.id)
  await insertNotices(
    tx,
    told.ids.map((id) => ({
      personId: id,
      kind: 'session_recovered',
      subject: {},
      facts: { who: told.who, by: told.by },
    })),
  )
  for (const id of sessions) await notifySession(tx, id)
  await announce(tx, { kind: 'config', id: 'people' })
}

async function makeFirstAdmin(tx: Tx, who: Enrolling): Promise<void> {
  const organisation = who.organisation ?? ''
  const person = { id: who.person_id, name: who.name, email: who.email, title: '' }
  if (!(await insertPerson(tx, person))) throw new Error('the address was taken under the lock')
  await insertRole(tx, who.person_id, 'admin')
  await nameOrganisation(tx, organisation, slugOf(organisation))
  await appendEntry(
    tx,
    {
      type: 'setup.first_admin',
      actor: { kind: 'person', id: who.person_id },
      subject: { person_id: who.person_id },
      facts: {},
    },
    { name: who.name, email: who.email, organisation },
  )
}

/** A short name for addresses and file names: letters, digits and hyphens. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return slug === '' ? 'organisation' : slug
}
