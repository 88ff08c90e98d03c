'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations('sign-in')
  const [token, setToken] = useState<string | null>(null)
  const [fields, setFields] = useState<Fields>({ name: '', email: '', organisation: '', passkey_name: '' })
  const [invited, setInvited] = useState<Invited | null>(null)
  const [wrong, setWrong] = useState<Partial<Fields>>({})
  const [error, setError] = useState<string | null>(null)
  const [state, setState] = useState<'form' | 'working' | 'done'>('form')
  useTitle(t('welcome.title'))

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
        setError(t('welcome.wrongFields'))
      } else if (reason instanceof ApiError) {
        setError(reason.offline ? t('trouble.noAnswer') : reason.detail || t('welcome.linkUsed'))
      } else {
        setError(t('welcome.noPasskey'))
      }
    }
  }

  if (state === 'done') {
    return (
      <Card title={t('welcome.doneTitle')}>
        <p className="mt-2 text-fg-2">{t('welcome.done')}</p>
        <a
          href="/sign-in"
          className={buttonClass({ look: 'primary', size: 'lg', className: 'mt-5 w-full' })}
          data-testid="welcome-continue"
        >
          {t('welcome.continue')}
        </a>
      </Card>
    )
  }
  if (token === '') {
    return (
      <Card title={t('welcome.brokenTitle')}>
        <p className="mt-2 text-fg-2">{t('welcome.broken')}</p>
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
    <Card title={invited ? t('welcome.titleFor', { name: invited.name }) : t('welcome.title')}>
      <p className="mt-1 text-fg-2">
        {invited?.kind === 'recover' ? t('welcome.recover') : invited ? t('welcome.invite') : t('welcome.first')}
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
            <TextField label={t('welcome.name')} autoComplete="name" required maxLength={120} {...field('name')} />
            <TextField
              label={t('email')}
              type="email"
              autoComplete="email"
              required
              maxLength={254}
              {...field('email')}
            />
            <TextField
              label={t('welcome.organisation')}
              hint={t('welcome.organisationHint')}
              autoComplete="organization"
              maxLength={120}
              {...field('organisation')}
            />
          </>
        )}
        <TextField
          label={t('welcome.passkey')}
          hint={t('welcome.passkeyHint')}
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
          {t('welcome.create')}
        </Button>
      </form>
    </Card>
  )
}
