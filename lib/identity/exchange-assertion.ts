import type { Directory } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { randomToken } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { signAccessToken, type TokenIssuer } from './access-token'
import { type AssertionAudience, verifyClientAssertion } from './client-assertion'
import { refusalFor } from './machines'
import { useAssertionJti } from './store'

export interface ExchangeInput {
  readonly assertion: string
  readonly clientId: string | undefined
}

export interface ExchangeContext {
  readonly now: Date
  readonly directory: Directory
  readonly issuer: TokenIssuer
  readonly audience: AssertionAudience
}

export interface IssuedToken {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
}

/**
 * Exchanges a client assertion for an access token (RFC 7523 section 2.2). An assertion works once: its `jti` is stored by
 * the statement that also finds out whether it was there. Null, undistinguished, for every refusal.
 */
export async function exchangeAssertion(ctx: ExchangeContext, input: ExchangeInput): Promise<IssuedToken | null> {
  const verified = await verifyClientAssertion(input.assertion, input.clientId, ctx.audience, ctx.now, ctx.directory)
  if (!verified || refusalFor(verified.machine)) return null
  const { machine, credential, jti, expiresAt } = verified
  // Signed first, so that a fault of signing does not use the assertion up.
  const claims = { machineId: machine.id, credentialId: credential.id }
  const accessToken = await signAccessToken(ctx.issuer, claims, randomToken(16), ctx.now)
  const first = await inTransaction((tx) => useAssertionJti(tx, machine.id, jti, expiresAt))
  return first ? { accessToken, expiresIn: limits.accessTokenSeconds } : null
}
