import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { requestOptions } from '@/lib/identity/passkey/options'
import { insertChallenge } from '@/lib/identity/passkey/store'
import { randomToken } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'

/** A challenge for signing in with any passkey of this site: nobody says who they are, so nobody learns who has an account. */
export async function offerSignIn(): Promise<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const challenge = randomToken(32)
  const { id } = await inTransaction((tx) =>
    insertChallenge(tx, { kind: 'sign_in', personId: null, requestId: null }, challenge),
  )
  return { challengeId: id, options: await requestOptions(challenge) }
}
