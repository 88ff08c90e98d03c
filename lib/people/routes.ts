import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { currentDirectory, now } from '@/lib/directory/current'
import { readJsonBody } from '@/lib/http/body'
import { pointedErrors, problemResponse } from '@/lib/http/problem'
import { countAttempt } from '@/lib/identity/attempts'
import { isLoopbackRequest } from '@/lib/identity/loopback'
import { authenticatePerson } from '@/lib/identity/person'
import { clearedSessionCookie } from '@/lib/identity/session-cookie'
import { readCounts } from '@/lib/inbox/read'
import { env } from '@/lib/platform/env'
import { countWaiting } from '@/lib/proposals/read'
import { acceptWelcome, offerWelcome } from './accept-invitation'
import { enrolPasskey, offerEnrolment } from './enrol-passkey'
import { offerSignIn } from './offer-sign-in'
import { listPasskeys, listSessions, readMe, readSignInMethods } from './read'
import { revokePasskey } from './revoke-passkey'
import { revokeSession } from './revoke-session'
import { enrolBody, nothingBody, welcomeBody, welcomeOptionsBody } from './schema'

/** What these routes find on the context: whoever the console's session check found. */
export type ConsoleEnv = { Variables: { actor: PersonActor } }

/** Routes for everybody: how to sign in, and the one-time links. */
export const signInApi = new Hono()

signInApi.get('/sign-in/methods', async (c) => {
  const { oidc, demo } = env()
  return c.json(await readSignInMethods(oidc?.name ?? null, demo && isLoopbackRequest(c.req.raw.headers)))
})

signInApi.post('/sign-in/passkey/options', async (c) => {
  const body = await bodyOf(c, nothingBody)
  if (!body.ok) return problemResponse(body.refusal)
  const counted = countAttempt(c.req.raw.headers, await now())
  if (!counted.ok) return problemResponse(counted.refusal)
  const { challengeId, options } = await offerSignIn()
  return c.json({ challenge_id: challengeId, options })
})

signInApi.post('/welcome/options', async (c) => {
  const body = await countedBodyOf(c, welcomeOptionsBody)
  if (!body.ok) return problemResponse(body.refusal)
  const { token, name, email, organisation } = body.value
  const offered = await offerWelcome({ token, name, email, organisation })
  if (!offered.ok) return problemResponse(offered.refusal)
  const { challengeId, options, kind, person } = offered.value
  return c.json({ challenge_id: challengeId, options, kind, organisation: person.organisation, name: person.name })
})

signInApi.post('/welcome', async (c) => {
  const body = await countedBodyOf(c, welcomeBody)
  if (!body.ok) return problemResponse(body.refusal)
  const { token, challenge_id, attestation, passkey_name } = body.value
  const accepted = await acceptWelcome({ token, challengeId: challenge_id, attestation, passkeyName: passkey_name })
  return accepted.ok ? c.json({ person: { id: accepted.value.personId } }, 201) : problemResponse(accepted.refusal)
})

/** Routes for the person signed in: who they are, their passkeys and their sessions. */
export const peopleApi = new Hono<ConsoleEnv>()

// Also when these routes are mounted without the console's own check in front: nothing here answers a stranger.
for (const path of ['/me', '/sign-out', '/passkeys', '/passkeys/*', '/sessions', '/sessions/*']) {
  peopleApi.use(path, async (c, next) => {
    if (!c.get('actor')) {
      const person = await authenticatePerson(c.req.raw.headers)
      if (!person.ok) return problemResponse(person.refusal)
      c.set('actor', person.value)
    }
    return next()
  })
}

peopleApi.get('/me', async (c) => {
  const actor = c.get('actor')
  const { mine, grants } = await readCounts(actor.id)
  const proposals = await countWaiting(actor.id, await currentDirectory())
  const me = await readMe(actor, { inbox: mine, grants, proposals })
  return me ? c.json(me) : problemResponse({ code: 'auth.invalid' })
})

peopleApi.post('/sign-out', async (c) => {
  const actor = c.get('actor')
  await revokeSession({ actor }, { sessionId: actor.sessionId })
  c.header('set-cookie', clearedSessionCookie())
  return c.body(null, 204)
})

peopleApi.get('/passkeys', async (c) => c.json({ items: await listPasskeys(c.get('actor').id) }))

peopleApi.post('/passkeys/options', async (c) => {
  const body = await bodyOf(c, nothingBody)
  if (!body.ok) return problemResponse(body.refusal)
  const offered = await offerEnrolment({ actor: c.get('actor') })
  if (!offered.ok) return problemResponse(offered.refusal)
  const { challengeId, options, stepUp } = offered.value
  return c.json({
    challenge_id: challengeId,
    options,
    step_up: stepUp && { challenge_id: stepUp.challengeId, options: stepUp.options },
  })
})

peopleApi.post('/passkeys', async (c) => {
  const body = await bodyOf(c, enrolBody)
  if (!body.ok) return problemResponse(body.refusal)
  const { challenge_id, name, attestation, step_up, end_other_sessions: endOtherSessions } = body.value
  const stepUp = step_up ? { challengeId: step_up.challenge_id, assertion: step_up.assertion } : null
  const enrolled = await enrolPasskey(
    { actor: c.get('actor') },
    { challengeId: challenge_id, name, attestation, stepUp, endOtherSessions },
  )
  return enrolled.ok ? c.json({ id: enrolled.value.passkeyId }, 201) : problemResponse(enrolled.refusal)
})

peopleApi.post('/passkeys/:id/revoke', async (c) => {
  const body = await bodyOf(c, nothingBody)
  if (!body.ok) return problemResponse(body.refusal)
  const revoked = await revokePasskey({ actor: c.get('actor') }, { passkeyId: c.req.param('id') })
  return revoked.ok ? c.body(null, 204) : problemResponse(revoked.refusal)
})

peopleApi.get('/sessions', async (c) => c.json({ items: await listSessions(c.get('actor')) }))

peopleApi.post('/sessions/:id/revoke', async (c) => {
  const body = await bodyOf(c, nothingBody)
  if (!body.ok) return problemResponse(body.refusal)
  const revoked = await revokeSession({ actor: c.get('actor') }, { sessionId: c.req.param('id') })
  return revoked.ok ? c.body(null, 204) : problemResponse(revoked.refusal)
})

/** The body, strictly read and checked once. */
async function bodyOf<S extends z.ZodType>(c: Context, schema: S): Promise<Result<z.output<S>>> {
  const body = await readJsonBody(c.req.raw)
  if (!body.ok) return body
  const parsed = schema.safeParse(body.value.value)
  return parsed.success
    ? ok(parsed.data)
    : refuse({ code: 'request.invalid', errors: pointedErrors(parsed.error.issues) })
}

async function countedBodyOf<S extends z.ZodType>(c: Context, schema: S): Promise<Result<z.output<S>>> {
  const counted = countAttempt(c.req.raw.headers, await now())
  return counted.ok ? bodyOf(c, schema) : refuse(counted.refusal)
}
