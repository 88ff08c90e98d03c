import { z } from 'zod'

/**
 * The signature that goes along when a call that needs one is sent a second time. Sent without it, such a call changes
 * nothing and answers `{ challenge }`: what to ask the browser's passkeys for.
 */
export const signatureBody = z.strictObject({
  challenge_id: z.string().max(64),
  assertion: z.record(z.string(), z.unknown()),
})

/** GET answers never hold it; POST answers of calls that are signed may be this instead of their own. */
export type Challenged = {
  challenge: {
    challenge_id: string
    options: import('@simplewebauthn/browser').PublicKeyCredentialRequestOptionsJSON
    statement: string
  }
}
