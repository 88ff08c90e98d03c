import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { SaidIn } from '@/lib/core/language/said'
import { consoleApi } from '@/lib/http/client'
import type { Me, PasskeyView, SessionView, SignInMethods } from './schema'

export const peopleKeys = { me: ['me'], methods: ['sign-in'], passkeys: ['passkeys'], sessions: ['sessions'] } as const

/** GET /me: who is signed in, and the counts of the rail. */
export function meOptions() {
  return queryOptions({
    queryKey: peopleKeys.me,
    queryFn: ({ signal }) => consoleApi<Me>('GET', '/me', undefined, signal),
    staleTime: 10_000,
  })
}

/** GET /sign-in/methods (public). */
export function methodsOptions() {
  return queryOptions({
    queryKey: peopleKeys.methods,
    queryFn: ({ signal }) => consoleApi<SignInMethods>('GET', '/sign-in/methods', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

type RequestOptions = { challenge_id: string; options: PublicKeyCredentialRequestOptionsJSON }
type EnrolOptions = CreationOptions & { step_up: RequestOptions | null }
type CreationOptions = { challenge_id: string; options: PublicKeyCredentialCreationOptionsJSON }

/** Why a sign-in did not happen, in a sentence. */
export class SignInRefused extends Error {}

/** The sign-in whose passkey has answered and which the server is judging now. */
let answered: Promise<void> | null = null

/**
 * Signs in with a passkey. With `autofill` the browser offers passkeys inside the e-mail field and the promise stays
 * open until one is chosen. Of two ceremonies of one page only one is ever sent: a second signature that overtook the
 * first on its way would look like a copied passkey, whose counter goes back, and end it.
 */
export async function signInWithPasskey(autofill: boolean): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { challenge_id, options } = await consoleApi<RequestOptions>('POST', '/sign-in/passkey/options', {})
  if (answered) return answered
  // Starting one calls off the one before, as long as no passkey has answered it.
  const assertion = await startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill })
  answered = credentials('passkey', { challenge_id, assertion: JSON.stringify(assertion) }).finally(() => {
    answered = null
  })
  return answered
}

/** True when this browser can offer passkeys inside a field. */
export async function offersAutofill(): Promise<boolean> {
  const { browserSupportsWebAuthnAutofill } = await import('@simplewebauthn/browser')
  return browserSupportsWebAuthnAutofill()
}

/** Signs in as a person of the demo; the server offers it in the demo and on a loopback address only. */
export function signInAsDemo(personId: string): Promise<void> {
  return credentials('demo', { person_id: personId })
}

/** Leaves for the organisation's single sign-on. */
export async function signInWithOidc(callbackUrl: string): Promise<void> {
  const { signIn } = await import('next-auth/react')
  await signIn('oidc', { callbackUrl })
}

async function credentials(provider: 'passkey' | 'demo', fields: Record<string, string>): Promise<void> {
  const { signIn } = await import('next-auth/react')
  const result = await signIn(provider, { ...fields, redirect: false })
  if (!result?.ok || result.error) throw new SignInRefused('That did not sign you in. Try again, or use another way.')
}

/** POST /sign-out: revokes the session's row, so the cookie is worthless from now on. */
export function signOut(): Promise<void> {
  return consoleApi('POST', '/sign-out', {})
}

/** GET /passkeys */
export function passkeysOptions() {
  return queryOptions({
    queryKey: peopleKeys.passkeys,
    queryFn: ({ signal }) => consoleApi<{ items: PasskeyView[] }>('GET', '/passkeys', undefined, signal),
  })
}

/** GET /sessions */
export function sessionsOptions() {
  return queryOptions({
    queryKey: peopleKeys.sessions,
    queryFn: ({ signal }) => consoleApi<{ items: SessionView[] }>('GET', '/sessions', undefined, signal),
  })
}

/** Makes a passkey on this device and enrols it. */
export function enrolMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: async ({ name, endOthers }: { name: string; endOthers: boolean }) => {
      const { challenge_id, options, step_up } = await consoleApi<EnrolOptions>('POST', '/passkeys/options', {})
      // Whoever has a passkey shows it before adding another: a stolen session cannot enrol a thief's.
      const proof =
        step_up === null
          ? {}
          : { step_up: { challenge_id: step_up.challenge_id, assertion: await showPasskey(step_up.options) } }
      const attestation = await createPasskey(options)
      await consoleApi('POST', '/passkeys', {
        challenge_id,
        name,
        attestation,
        end_other_sessions: endOthers,
        ...proof,
      })
    },
    networkMode: 'always',
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleKeys.passkeys })
      await queryClient.invalidateQueries({ queryKey: peopleKeys.me })
    },
  })
}

/** POST /passkeys/{id}/revoke */
export function revokePasskeyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi('POST', `/passkeys/${encodeURIComponent(id)}/revoke`, {}),
    networkMode: 'always',
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: peopleKeys.passkeys })
      await queryClient.invalidateQueries({ queryKey: peopleKeys.me })
    },
  })
}

/** POST /me/language: what messages are written in. */
export function languageMutation() {
  return mutationOptions({
    mutationFn: (language: SaidIn) => consoleApi('POST', '/me/language', { language }),
    networkMode: 'always',
    retry: false,
  })
}

/** POST /sessions/{id}/revoke */
export function revokeSessionMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi('POST', `/sessions/${encodeURIComponent(id)}/revoke`, {}),
    networkMode: 'always',
    onSuccess: () => queryClient.invalidateQueries({ queryKey: peopleKeys.sessions }),
  })
}

export type Invited = { kind: 'first_admin' | 'enrol' | 'recover'; name: string }

/** Whom a one-time link is for; null when it does not say so itself: the first administrator says who they are. */
export async function invitedBy(token: string): Promise<Invited | null> {
  try {
    const { kind, name } = await consoleApi<CreationOptions & Invited>('POST', '/welcome/options', { token })
    return { kind, name }
  } catch {
    // What is wrong with the link is said when it is used.
    return null
  }
}

export type WelcomeInput = { token: string; name?: string; email?: string; organisation?: string; passkey_name: string }

/** The one-time link: makes the person, enrols the first passkey. The token travels in the body, never in a URL. */
export async function welcome(input: WelcomeInput): Promise<void> {
  const { passkey_name, ...who } = input
  const { challenge_id, options } = await consoleApi<CreationOptions>('POST', '/welcome/options', who)
  const attestation = await createPasskey(options)
  await consoleApi('POST', '/welcome', { token: input.token, challenge_id, attestation, passkey_name })
}

async function createPasskey(options: PublicKeyCredentialCreationOptionsJSON) {
  const { startRegistration } = await import('@simplewebauthn/browser')
  return startRegistration({ optionsJSON: options })
}

async function showPasskey(options: PublicKeyCredentialRequestOptionsJSON) {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: options })
}
