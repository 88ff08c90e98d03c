import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

export interface OidcAccount {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean | string
}

export interface OidcProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is at the keyboard: whom the provider signs in from now on, without asking. */
  account: OidcAccount
  /** Of the last authorization request: what the client asked for. */
  readonly asked: Record<string, string>
  stop(): Promise<void>
}

/**
 * A real OpenID Connect provider (`oidc-provider`) on a loopback port, with one client that must use PKCE. Its sign-in page
 * signs `account` in at once, so that a test drives the whole flow by following redirects.
 */
export async function startOidcProvider(redirectUri: string): Promise<OidcProvider> {
  const listener: { handle: (req: IncomingMessage, res: ServerResponse) => unknown } = { handle: (_, res) => res.end() }
  const server = createServer((req, res) => listener.handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const state: OidcProvider = {
    issuer,
    clientId: 'countersign',
    clientSecret: randomBytes(32).toString('hex'),
    account: { sub: 'nobody' },
    asked: {},
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: state.clientId,
        client_secret: state.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...state.account, sub }) }),
    interactions: { url: (_ctx, interaction) => `/signs-in/${interaction.uid}` },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
    async loadExistingGrant(ctx) {
      // The organisation's own application: nobody is asked for consent.
      const { client, session } = ctx.oidc
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  listener.handle = async (req, res) => {
    if (!req.url?.startsWith('/signs-in/')) return callback(req, res)
    const { params } = await provider.interactionDetails(req, res)
    for (const [name, value] of Object.entries(params)) state.asked[name] = String(value)
    return provider.interactionFinished(
      req,
      res,
      { login: { accountId: state.account.sub } },
      { mergeWithLastSubmission: false },
    )
  }
  return state
}
