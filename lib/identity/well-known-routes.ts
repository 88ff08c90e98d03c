import { Hono } from 'hono'
import { env } from '@/lib/platform/env'
import { keys } from '@/lib/platform/keys'

/** Discovery: the authorization server's metadata (RFC 8414) and its public keys (RFC 7517). Public, and cacheable for five minutes. */
export const wellKnownApi = new Hono()

const CACHE = { 'cache-control': 'public, max-age=300' }

wellKnownApi.get('/.well-known/oauth-authorization-server', () => {
  const { baseUrl } = env()
  return Response.json(
    {
      issuer: baseUrl,
      token_endpoint: `${baseUrl}/oauth/token`,
      jwks_uri: `${baseUrl}/.well-known/jwks.json`,
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256', 'EdDSA', 'Ed25519'],
    },
    { headers: CACHE },
  )
})

wellKnownApi.get('/.well-known/jwks.json', () =>
  Response.json({ keys: keys().grantKeys.map(({ publicJwk }) => publicJwk) }, { headers: CACHE }),
)
