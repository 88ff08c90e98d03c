'use client'
import { useQuery } from '@tanstack/react-query'
import { FingerprintPattern } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
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
function sentenceOf(t: Translate<'sign-in'>, error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) return t('trouble.tooMany')
    return error.offline ? t('trouble.noAnswer') : error.detail || t('trouble.refused')
  }
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) {
    return t('trouble.notUsed')
  }
  return error instanceof Error && error.message ? error.message : t('trouble.refused')
}

/** People sign in here: by passkey, by their organisation, and in the demo as one of its people. */
export function SignInPage() {
  const t = useTranslations('sign-in')
  const { data: methods, error: unreachable } = useQuery(methodsOptions())
  const [failed, setFailed] = useState<{ reason: unknown } | 'provider' | null>(null)
  const [busy, setBusy] = useState(false)
  const waiting = useRef(false)
  useTitle(t('title'))

  useEffect(() => {
    if (new URLSearchParams(window.location.search).has('error')) setFailed('provider')
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
          setFailed({ reason })
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
    setFailed(null)
    try {
      await how()
      enter()
    } catch (reason) {
      setFailed({ reason })
      setBusy(false)
    }
  }

  return (
    <Card
      title={methods ? t('titleAt', { organisation: methods.organisation }) : t('title')}
      banner={
        methods?.demo ? (
          <DemoPeople people={methods.demo} busy={busy} onPick={(id) => void attempt(() => signInAsDemo(id))} />
        ) : null
      }
    >
      {failed ? (
        <ErrorSummary>{failed === 'provider' ? t('trouble.provider') : sentenceOf(t, failed.reason)}</ErrorSummary>
      ) : null}
      {unreachable && !methods ? <ErrorSummary>{t('trouble.unreachable')}</ErrorSummary> : null}
      {methods?.needs_first_admin ? <p className="mt-3 text-13 text-fg-2">{t('noAdmin')}</p> : null}
      <div className="mt-5 grid gap-3">
        <label className="grid gap-1 text-13">
          <span className="font-medium">{t('email')}</span>
          <input
            type="email"
            autoComplete="username webauthn"
            className="field min-h-9 px-2.5 py-[7px]"
            placeholder={t('emailHint')}
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
          {t('withPasskey')}
        </Button>
        {methods === undefined && !unreachable ? <Bone className="h-11 w-full" /> : null}
        {methods?.oidc ? (
          <Button
            size="lg"
            disabled={busy}
            onClick={() => void attempt(() => signInWithOidc(target()))}
            data-testid="oidc-sign-in"
          >
            {t('withProvider', { provider: methods.oidc.name })}
          </Button>
        ) : null}
      </div>
      <p className="mt-5 text-12 text-fg-3">{t('note')}</p>
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
  const t = useTranslations('sign-in.demo')
  return (
    <section className="mt-4 overflow-hidden rounded-md border border-line bg-panel" aria-label={t('label')}>
      <p className="border-line border-b bg-sunken px-4 py-2 text-12 text-fg-2" data-testid="demo-banner">
        {t.rich('note', { b: (words) => <b className="font-medium text-warn">{words}</b> })}
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
                {person.roles.map((role) => (isRole(role) ? t(role) : role)).join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const ROLES = ['approver', 'workflow_owner', 'compliance', 'admin'] as const
const isRole = (role: string): role is (typeof ROLES)[number] => ROLES.some((known) => known === role)

/** The page that asked for sign-in, when it is one of ours. */
function target(): string {
  const wanted = new URLSearchParams(window.location.search).get('callbackUrl') ?? '/inbox'
  const path = pathAfterSignIn(wanted, window.location.origin)
  return path === '/' ? '/inbox' : path
}

function enter(): void {
  window.location.assign(target())
}
