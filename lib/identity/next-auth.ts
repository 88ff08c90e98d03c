import NextAuth, { type AuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { pathAfterSignIn } from '@/lib/core/callback-url'
import { limits } from '@/lib/core/limits'
import { now } from '@/lib/directory/current'
import type { SignInContext } from '@/lib/people/session'
import { signInForDemo } from '@/lib/people/sign-in-for-demo'
import { signInWithOidc } from '@/lib/people/sign-in-with-oidc'
import { signInWithPasskey } from '@/lib/people/sign-in-with-passkey'
import { env, tellLibrary } from '@/lib/platform/env'
import { keys } from '@/lib/platform/keys'
import { log } from '@/lib/platform/log'
import { countAttempt, mayLogRefusal } from './attempts'
import { readCookies } from './cookies'
import { languageOf } from './language'
import { isLoopbackRequest } from './loopback'
import { AuthAnswer, type AuthCall, readAuthCall } from './next-auth-http'
import { oidcClaims, oidcProvider } from './oidc'
import { secureCookies, sessionCookieName } from './session-cookie'

/** What of next-auth is used, by method: the rest of its routes answers 404 here. `session` is answered by `/me`, never by the cookie. */
const ROUTES = {
  GET: ['csrf', 'providers', 'signin', 'callback/oidc', 'error'],
  POST: ['signin/oidc', 'callback/passkey', 'callback/demo'],
} as const

/**
 * Everything under /api/auth. next-auth is used for the OIDC code flow, the CSRF token and the sealed cookie, which carries
 * nothing but the id of a session row; who a person is, our verbs decide (docs: DESIGN 6). No route of it has an e-mail
 * provider, makes a person, or ends a session (that is POST /api/console/sign-out).
 */
export async function handleAuth(request: Request): Promise<Response> {
  const call = await readAuthCall(request)
  if (!call || !isKnown(call)) return plain(404)
  const { origin } = new URL(env().baseUrl)
  // A form on another site may not sign a browser in, as whomever.
  if (call.method === 'POST' && request.headers.get('origin') !== origin) return plain(403)
  // The address of this server is configured and never read from a request; next-auth looks for it in this variable only.
  tellLibrary('NEXTAUTH_URL', `${origin}/api/auth`)
  const answer = new AuthAnswer()
  // next-auth reads a few members of Node's request and response; its type asks for all of them.
  await Reflect.apply(handler(), undefined, [call, answer, optionsFor(request, await now())])
  return answer.toResponse()
}

const sealed = z.object({ sid: z.string().regex(/^ses_[A-Za-z0-9_-]{43}$/) })

/**
 * The session id that a request's cookie carries, unsealed: `none` without a cookie, `invalid` when it is not one of ours
 * or out of date. Whether that session still holds, only its row says.
 */
export async function readSessionId(headers: Headers): Promise<{ sessionId: string } | 'none' | 'invalid'> {
  const token = readCookies(headers).get(sessionCookieName())
  if (!token) return 'none'
  try {
    const parsed = sealed.safeParse(await decode({ token, secret: keys().sessionSecret }))
    return parsed.success ? { sessionId: parsed.data.sid } : 'invalid'
  } catch {
    return 'invalid'
  }
}

function isKnown(call: AuthCall): boolean {
  const route = call.query.nextauth.join('/')
  if (call.method === 'GET') return ROUTES.GET.some((known) => known === route)
  return ROUTES.POST.some((known) => known === route)
}

/** The package is CommonJS: its function is the default export itself under a bundler, and a member of it under Node. */
function handler(): typeof NextAuth {
  return Reflect.get(NextAuth, 'default') ?? NextAuth
}

function optionsFor(request: Request, at: Date): AuthOptions {
  const { headers } = request
  const { oidc, demo } = env()
  const context = async (): Promise<SignInContext> => {
    const cookie = await readSessionId(headers)
    return {
      userAgent: headers.get('user-agent') ?? '',
      language: languageOf(headers),
      previousSessionId: typeof cookie === 'object' ? cookie.sessionId : null,
      logRefusal: mayLogRefusal(at),
    }
  }
  const allowed = () => {
    if (!countAttempt(headers, at).ok) throw new Error('RateLimited')
  }
  return {
    secret: keys().sessionSecret,
    session: { strategy: 'jwt', maxAge: limits.sessionSeconds },
    useSecureCookies: secureCookies(),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      error: (code, details) => log().warn({ code, why: whyOf(details) }, 'sign-in failed'),
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
    providers: [
      {
        id: 'passkey',
        name: 'Passkey',
        type: 'credentials',
        credentials: { challenge_id: {}, assertion: {} },
        async authorize(fields) {
          allowed()
          const input = { challengeId: textOf(fields?.challenge_id), assertion: textOf(fields?.assertion) }
          const signedIn = await signInWithPasskey(await context(), input)
          return signedIn.ok ? { id: signedIn.sessionId } : null
        },
      },
      ...(demo && isLoopbackRequest(headers)
        ? [
            {
              id: 'demo',
              name: 'Demo',
              type: 'credentials' as const,
              credentials: { person_id: {} },
              async authorize(fields: Record<'person_id', string> | undefined) {
                allowed()
                const signedIn = await signInForDemo(await context(), textOf(fields?.person_id))
                return signedIn.ok ? { id: signedIn.sessionId } : null
              },
            },
          ]
        : []),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + pathAfterSignIn(url, baseUrl),
      async signIn({ user, account, profile }) {
        if (account?.type === 'credentials') return true
        const claims = oidc && oidcClaims(profile, oidc.issuer)
        if (!claims) return '/sign-in?error=OAuthCallback'
        const signedIn = await signInWithOidc(await context(), claims)
        if (!signedIn.ok) return `/sign-in?error=${signedIn.why}`
        // The one way to tell the `jwt` callback below: both are given this object.
        user.id = signedIn.sessionId
        return true
      },
      // Nothing but the id of the session's row: no name, no address, no role that could outlive a change.
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
    },
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 32_768) : ''
}

/** The message of what next-auth reports, and no token, code or profile that it may have put beside it. */
function whyOf(details: unknown): string {
  const error: unknown =
    details instanceof Error
      ? details
      : typeof details === 'object' && details !== null
        ? Reflect.get(details, 'error')
        : undefined
  return error instanceof Error ? error.message.slice(0, 300) : ''
}

function plain(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'private, no-store' } })
}
