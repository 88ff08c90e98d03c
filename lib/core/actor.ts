/** How strongly a machine proved who it is: a server fact that rules may use (DESIGN 6). */
export type CredentialStrength = 'api_key' | 'private_key_jwt'

/** Who is acting. Made by `lib/identity` from a credential, never from a body. */
export type Actor =
  | { kind: 'agent'; id: string; slug: string; credentialId: string; strength: CredentialStrength }
  | { kind: 'executor'; id: string; slug: string; credentialId: string; strength: CredentialStrength }
  | { kind: 'auditor'; id: string; slug: string; credentialId: string; strength: CredentialStrength }
  | { kind: 'pipeline'; id: string; slug: string; credentialId: string; strength: CredentialStrength }
  | PersonActor
  | { kind: 'system'; id: 'system' }

/** A human session, looked up on every use. */
export type PersonActor = {
  kind: 'person'
  id: string
  name: string
  sessionId: string
  method: 'passkey' | 'oidc' | 'demo'
  authenticatedAt: Date
}
