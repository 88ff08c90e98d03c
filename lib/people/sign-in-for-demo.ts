import { inTransaction } from '@/lib/platform/transaction'
import { openSession, refuseSignIn, type SignedIn, type SignInContext, type SignInRefusal } from './session'
import { isDemoOrganisation } from './store'

/**
 * Signs in as a person of the demo, with no proof at all. The edge offers this only in the demo and on a loopback address;
 * here the organisation must be the demo's as well, so that a variable set by mistake opens no real one.
 */
export async function signInForDemo(ctx: SignInContext, personId: string): Promise<SignedIn | SignInRefusal> {
  return inTransaction(async (tx) => {
    if (!(await isDemoOrganisation(tx))) return refuseSignIn(tx, ctx, 'demo', 'not_the_demo')
    return openSession(tx, ctx, personId, 'demo')
  })
}
