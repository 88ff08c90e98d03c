'use client'
import { useQuery } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Bone } from '@/components/ui/states'
import { pathAfterSignIn } from '@/lib/core/callback-url'
import { ApiError } from '@/lib/http/client'
import { methodsOptions, offersAutofill, signInAsDemo, signInWithOidc, signInWithPasskey } from '@/lib/people/client'
import type { SignInMethods } from '@/lib/people/schema'
import { Card } from './card'
import { ErrorSummary } from './error-summary'

/** Why a sign-in did not happen: what to do next, nothing that helps a guesser. */
function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.'
    return error.offline ? 'The server did not answer. Try again.' : error.detail || 'You could not be signed in.'
  }
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) {
    return 'The passkey was not used. You are not signed in.'
  }
  return error instanceof Error && error.message ? error.message : 'You could not be signed in.'
}

const OIDC_ERROR = 'Your organisation did not sign you in. Ask an administrator whether you have an account here.'

/** People sign in here: by passkey, by their organisation, and in the demo as one of its people. */
export function SignInPage() {
  const { data: methods, error: unreachable } = useQuery(methodsOptions())
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const waiting = useRef(false)
  useTitle('Sign in')

  useEffect(() => {
    if (new URLSearchParams(window.location.search).has('error')) setError(OIDC_ERROR)
  }, [])

  // Conditional UI: the browser offers passkeys inside the field; choosing one is the whole sign-in.
  useEffect(() => {
    let left = false
    async function offer() {
      if (waiting.current || !(await offersAutofill())) return
      waiting.current = true
      try {
        await signInWithPasskey(true)
        if (!left) enter()
      } catch (reason) {
        // Starting the button's own ceremony ends this one: that is no error.
        if (
          !left &&
          !(reason instanceof Error && (reason.name === 'AbortError' || reason.name === 'NotAllowedError')) &&
          !(reason instanceof ApiError)
        )
          setError(sentenceOf(reason))
      } finally {
        waiting.current = false
      }
    }
    void offer()
    return () => {
      left = true
    }
  }, [])

  async function attempt(how: () => Promise<void>) {
    setBusy(true)
    setError(null)
    try {
      await how()
      enter()
    } catch (reason) {
      setError(sentenceOf(reason))
      setBusy(false)
    }
  }

  return (
    <Card
      title={methods ? `Sign in to ${methods.organisation}` : 'Sign in'}
      banner={
        methods?.demo ? (
          <DemoPeople people={methods.demo} busy={busy} onPick={(id) => void attempt(() => signInAsDemo(id))} />
        ) : null
      }
    >
      {error ? <ErrorSummary>{error}</ErrorSummary> : null}
      {unreachable && !methods ? (
        <ErrorSummary>The server did not answer. Reload the page to try again.</ErrorSummary>
      ) : null}
      {methods?.needs_first_admin ? (
        <p className="mt-3 text-13 text-fg-2">
          Nobody is registered yet. The server printed a one-time link when it started; it makes the first
          administrator.
        </p>
      ) : null}
      <div className="mt-5 grid gap-3">
        <label className="grid gap-1 text-13">
          <span className="font-medium">E-mail</span>
          <input
            type="email"
            autoComplete="username webauthn"
            className="field min-h-9 px-2.5 py-[7px]"
            placeholder="Your browser offers your passkey here"
          />
        </label>
        <Button
          size="lg"
          look="primary"
          disabled={busy}
          onClick={() => void attempt(() => signInWithPasskey(false))}
          data-testid="passkey-sign-in"
        >
          <FingerprintPattern className="size-4" aria-hidden="true" />
          Continue with passkey
        </Button>
        {methods === undefined && !unreachable ? <Bone className="h-11 w-full" /> : null}
        {methods?.oidc ? (
          <Button
            size="lg"
            disabled={busy}
            onClick={() => void attempt(() => signInWithOidc(target()))}
            data-testid="oidc-sign-in"
          >
            Continue with {methods.oidc.name}
          </Button>
        ) : null}
      </div>
      <p className="mt-5 text-12 text-fg-3">
        There are no passwords. Agents and executors never sign in here: they use their own credentials on the API.
      </p>
    </Card>
  )
}

function DemoPeople({
  people,
  busy,
  onPick,
}: {
  people: NonNullable<SignInMethods['demo']>
  busy: boolean
  onPick: (id: string) => void
}) {
  return (
    <section className="mt-4 overflow-hidden rounded-md border border-line bg-panel" aria-label="Demo">
      <p className="border-line border-b bg-sunken px-4 py-2 text-12 text-fg-2" data-testid="demo-banner">
        <b className="font-medium text-warn">Demo.</b> Sign in as anybody, without proof. It works on this machine only.
      </p>
      <ul>
        {people.map((person) => (
          <li key={person.id} className="border-line border-b last:border-b-0">
            <button
              type="button"
              disabled={busy}
              onClick={() => onPick(person.id)}
              data-testid={`demo-person-${person.id}`}
              className="flex min-h-12 w-full items-center justify-between gap-4 px-4 py-2 text-start hover:bg-sunken disabled:text-fg-3"
            >
              <span>
                <span className="font-medium">{person.name}</span>
                <span className="block text-12 text-fg-2">{person.title}</span>
              </span>
              <span className="text-end text-12 text-fg-3">
                {person.roles.map((role) => ROLE[role] ?? role).join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const ROLE: Record<string, string> = {
  approver: 'approver',
  workflow_owner: 'owner',
  compliance: 'compliance',
  admin: 'administrator',
}

/** The page that asked for sign-in, when it is one of ours. */
function target(): string {
  const wanted = new URLSearchParams(window.location.search).get('callbackUrl') ?? '/inbox'
  const path = pathAfterSignIn(wanted, window.location.origin)
  return path === '/' ? '/inbox' : path
}

function enter(): void {
  window.location.assign(target())
}
