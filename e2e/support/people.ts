import { z } from 'zod'
import { call, fromConsole, signIn, type World } from '@/e2e/api/world'
import { BASE } from '@/e2e/support/demo-template'
import type { PersonActor } from '@/lib/core/actor'
import { consoleApi } from '@/lib/http/console-api'
import { authenticatePerson } from '@/lib/identity/person'
import { newId } from '@/lib/platform/ids'
import { type Ceremony, SoftPasskey } from './passkey'

/** Somebody who is signed in to the console and holds a passkey. */
export interface Signer {
  readonly id: string
  readonly cookie: string
  readonly passkey: SoftPasskey
  readonly passkeyId: string
}

const challengeAnswer = z.object({
  challenge_id: z.string(),
  options: z.looseObject({ challenge: z.string() }),
  statement: z.string(),
})

/** Signs people of the demo in and gives each a passkey. */
export function signers<const N extends readonly string[]>(
  world: World,
  ...names: N
): Promise<{ [K in keyof N]: Signer }>
export async function signers(world: World, ...names: readonly string[]): Promise<Signer[]> {
  return Promise.all(names.map((name) => signer(world, name)))
}

async function signer(world: World, name: string): Promise<Signer> {
  const { id, cookie } = await signIn(world, name)
  const passkey = new SoftPasskey(BASE)
  return { id, cookie, passkey, passkeyId: await registerPasskey(world, id, passkey) }
}

/** Enrols a passkey for a person, as the rows are after an enrolment; gives its id. */
export async function registerPasskey(world: World, personId: string, passkey: SoftPasskey): Promise<string> {
  const id = newId('pky')
  await world.db.asOwner(
    `INSERT INTO passkeys (id, person_id, credential_id, public_key, transports, name) VALUES ($1, $2, $3, $4, '{usb}', 'Key')`,
    [id, personId, passkey.credentialId, Buffer.from(passkey.publicKey)],
  )
  return id
}

/** A write of the console's own script. */
export function post(person: { cookie: string }, path: string, json: unknown): Promise<Response> {
  return call(consoleApi, 'POST', `/api/console${path}`, { headers: { ...fromConsole, cookie: person.cookie }, json })
}

/** A read of the console's own script. */
export function get(person: { cookie: string }, path: string): Promise<Response> {
  return call(consoleApi, 'GET', `/api/console${path}`, { headers: { cookie: person.cookie } })
}

/** The actor that the routes make of the person's session, for calling a verb with it later than a route would. */
export async function actorOf(person: { cookie: string }): Promise<PersonActor> {
  const actor = await authenticatePerson(new Headers({ cookie: person.cookie }))
  if (!actor.ok) throw new Error(actor.refusal.code)
  return actor.value
}

/** What is being decided: the request's id and the digest of what was shown. */
export interface Shown {
  readonly id: string
  readonly presentationDigest: string
}

/** The presentation's digest as it is stored: what an honest page would send. */
export async function shown(world: World, id: string): Promise<Shown> {
  const row = await world.db.prisma.request.findUniqueOrThrow({ where: { id }, select: { presentationDigest: true } })
  return { id, presentationDigest: row.presentationDigest }
}

const REASON = 'The order was damaged in transit.'

/** Asks for the challenge of an approval. */
export async function challenged(person: Signer, request: Shown, over: Record<string, unknown> = {}) {
  const answer = await post(person, `/requests/${request.id}/decisions/challenge`, {
    verb: 'approve',
    presentation_digest: request.presentationDigest,
    reason: REASON,
    ...over,
  })
  if (answer.status !== 200) throw new Error(`the challenge was refused: ${await answer.text()}`)
  const { challenge_id, options, statement } = challengeAnswer.parse(await answer.json())
  return { challengeId: challenge_id, challenge: options.challenge, statement }
}

/** The body of an approval signed by the person's passkey; `ceremony` makes it a dishonest one. */
export async function signedApproval(person: Signer, request: Shown, ceremony: Partial<Ceremony> = {}) {
  const { challengeId, challenge } = await challenged(person, request)
  return {
    ...plainApproval(request),
    challenge_id: challengeId,
    assertion: person.passkey.get({ challenge, ...ceremony }),
  }
}

/** The body of an approval without a signature. */
export function plainApproval(request: Shown) {
  return { verb: 'approve', presentation_digest: request.presentationDigest, reason: REASON, expanded: [] } as const
}

/** The body of a denial. */
export function denial(request: Shown) {
  return {
    verb: 'deny',
    presentation_digest: request.presentationDigest,
    code: 'other',
    reason: 'Not this one.',
  } as const
}

/** Sends a decision. */
export function decide(person: Signer, request: Shown, body: unknown): Promise<Response> {
  return post(person, `/requests/${request.id}/decisions`, body)
}

/** Approves, signing when `signed`. */
export async function approve(person: Signer, request: Shown, signed = true): Promise<Response> {
  return decide(person, request, signed ? await signedApproval(person, request) : plainApproval(request))
}

/** Status and code of an answer, for comparing. */
export async function refusal(answer: Response): Promise<{ status: number; code?: string; why?: string }> {
  const body: { code?: string; why?: string } = await answer.json()
  return { status: answer.status, ...(body.code && { code: body.code }), ...(body.why && { why: body.why }) }
}
