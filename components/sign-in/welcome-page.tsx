'use client'
import { useEffect, useState } from 'react'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { ApiError } from '@/lib/http/client'
import { type Invited, invitedBy, welcome } from '@/lib/people/client'
import { Card } from './card'
import { ErrorSummary } from './error-summary'

type Fields = { name: string; email: string; organisation: string; passkey_name: string }

/**
 * The page behind a one-time link. The token stands in the fragment, which browsers never send, so it reaches no log; it is
 * read once and taken out of the address at once.
 */
export function WelcomePage() {
  const [token, setToken] = useState<string | null>(null)
  const [fields, setFields] = useState<Fields>({ name: '', email: '', organisation: '', passkey_name: '' })
  const [invited, setInvited] = useState<Invited | null>(null)
  const [wrong, setWrong] = useState<Partial<Fields>>({})
  const [error, setError] = useState<string | null>(null)
  const [state, setState] = useState<'form' | 'working' | 'done'>('form')
  useTitle('Welcome')

  useEffect(() => {
    const given = new URLSearchParams(window.location.hash.slice(1)).get('token')
    setToken(given ?? '')
    if (!given) return
    window.history.replaceState(null, '', window.location.pathname)
    void invitedBy(given).then(setInvited)
  }, [])

  async function submit() {
    if (token === null) return
    setState('working')
    setError(null)
    setWrong({})
    try {
      const { organisation, passkey_name, ...who } = fields
      const said = { ...who, ...(organisation.trim() === '' ? {} : { organisation }) }
      // Whoever was invited is known already; only the first administrator says who they are.
      await welcome({ token, passkey_name, ...(invited ? {} : said) })
      setState('done')
    } catch (reason) {
      setState('form')
      if (reason instanceof ApiError && reason.errors.length > 0) {
        const named = Object.fromEntries(
          reason.errors.map(({ pointer, detail }) => [pointer.replace(/^\//, ''), detail]),
        )
        setWrong(named)
        setError('Something is missing or not right below.')
      } else if (reason instanceof ApiError) {
        setError(
          reason.offline
            ? 'The server did not answer. Try again.'
            : reason.detail || 'This link does not work any more. Ask for a new one.',
        )
      } else {
        setError('No passkey was made. Try again.')
      }
    }
  }

  if (state === 'done') {
    return (
      <Card title="You are set up">
        <p className="mt-2 text-fg-2">Your passkey is enrolled. The link does not work any more.</p>
        <a
          href="/sign-in"
          className={buttonClass({ look: 'primary', size: 'lg', className: 'mt-5 w-full' })}
          data-testid="welcome-continue"
        >
          Sign in with your passkey
        </a>
      </Card>
    )
  }
  if (token === '') {
    return (
      <Card title="This link is not complete">
        <p className="mt-2 text-fg-2">
          Open the one-time link exactly as you got it, or ask an administrator for a new one.
        </p>
      </Card>
    )
  }
  const field = (name: keyof Fields) => ({
    value: fields[name],
    error: wrong[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setFields((now) => ({ ...now, [name]: event.target.value })),
  })
  return (
    <Card title={invited ? `Welcome, ${invited.name}` : 'Welcome'}>
      <p className="mt-1 text-fg-2">
        {invited?.kind === 'recover'
          ? 'This link works once. It makes a new passkey on this device, ends your old passkeys and sessions, and for a day you approve nothing.'
          : invited
            ? 'This link works once. It makes a passkey on this device, with which you sign in and approve.'
            : 'This link works once. It makes your account and a passkey on this device.'}
      </p>
      {error ? <ErrorSummary>{error}</ErrorSummary> : null}
      <form
        className="mt-5 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {invited ? null : (
          <>
            <TextField label="Your name" autoComplete="name" required maxLength={120} {...field('name')} />
            <TextField label="E-mail" type="email" autoComplete="email" required maxLength={254} {...field('email')} />
            <TextField
              label="Organisation"
              hint="Only for the first administrator."
              autoComplete="organization"
              maxLength={120}
              {...field('organisation')}
            />
          </>
        )}
        <TextField
          label="Name of this passkey"
          hint="So that you know it again, for example the name of this device."
          required
          maxLength={80}
          {...field('passkey_name')}
        />
        <Button
          type="submit"
          size="lg"
          look="primary"
          disabled={state === 'working' || token === null}
          data-testid="welcome-submit"
        >
          Create passkey
        </Button>
      </form>
    </Card>
  )
}
