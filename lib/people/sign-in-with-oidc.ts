import { appendEntry } from '@/lib/audit/store'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { openSession, refuseSignIn, type SignedIn, type SignInContext, type SignInRefusal } from './session'
import { insertIdentity, lockLinkablePerson, personOfIdentity } from './store'

/** What the identity provider said, after its signature, audience, nonce and state were verified. */
export interface OidcClaims {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  readonly emailVerified: boolean
}

/**
 * Signs in the person whom the provider knows under this subject.
 *
 * At the first sign-in there is no such person yet. Then, and only then, an address links: the provider must call it
 * verified, it must be that of an active person, and that person must have no identity at this provider; otherwise whoever
 * is given a colleague's old address would become them (ATTACKS 34). Nobody is created here and nobody gets a role.
 * Refuses `unknown_person`, `email_not_verified`, `disabled`.
 */
export async function signInWithOidc(ctx: SignInContext, claims: OidcClaims): Promise<SignedIn | SignInRefusal> {
  return inTransaction(async (tx) => {
    const known = await personOfIdentity(tx, claims.issuer, claims.subject)
    if (known !== null) return openSession(tx, ctx, known, 'oidc')
    if (claims.email === null) return refuseSignIn(tx, ctx, 'oidc', 'unknown_person')
    if (!claims.emailVerified) return refuseSignIn(tx, ctx, 'oidc', 'email_not_verified')
    const personId = await linkByAddress(tx, claims, claims.email)
    if (personId === null) return refuseSignIn(tx, ctx, 'oidc', 'unknown_person')
    return openSession(tx, ctx, personId, 'oidc')
  })
}

async function linkByAddress(tx: Tx, claims: OidcClaims, email: string): Promise<string | null> {
  // Addresses here are ASCII and lower case; one that is only alike under Unicode folding is another one.
  if (!/^[!-~]+$/.test(email)) return null
  const person = await lockLinkablePerson(tx, claims.issuer, email.toLowerCase())
  if (!person) return null
  await insertIdentity(tx, person.id, claims.issuer, claims.subject)
  await appendEntry(
    tx,
    {
      type: 'identity.linked',
      actor: { kind: 'person', id: person.id },
      subject: { person_id: person.id },
      facts: { issuer: claims.issuer },
    },
    { subject: claims.subject, email },
  )
  return person.id
}
