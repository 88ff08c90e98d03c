import { z } from 'zod'

/** GET /api/console/me */
export const me = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    email: z.string(),
    roles: z.array(z.enum(['approver', 'workflow_owner', 'compliance', 'admin'])),
    teams: z.array(z.object({ id: z.string(), slug: z.string(), title: z.string() })),
    passkeys: z.number(),
  }),
  organisation: z.object({ name: z.string(), is_demo: z.boolean() }),
  session: z.object({
    id: z.string(),
    method: z.enum(['passkey', 'oidc', 'demo']),
    authenticated_at: z.string(),
    expires_at: z.string(),
  }),
  counts: z.object({
    inbox: z.number(),
    grants: z.number(),
    /** Workflows of mine (all, for compliance and administrators) whose requests are denied for want of somebody accountable. */
    gaps: z.number(),
    /** Proposals that wait for somebody like me. */
    proposals: z.number(),
    /** Notices not seen yet. */
    notices: z.number(),
  }),
  server_now: z.string(),
})
export type Me = z.infer<typeof me>

/** GET /api/console/sign-in/methods (public) */
export const signInMethods = z.object({
  organisation: z.string(),
  passkey: z.literal(true),
  oidc: z.object({ name: z.string() }).nullable(),
  /** Only in the demo, only on loopback. */
  demo: z
    .array(z.object({ id: z.string(), name: z.string(), title: z.string(), roles: z.array(z.string()) }))
    .nullable(),
  needs_first_admin: z.boolean(),
})
export type SignInMethods = z.infer<typeof signInMethods>

export const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  backed_up: z.boolean(),
})
export type PasskeyView = z.infer<typeof passkeyView>

export const sessionView = z.object({
  id: z.string(),
  method: z.enum(['passkey', 'oidc', 'demo']),
  user_agent: z.string(),
  created_at: z.string(),
  last_seen_at: z.string(),
  is_current: z.boolean(),
})
export type SessionView = z.infer<typeof sessionView>

/** The body of a POST that says nothing more than its address. */
export const nothingBody = z.strictObject({})

const credentialJson = z.record(z.string(), z.unknown())
const challengeId = z.string().max(64)
const passkeyName = z.string().trim().min(1).max(80)

/**
 * POST /api/console/passkeys/options → { challenge_id, options, step_up }; POST /api/console/passkeys.
 * Who has a passkey already confirms with it: `step_up` is then `{ challenge_id, options }`, and its answer goes along here.
 */
export const enrolBody = z.strictObject({
  challenge_id: challengeId,
  name: passkeyName,
  attestation: credentialJson,
  step_up: z.strictObject({ challenge_id: challengeId, assertion: credentialJson }).optional(),
  end_other_sessions: z.boolean().default(false),
})

/** ASCII and lower case: an address that is only alike is another one. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[a-z0-9.!#$%&'*+/=?^_{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'not an e-mail address')

/**
 * POST /api/console/welcome/options → { challenge_id, options, organisation, kind }; POST /api/console/welcome.
 * `name`, `email` and `organisation` are asked for by the first administrator's link only; other links know their person.
 */
export const welcomeOptionsBody = z.strictObject({
  token: z.string().max(128),
  name: z.string().trim().min(1).max(120).optional(),
  email: emailAddress.optional(),
  organisation: z.string().trim().min(1).max(120).optional(),
})
export const welcomeBody = z.strictObject({
  token: z.string().max(128),
  challenge_id: challengeId,
  attestation: credentialJson,
  passkey_name: passkeyName,
})
