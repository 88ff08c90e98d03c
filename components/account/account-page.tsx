'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { LanguageChoice } from '@/components/language/choice'
import { setSingleKeys, useSingleKeys } from '@/components/shell/shortcuts'
import { standing } from '@/components/shell/side-nav'
import { setTheme, type ThemeChoice, useThemeChoice } from '@/components/shell/theme'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { absolute } from '@/components/ui/duration'
import { Choice } from '@/components/ui/field'
import { LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { meOptions } from '@/lib/people/client'
import type { Me } from '@/lib/people/schema'
import { Block } from './block'
import { OutOfOffice } from './out-of-office'
import { Passkeys } from './passkeys'
import { Sessions } from './sessions'

/** Who you are here, how you prove it, where you are signed in, and how the console looks and listens. */
export function AccountPage() {
  const { data: me, error, refetch } = useQuery(meOptions())
  useTitle('Account')
  return (
    <>
      <TopBar>
        <PageTitle>Account</PageTitle>
      </TopBar>
      <main
        id="main"
        className="mx-auto grid w-full max-w-[760px] gap-6 px-6 pt-6 pb-16 max-tablet:px-4 max-tablet:pb-28"
      >
        {me ? (
          <>
            <Profile me={me} />
            <Passkeys needed={me.person.roles.includes('approver')} />
            <OutOfOffice />
            <Sessions />
            <Messages />
            <Keyboard />
            <Appearance />
            <Language />
          </>
        ) : error ? (
          <Trouble what="Your account" error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows rows={4} />
        )}
      </main>
    </>
  )
}

function Profile({ me }: { me: Me }) {
  const t = useTranslations('shell')
  const { person, session, organisation } = me
  return (
    <Block id="profile" title={person.name} note={`${person.title ? `${person.title} · ` : ''}${organisation.name}`}>
      <dl className="text-13">
        {[
          ['E-mail', person.email],
          ['Teams', person.teams.map((team) => team.title).join(', ') || 'none'],
          ['Standing', standing(t, me)],
          ['Signed in', absolute(session.authenticated_at)],
          ['Until', absolute(session.expires_at)],
          ['Id', person.id],
        ].map(([label, value]) => (
          <div key={label} className="grid border-line border-t py-1.5 first:border-t-0 tablet:grid-cols-[124px_1fr]">
            <dt className="text-fg-3">{label}</dt>
            <dd className={label === 'Id' ? 'machine [overflow-wrap:anywhere]' : '[overflow-wrap:anywhere]'}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </Block>
  )
}

function Messages() {
  return (
    <Block id="messages" title="Messages" note="E-mail, notifications and quiet hours.">
      <Link href="/settings/channels" className="link inline-flex min-h-6 items-center text-13">
        How messages reach you
      </Link>
    </Block>
  )
}

function Keyboard() {
  const on = useSingleKeys()
  return (
    <Block
      id="keyboard"
      title="Keyboard"
      note="Keys do nothing while you type. No key approves by itself. Press ? on any page for the list."
    >
      <Choice
        type="checkbox"
        checked={on}
        onChange={(event) => setSingleKeys(event.target.checked)}
        data-testid="single-keys"
      >
        Keys without a modifier{' '}
        <span className="text-fg-3">such as j, k, a, d; turn them off if you use speech or a switch</span>
      </Choice>
    </Block>
  )
}

const THEMES: [ThemeChoice, string][] = [
  ['system', 'As the device'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

function Appearance() {
  const choice = useThemeChoice()
  return (
    <Block id="appearance" title="Appearance">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="sr-only">Theme</legend>
        {THEMES.map(([value, label]) => (
          <Choice key={value} name="theme" checked={choice === value} onChange={() => setTheme(value)}>
            {label}
          </Choice>
        ))}
      </fieldset>
    </Block>
  )
}

function Language() {
  const t = useTranslations('language')
  return (
    <Block id="language" title={t('title')} note={t('note')}>
      <LanguageChoice />
    </Block>
  )
}
