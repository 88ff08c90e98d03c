import { sha256, toBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { randomToken } from '@/lib/platform/ids'

/** A one-time link's secret: shown once, stored as a digest only. */
export interface InvitationSecret {
  readonly token: string
  readonly tokenHash: string
}

/** A new secret of 256 random bits. */
export function newInvitationSecret(): InvitationSecret {
  const token = randomToken(32)
  return { token, tokenHash: invitationHash(token) }
}

/** SHA-256 of the secret, base64url. */
export function invitationHash(token: string): string {
  return toBase64Url(sha256(utf8(token)))
}

/** The link. The secret stands behind `#`, which browsers send to no server and put into no referrer. */
export function invitationLink(baseUrl: string, token: string): string {
  return `${baseUrl}/welcome#token=${token}`
}
