import { env } from '@/lib/platform/env'

/** What passkeys are bound to (WebAuthn section 4, relying party): fixed by the base URL, never taken from a request. */
export interface RelyingParty {
  /** The host name. */
  readonly id: string
  readonly name: string
  /** Scheme, host and port, compared whole. */
  readonly origin: string
}

/** The relying party of a base URL. */
export function relyingPartyOf(baseUrl: string): RelyingParty {
  const url = new URL(baseUrl)
  return { id: url.hostname, name: 'Countersign', origin: url.origin }
}

/** The relying party of this deployment. */
export function relyingParty(): RelyingParty {
  return relyingPartyOf(env().baseUrl)
}
