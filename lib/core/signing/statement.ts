import { taggedDigest } from '../canonical/digest'
import { canonicalize, type Json } from '../canonical/json'

/** Everything beside a single decision on a request that a person signs. Each has its own domain: a signature for one is none for another. */
export type SigningPurpose = 'boundary_review' | 'accountability' | 'proposal' | 'kill_switch' | 'decision_batch'

/** What is signed: whatever the verb says about its subject, who says it, and a nonce that makes it one of its kind. */
export type SignedStatement = {
  v: 1
  purpose: SigningPurpose
  person: string
  nonce: string
  says: { [name: string]: Json }
}

/** The statement's canonical text: stored with the signature, shown under "exactly what is signed". */
export function signedText(statement: SignedStatement): string {
  return canonicalize(statement satisfies Json)
}

/** The WebAuthn challenge of a statement: SHA-256 over it under the domain tag of its purpose. */
export function signingChallenge(statement: SignedStatement): string {
  return taggedDigest(`countersign/${statement.purpose}/v1`, statement satisfies Json)
}
