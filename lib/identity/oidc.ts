import { z } from 'zod'
import type { OidcClaims } from '@/lib/people/sign-in-with-oidc'
import type { Environment } from '@/lib/platform/env'

type OidcSettings = NonNullable<Environment['oidc']>

/** What is used of next-auth's client after it exchanged the code and verified the ID token. */
interface Exchanged {
  readonly tokens: { readonly access_token?: string | undefined; readonly [member: string]: unknown }
  readonly client: {
    readonly issuer: { readonly metadata: { readonly userinfo_endpoint?: string | undefined } }
    userinfo(accessToken: string): Promise<object>
  }
}

/** A generic OpenID Connect provider by discovery, with PKCE, state and nonce; next-auth's client verifies the ID token. */
export function oidcProvider(settings: OidcSettings) {
  return {
    id: 'oidc',
    name: settings.name,
    type: 'oauth' as const,
    wellKnown: `${withoutSlash(settings.issuer)}/.well-known/openid-configuration`,
    idToken: true,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    userinfo: {
      // In the code flow a provider may leave e-mail out of the ID token and answer it at userinfo only (OIDC Core 5.4). What
      // identifies the person is always the signed token's.
      async request({ tokens, client }: Exchanged) {
        const claims = identified.parse(typeof tokens.claims === 'function' ? tokens.claims() : null)
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims
        const more = identified.partial().parse(await client.userinfo(tokens.access_token))
        // OIDC Core 5.3.2: an answer about another subject is not used.
        if (more.sub !== claims.sub) throw new Error('userinfo answered about another subject')
        return { ...claims, ...more, iss: claims.iss, sub: claims.sub }
      },
    },
    profile: ({ sub }: { sub: string }) => ({ id: sub }),
  }
}

const identified = z.looseObject({ iss: z.string(), sub: z.string() })

const claims = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional(),
  email_verified: z.unknown().optional(),
})

/** What we go by of a provider's claims; null when they are not this issuer's. Only the boolean `true` verifies an address. */
export function oidcClaims(profile: unknown, issuer: string): OidcClaims | null {
  const parsed = claims.safeParse(profile)
  if (!parsed.success || withoutSlash(parsed.data.iss) !== withoutSlash(issuer)) return null
  const { iss, sub, email, email_verified } = parsed.data
  return { issuer: iss, subject: sub, email: email ?? null, emailVerified: email_verified === true }
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}
