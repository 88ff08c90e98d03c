import { env } from '@/lib/platform/env'
import { inTransaction } from '@/lib/platform/transaction'
import { invitationLink, newInvitationSecret } from './invitation'
import { adminExists, insertInvitation } from './store'

const HOURS = 24

/**
 * The one-time link that makes the first administrator, for whoever can read what the server prints; null when there is an
 * administrator. Called at every start: each gets a fresh link, good for 24 hours and for as long as there is none.
 */
export async function ensureFirstAdminLink(): Promise<string | null> {
  return inTransaction(async (tx) => {
    if (await adminExists(tx)) return null
    const { token, tokenHash } = newInvitationSecret()
    await insertInvitation(tx, { kind: 'first_admin', tokenHash, personId: null, createdBy: null, hours: HOURS })
    return invitationLink(env().baseUrl, token)
  })
}
