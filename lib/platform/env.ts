import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { isMailAddress } from '@/lib/core/message/mail-address'
import { once } from './once'

/** A variable is wrong or missing; the message names it and says what is expected. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/** An empty variable means the same as an absent one: container tools cannot unset, only blank. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/.+/, 'expected a postgresql:// address')
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' })
const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'expected 1 or 0' })
  .transform((value) => value === '1' || value === 'true')
const whole = (min: number, max: number) =>
  z.coerce
    .number(`expected a whole number from ${min} to ${max}`)
    .int(`expected a whole number from ${min} to ${max}`)
    .min(min, `expected a whole number from ${min} to ${max}`)
    .max(max, `expected a whole number from ${min} to ${max}`)

const ROLES = ['web', 'worker'] as const
const roles = z.string().transform((value, ctx) => {
  const names = value.split(',').map((name) => name.trim())
  const known = ROLES.filter((role) => names.includes(role))
  if (names.length === 0 || names.some((name) => !ROLES.some((role) => role === name))) {
    ctx.addIssue({ code: 'custom', message: 'expected web, worker or web,worker' })
    return z.NEVER
  }
  return known
})

const smtpUrl = z
  .string()
  .regex(/^smtps?:\/\/[^\s/]+\/?$/, 'expected smtps://user:password@host:port or smtp://host:port')
const secret32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'expected 32 bytes as base64url')
const internalHosts = z.string().transform((value, ctx) => {
  const hosts = value.split(',').map((host) => host.trim().toLowerCase())
  if (hosts.every((host) => /^[a-z0-9.:-]+:\d{1,5}$/.test(host))) return new Set(hosts) as ReadonlySet<string>
  ctx.addIssue({ code: 'custom', message: 'expected host:port, by comma' })
  return z.NEVER
})

const variables = z.object({
  /** Owner of the tables: migrations and the job queue. Absent: the embedded server is started. */
  DATABASE_URL: optional(postgresUrl),
  /** The role that requests are served with; it cannot change or remove a log entry. Absent: DATABASE_URL. */
  DATABASE_APP_URL: optional(postgresUrl),
  /** A connection that keeps its session, for LISTEN, when the others go through a transaction pooler. */
  DATABASE_DIRECT_URL: optional(postgresUrl),
  DATABASE_POOL_SIZE: optional(whole(2, 500)).default(20),
  COUNTERSIGN_ROLES: optional(roles).default(['web', 'worker']),
  HOST: optional(z.string()).default('127.0.0.1'),
  PORT: optional(whole(0, 65_535)).default(3000),
  COUNTERSIGN_BASE_URL: optional(httpUrl),
  COUNTERSIGN_DATA_DIR: optional(z.string()).default('.countersign'),
  COUNTERSIGN_DEMO: optional(flag).default(false),
  COUNTERSIGN_SESSION_SECRET: optional(z.string().min(32, 'expected at least 32 characters')),
  /** One private Ed25519 JWK, or a list of them: the first signs, all of them are published and verify. */
  COUNTERSIGN_GRANT_KEY: optional(z.string()),
  /** `PRIVATE+KEY+<name>+<hash>+<base64>`, the form of signed notes (C2SP signed-note). */
  COUNTERSIGN_LOG_KEY: optional(z.string()),
  OIDC_ISSUER: optional(httpUrl),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: optional(z.string().max(60)).default('Single sign-on'),
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which must then offer STARTTLS unless it is on this machine. Absent: no e-mail is sent. */
  COUNTERSIGN_SMTP_URL: optional(smtpUrl),
  /** The address that messages come from; needed with COUNTERSIGN_SMTP_URL. */
  COUNTERSIGN_MAIL_FROM: optional(z.string().refine(isMailAddress, 'expected one plain e-mail address')),
  /** The private key that push services know us by (VAPID): 32 bytes of a P-256 key, base64url. */
  COUNTERSIGN_VAPID_KEY: optional(secret32),
  /** Seals addresses of chats and derives what signs their messages: 32 random bytes, base64url. */
  COUNTERSIGN_CHANNEL_SECRET: optional(secret32),
  /** `host:port` of chats and push services inside our own network that may be sent to, by comma; http too. */
  COUNTERSIGN_INTERNAL_HOSTS: optional(internalHosts).default(new Set()),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent',
    }),
  ).default('info'),
  /** How many proxies in front of us append to X-Forwarded-For and are believed. */
  COUNTERSIGN_TRUSTED_PROXIES: optional(whole(0, 10)).default(0),
  /** API calls that one credential may make a minute in each process; one address may make twice as many. */
  COUNTERSIGN_RATE_PER_MINUTE: optional(whole(1, 100_000_000)).default(60_000),
  /** Requests that may wait for people at once: of one agent with the same approvers, of one agent, of all agents of a sponsor. */
  COUNTERSIGN_PENDING_PER_POOL: optional(whole(1, 1_000_000)).default(10),
  COUNTERSIGN_PENDING_PER_AGENT: optional(whole(1, 1_000_000)).default(40),
  COUNTERSIGN_PENDING_PER_SPONSOR: optional(whole(1, 1_000_000)).default(100),
  /** An equal wish within so many minutes is answered with the request that already waits; 0 for never. */
  COUNTERSIGN_SAME_WISH_MINUTES: optional(whole(0, 1_440)).default(10),
  /** So many denials by people within ten minutes, and an agent asks them nothing more for as long; 0 for never. */
  COUNTERSIGN_HOLD_AFTER_DENIALS: optional(whole(0, 1_000)).default(3),
  /** The fatigue guard until the organisation chooses its numbers in the settings: so many approvals of one person within half an hour are many. 0: there is no guard. */
  COUNTERSIGN_GUARD_APPROVALS: optional(whole(0, limits.guardApprovalsMax)).default(12),
  /** And for so long others approve in place of somebody who approved too much too fast. */
  COUNTERSIGN_GUARD_REST_MINUTES: optional(whole(1, limits.guardRestMinutesMax)).default(20),
  /** Messages that ended so many days ago are deleted, 30 at least; 0 for never. */
  COUNTERSIGN_KEEP_DELIVERIES_DAYS: optional(
    whole(0, 3_650).refine((days) => days === 0 || days >= 30, 'expected 0, or 30 or more'),
  ).default(90),
})

