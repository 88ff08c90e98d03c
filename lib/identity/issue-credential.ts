import { calculateJwkThumbprint } from 'jose'
import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { findMachine } from '@/lib/core/machine/machine'
import { mayManageMachine } from '@/lib/core/machine/may-manage'
import { maySeeMachine } from '@/lib/core/machine/may-stop'
import type { Refusal } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { type MachineKind, newApiKey } from './api-key'
import { type PublicJwk, publicJwk } from './client-assertion'
import { endCredential, holdMachine, insertCredential, type NewCredential, ownerOfCredential } from './store'

/** The machine's sponsor, an administrator, or the server itself when it sets up. */
export interface CredentialContext {
  readonly actor: PersonActor | { readonly kind: 'system'; readonly id: 'system' }
}

export interface Owner {
  readonly kind: MachineKind
  readonly id: string
}

/**
 * A new API key for a machine; the key is in the answer and nowhere else. Whoever can read a key can use it, so a person
 * gives it an end; the route says how late.
 * Refuses `not_found` (a machine that is unknown, retired or not shown to them), `auth.forbidden`, `machine.wrong_state`.
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
 * Refuses as `issueApiKey`, and `request.invalid` (not a public P-256 or Ed25519 key, or registered already).
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

/**
 * Ends a credential and every token obtained with it. `ownerId`: only if it is this machine's.
 * Refuses `not_found`, `auth.forbidden`.
 */
export async function revokeCredential(
  ctx: CredentialContext,
  input: { readonly id: string; readonly ownerId?: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const ownerId = await ownerOfCredential(tx, input.id)
    if (ownerId === null || (input.ownerId !== undefined && input.ownerId !== ownerId))
      return refuse({ code: 'not_found' })
    const refusal = await whyNot(tx, ctx, ownerId)
    if (refusal) return refuse(refusal)
    const ended = await endCredential(tx, input.id)
    if (!ended) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'credential.revoked',
      actor: { kind: ctx.actor.kind, id: ctx.actor.id },
      subject: { credential_id: input.id, owner_id: ended.ownerId },
      facts: {},
    })
    await announce(tx, { kind: 'config', id: 'machines' })
    return ok(null)
  })
}

async function issue(tx: Tx, ctx: CredentialContext, credential: NewCredential): Promise<Result<null>> {
  const refusal = await whyNot(tx, ctx, credential.owner.id, true)
  if (refusal) return refuse(refusal)
  if (!(await holdMachine(tx, credential.owner))) return refuse({ code: 'not_found' })
  if (!(await insertCredential(tx, credential))) {
    return refuse({ code: 'request.invalid', errors: [{ pointer: '/jwk', detail: 'is registered already' }] })
  }
  await appendEntry(tx, {
    type: 'credential.issued',
    actor: { kind: ctx.actor.kind, id: ctx.actor.id },
    subject: { credential_id: credential.id, owner_id: credential.owner.id },
    facts: {
      kind: credential.kind,
      fingerprint: credential.fingerprint,
      expires_at: credential.expiresAt?.toISOString() ?? null,
    },
  })
  await announce(tx, { kind: 'config', id: 'machines' })
  return ok(null)
}

/**
 * Why this person may not manage the credentials of a machine; null when they may. Credentials are configuration, so the
 * lock is taken alone. Nobody prepares a new key for what two people have to look at first: a quarantined machine gets none.
 */
async function whyNot(tx: Tx, ctx: CredentialContext, ownerId: string, issuing = false): Promise<Refusal | null> {
  const directory = await directoryAt(await lockRevision(tx))
  if (ctx.actor.kind === 'system') return null
  const machine = findMachine(ownerId, directory)
  if (!machine || !maySeeMachine(ctx.actor.id, machine, directory)) return { code: 'not_found' }
  if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return { code: 'auth.invalid' }
  if (!mayManageMachine(ctx.actor.id, machine, directory)) return { code: 'auth.forbidden', role: 'admin' }
  return issuing && (machine.status === 'quarantined' || machine.status === 'retired')
    ? { code: 'machine.wrong_state', status: machine.status }
    : null
}

/** Null for a key with a private part, before anything of it could be stored or logged. */
function readPublicJwk(value: unknown): PublicJwk | null {
  if (typeof value !== 'object' || value === null || 'd' in value) return null
  const parsed = publicJwk.safeParse(value)
  return parsed.success ? parsed.data : null
}
