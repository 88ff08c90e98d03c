import type { Actor } from '@/lib/core/actor'
import type { Directory, DirectoryCredential } from '@/lib/core/directory'
import { ok, type Result, refuse } from '@/lib/core/result'
import { env } from '@/lib/platform/env'
import { keys } from '@/lib/platform/keys'
import { type TokenIssuer, verifyAccessToken } from './access-token'
import { apiKeyFingerprint, apiKeyKind } from './api-key'
import { credentialByFingerprint, credentialById, machineById, refusalFor } from './machines'

/** Who may call a machine route. */
export type MachineActor = Extract<Actor, { kind: 'agent' | 'executor' | 'auditor' | 'pipeline' }>

/** RFC 6750 section 2.1: one credential, in one header. */
const BEARER = /^bearer ([A-Za-z0-9._~+/=-]+)$/i

/**
 * The machine that a request's `Authorization` header proves, by `directory` as it stands.
 *
 * Only that header counts: a session cookie, a token in the address or in a body is as good as nothing, so that no link and
 * no browser acts as a machine (DESIGN 3.3). Two credentials are refused, because two readers could believe different ones.
 * Refuses `auth.missing` (no header), `auth.invalid` (unknown, expired, revoked or malformed; no difference is told) and
 * `auth.suspended` (known, but stopped, or its runtime is).
 */
export async function authenticateMachine(
  headers: Headers,
  now: Date,
  directory: Directory,
  issuer: TokenIssuer = { baseUrl: env().baseUrl, keys: keys().grantKeys },
): Promise<Result<MachineActor>> {
  const header = headers.get('authorization')
  if (header === null) return refuse({ code: 'auth.missing' })
  const token = BEARER.exec(header)?.[1]
  if (token === undefined) return refuse({ code: 'auth.invalid' })
  const credential = token.startsWith('csk_')
    ? credentialOfApiKey(token, now, directory)
    : await credentialOfAccessToken(issuer, token, now, directory)
  if (!credential) return refuse({ code: 'auth.invalid' })
  return actorOf(credential, directory)
}

function credentialOfApiKey(key: string, now: Date, directory: Directory): DirectoryCredential | null {
  const kind = apiKeyKind(key)
  if (kind === null) return null
  const credential = credentialByFingerprint(directory, apiKeyFingerprint(key), now)
  return credential?.kind === 'api_key' && credential.owner.kind === kind ? credential : null
}

async function credentialOfAccessToken(
  issuer: TokenIssuer,
  token: string,
  now: Date,
  directory: Directory,
): Promise<DirectoryCredential | null> {
  const claims = await verifyAccessToken(issuer, token, now)
  if (!claims) return null
  // The token says who; the row says whether that still holds.
  const credential = credentialById(directory, claims.credentialId, now)
  return credential?.owner.id === claims.machineId ? credential : null
}

function actorOf(credential: DirectoryCredential, directory: Directory): Result<MachineActor> {
  const machine = machineById(directory, credential.owner.id)
  const refusal = refusalFor(machine)
  if (refusal || !machine) return refuse(refusal ?? { code: 'auth.invalid' })
  const { kind, id, slug } = machine
  return ok({ kind, id, slug, credentialId: credential.id, strength: credential.kind })
}
