import { calculateJwkThumbprint } from 'jose'
import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { holdRole } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { type MachineKind, newApiKey } from './api-key'
import { type PublicJwk, publicJwk } from './client-assertion'
import { endCredential, holdMachine, insertCredential, type NewCredential } from './store'

/** An administrator, or the server itself when it sets up. */
export interface CredentialContext {
  readonly actor: PersonActor | { readonly kind: 'system'; readonly id: 'system' }
}

export interface Owner {
  readonly kind: MachineKind
  readonly id: string
}

/**
 * A new API key for a machine; the key is in the answer and nowhere else.
 * Refuses `auth.forbidden`, `not_found` (unknown or retired machine).
 */
export async function issueApiKey(
  ctx: CredentialContext,
  input: { readonly owner: Owner; readonly expiresAt?: Date },
): Promise<Result<{ id: string; key: string }>> {
  const { key, fingerprint, hint } = newApiKey(input.owner.kind)
  const credential = {
    id: newId('crd'),
    kind: 'api_key',
    owner: input.owner,
    fingerprint,
    publicJwk: null,
    hint,
    expiresAt: input.expiresAt ?? null,
  } as const
  const stored = await inTransaction((tx) => issue(tx, ctx, credential))
  return stored.ok ? ok({ id: credential.id, key }) : stored
}

/**
 * Registers a machine's public key for `private_key_jwt`, by its RFC 7638 thumbprint. A key belongs to one identity for ever,
 * so that nobody is agent and executor by the same proof (DESIGN 3.5).
 * Refuses `auth.forbidden`, `not_found`, `request.invalid` (not a public P-256 or Ed25519 key, or registered already).
 */
export async function registerPublicKey(
  ctx: CredentialContext,
  input: { readonly owner: Owner; readonly jwk: unknown; readonly expiresAt?: Date },
): Promise<Result<{ id: string; thumbprint: string }>> {
  const jwk = readPublicJwk(input.jwk)
  if (!jwk)
    return refuse({
      code: 'request.invalid',
      errors: [{ pointer: '/jwk', detail: 'must be a public P-256 or Ed25519 key' }],
    })
  const thumbprint = await calculateJwkThumbprint(jwk, 'sha256')
  const credential = {
    id: newId('crd'),
    kind: 'private_key_jwt',
    owner: input.owner,
    fingerprint: thumbprint,
    publicJwk: jwk,
    hint: thumbprint.slice(-4),
    expiresAt: input.expiresAt ?? null,
  } as const
  const stored = await inTransaction((tx) => issue(tx, ctx, credential))
  return stored.ok ? ok({ id: credential.id, thumbprint }) : stored
}

/** Ends a credential and every token obtained with it. Refuses `auth.forbidden`, `not_found`. */
export async function revokeCredential(ctx: CredentialContext, input: { readonly id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    if (!(await mayAdminister(tx, ctx))) return refuse({ code: 'auth.forbidden', role: 'admin' })
    const ended = await endCredential(tx, input.id)
    if (!ended) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'credential.revoked',
      actor: { kind: ctx.actor.kind, id: ctx.actor.id },
      subject: { credential_id: input.id, owner_id: ended.ownerId },
      facts: {},
    })
    return ok(null)
  })
}

async function issue(tx: Tx, ctx: CredentialContext, credential: NewCredential): Promise<Result<null>> {
  if (!(await mayAdminister(tx, ctx))) return refuse({ code: 'auth.forbidden', role: 'admin' })
  if (!(await holdMachine(tx, credential.owner))) return refuse({ code: 'not_found' })
  if (!(await insertCredential(tx, credential))) {
    return refuse({ code: 'request.invalid', errors: [{ pointer: '/jwk', detail: 'is registered already' }] })
  }
  await appendEntry(tx, {
    type: 'credential.issued',
    actor: { kind: ctx.actor.kind, id: ctx.actor.id },
    subject: { credential_id: credential.id, owner_id: credential.owner.id },
    facts: { kind: credential.kind, fingerprint: credential.fingerprint },
  })
  return ok(null)
}

async function mayAdminister(tx: Tx, ctx: CredentialContext): Promise<boolean> {
  return ctx.actor.kind === 'system' || holdRole(tx, ctx.actor.id, 'admin')
}

/** Null for a key with a private part, before anything of it could be stored or logged. */
function readPublicJwk(value: unknown): PublicJwk | null {
  if (typeof value !== 'object' || value === null || 'd' in value) return null
  const parsed = publicJwk.safeParse(value)
  return parsed.success ? parsed.data : null
}