export type Role = (typeof ROLES)[number]
export type Environment = ReturnType<typeof readEnvironment>

/**
 * Reads every variable that the product knows from `source`.
 * Refuses (EnvironmentError) with one line for each variable that is wrong, naming it; the values are never
 * repeated, because some of them are secrets.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>) {
  const parsed = variables.safeParse(source)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new EnvironmentError(`The environment is not usable:\n  ${lines.join('\n  ')}`)
  }
  const e = parsed.data
  const oidcParts = [e.OIDC_ISSUER, e.OIDC_CLIENT_ID, e.OIDC_CLIENT_SECRET]
  if (oidcParts.some(Boolean) && !oidcParts.every(Boolean)) {
    throw new EnvironmentError(
      'The environment is not usable:\n  OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together',
    )
  }
  if (e.COUNTERSIGN_SMTP_URL && !e.COUNTERSIGN_MAIL_FROM) {
    throw new EnvironmentError(
      'The environment is not usable:\n  COUNTERSIGN_MAIL_FROM: needed with COUNTERSIGN_SMTP_URL, the address that messages come from',
    )
  }
  return {
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL ?? e.DATABASE_URL,
    databaseDirectUrl: e.DATABASE_DIRECT_URL ?? e.DATABASE_APP_URL ?? e.DATABASE_URL,
    databasePoolSize: e.DATABASE_POOL_SIZE,
    roles: e.COUNTERSIGN_ROLES as readonly Role[],
    host: e.HOST,
    port: e.PORT,
    // `localhost`, not 127.0.0.1: a passkey's relying party is a name, never an address (WebAuthn section 5.1.2).
    baseUrl: (e.COUNTERSIGN_BASE_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    dataDir: e.COUNTERSIGN_DATA_DIR,
    demo: e.COUNTERSIGN_DEMO,
    sessionSecret: e.COUNTERSIGN_SESSION_SECRET,
    grantKey: e.COUNTERSIGN_GRANT_KEY,
    logKey: e.COUNTERSIGN_LOG_KEY,
    oidc:
      e.OIDC_ISSUER && e.OIDC_CLIENT_ID && e.OIDC_CLIENT_SECRET
        ? { issuer: e.OIDC_ISSUER, clientId: e.OIDC_CLIENT_ID, clientSecret: e.OIDC_CLIENT_SECRET, name: e.OIDC_NAME }
        : null,
    smtp:
      e.COUNTERSIGN_SMTP_URL && e.COUNTERSIGN_MAIL_FROM
        ? { url: e.COUNTERSIGN_SMTP_URL, from: e.COUNTERSIGN_MAIL_FROM }
        : null,
    vapidKey: e.COUNTERSIGN_VAPID_KEY,
    channelSecret: e.COUNTERSIGN_CHANNEL_SECRET,
    internalHosts: e.COUNTERSIGN_INTERNAL_HOSTS,
    logLevel: e.LOG_LEVEL,
    trustedProxies: e.COUNTERSIGN_TRUSTED_PROXIES,
    ratePerMinute: e.COUNTERSIGN_RATE_PER_MINUTE,
    volume: {
      perPool: e.COUNTERSIGN_PENDING_PER_POOL,
      perAgent: e.COUNTERSIGN_PENDING_PER_AGENT,
      perSponsor: e.COUNTERSIGN_PENDING_PER_SPONSOR,
      sameWishMinutes: e.COUNTERSIGN_SAME_WISH_MINUTES,
      denials: e.COUNTERSIGN_HOLD_AFTER_DENIALS,
    },
    guard: { many: e.COUNTERSIGN_GUARD_APPROVALS, restMinutes: e.COUNTERSIGN_GUARD_REST_MINUTES },
    keepDeliveriesDays: e.COUNTERSIGN_KEEP_DELIVERIES_DAYS,
  }
}

/** The environment of this process, parsed at the first call and never again. */
export function env(): Environment {
  return once('env', () => readEnvironment(process.env))
}

/** What a program that we start is given: the search path and `extra`, never our secrets. */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: process.env.PATH, ...extra }
}

/** Tells a library that reads its setting from the environment and nowhere else. */
export function tellLibrary(name: 'NEXTAUTH_URL', value: string): void {
  process.env[name] = value
}
