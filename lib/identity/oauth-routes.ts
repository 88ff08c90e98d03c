import { Hono } from 'hono'
import { currentDirectory, now } from '@/lib/directory/current'
import { env } from '@/lib/platform/env'
import { keys } from '@/lib/platform/keys'
import { exchangeAssertion } from './exchange-assertion'
import { parseForm } from './form'

/** RFC 7521 section 4.2. */
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' }

type TokenError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope'

/**
 * The token endpoint: OAuth client credentials with `private_key_jwt` (RFC 6749 section 4.4, RFC 7523).
 * A grant type is one entry of `grants`, a way to prove a client one branch of `proveClient`.
 */
export const oauthApi = new Hono()

oauthApi.post('/oauth/token', async (c) => {
  const form = await parseForm(c.req.raw)
  if (!form)
    return refusal('invalid_request', 'The body must be a form of at most 16 KiB in which no parameter appears twice.')
  const grantType = form.get('grant_type')
  if (!grantType) return refusal('invalid_request', 'grant_type is missing.')
  const grant = grants.get(grantType)
  if (!grant) return refusal('unsupported_grant_type', 'Only client_credentials is supported.')
  return grant(c.req.raw, form)
})

oauthApi.all('/oauth/token', () => {
  const response = refusal('invalid_request', 'Send a POST.', 405)
  response.headers.set('allow', 'POST')
  return response
})

const grants = new Map<string, (request: Request, form: ReadonlyMap<string, string>) => Promise<Response>>([
  ['client_credentials', clientCredentials],
])

async function clientCredentials(request: Request, form: ReadonlyMap<string, string>): Promise<Response> {
  // RFC 6749 section 2.3: one way to prove a client per request. There are no client secrets here at all.
  if (request.headers.has('authorization') || form.has('client_secret')) {
    const response = refusal('invalid_client', 'Authenticate with a client_assertion, and with nothing else.')
    // Section 5.2: only who tried the header is told of a scheme; clients read the error in the body otherwise.
    if (request.headers.has('authorization')) response.headers.set('www-authenticate', 'Bearer realm="countersign"')
    return response
  }
  if (form.has('scope'))
    return refusal('invalid_scope', 'There are no scopes: what a client may do follows from what it is.')
  const assertion = form.get('client_assertion')
  if (form.get('client_assertion_type') !== JWT_BEARER || !assertion) {
    return refusal('invalid_client', `Send a client_assertion with client_assertion_type ${JWT_BEARER}.`)
  }
  const { baseUrl } = env()
  const token = await exchangeAssertion(
    {
      now: await now(),
      directory: await currentDirectory(),
      issuer: { baseUrl, keys: keys().grantKeys },
      audience: { issuer: baseUrl, tokenEndpoint: `${baseUrl}/oauth/token` },
    },
    { assertion, clientId: form.get('client_id') },
  )
  if (!token) return refusal('invalid_client', 'The client assertion was refused.')
  return Response.json(
    { access_token: token.accessToken, token_type: 'Bearer', expires_in: token.expiresIn },
    { headers: NO_STORE },
  )
}

/** RFC 6749 section 5.2; one sentence for every reason why a client is refused, so that nothing can be probed. */
function refusal(error: TokenError, description: string, status = error === 'invalid_client' ? 401 : 400): Response {
  return Response.json({ error, error_description: description }, { status, headers: NO_STORE })
}
