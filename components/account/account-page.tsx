'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { LanguageChoice } from '@/components/language/choice'
import { useFormat } from '@/components/language/format'
import { setSingleKeys, useSingleKeys } from '@/components/shell/shortcuts'
import { standing } from '@/components/shell/side-nav'
import { setTheme, type ThemeChoice, useThemeChoice } from '@/components/shell/theme'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Choice } from '@/components/ui/field'
import { LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Trouble } from '@/components/ui/trouble'
import { languageMutation, meOptions } from '@/lib/people/client'
import type { Me } from '@/lib/people/schema'
import { Block } from './block'
import { OutOfOffice } from './out-of-office'
import { Passkeys } from './passkeys'
import { Sessions } from './sessions'

/** Who you are here, how you prove it, where you are signed in, and how the console looks and listens. */
export function AccountPage() {
  const { data: me, error, refetch } = useQuery(meOptions())
  const t = useTranslations('account')
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
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
          <Trouble what={t('what')} error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingRows rows={4} />
        )}
      </main>
    </>
  )
}

function Profile({ me }: { me: Me }) {
  const t = useTranslations('account.profile')
  const shell = useTranslations('shell')
  const { absolute } = useFormat()
  const { person, session, organisation } = me
  const rows = [
    { of: 'email', value: person.email },
    {
      of: 'teams',
      value: person.teams.map((team) => team.title).join(', ') || t('none'),
    },
    { of: 'standing', value: standing(shell, me) },
    { of: 'since', value: absolute(session.authenticated_at) },
    { of: 'until', value: absolute(session.expires_at) },
    { of: 'id', value: person.id },
  ] as const
  return (
    <Block
      id="profile"
      title={person.name}
      note={person.title ? t('line', { title: person.title, organisation: organisation.name }) : organisation.name}
    >
      <dl className="text-13">
        {rows.map(({ of, value }) => (
          <div key={of} className="grid border-line border-t py-1.5 first:border-t-0 tablet:grid-cols-[124px_1fr]">
            <dt className="text-fg-3">{t(`${of}`)}</dt>
            <dd className={of === 'id' ? 'machine [overflow-wrap:anywhere]' : '[overflow-wrap:anywhere]'}>{value}</dd>
          </div>
        ))}
      </dl>
    </Block>
  )
}

function Messages() {
  const t = useTranslations('account.messages')
  return (
    <Block id="messages" title={t('title')} note={t('note')}>
      <Link href="/settings/channels" className="link inline-flex min-h-6 items-center text-13">
        {t('link')}
      </Link>
    </Block>
  )
}

function Keyboard() {
  const t = useTranslations('account.keyboard')
  const on = useSingleKeys()
  return (
    <Block id="keyboard" title={t('title')} note={t('note')}>
      <Choice
        type="checkbox"
        checked={on}
        onChange={(event) => setSingleKeys(event.target.checked)}
        data-testid="single-keys"
      >
        {t.rich('single', { note: (words) => <span className="text-fg-3">{words}</span> })}
      </Choice>
    </Block>
  )
}

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark']

function Appearance() {
  const t = useTranslations('account.appearance')
  const theme = useTranslations('shell.theme')
  const choice = useThemeChoice()
  return (
    <Block id="appearance" title={t('title')}>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="sr-only">{t('theme')}</legend>
        {THEMES.map((value) => (
          <Choice key={value} name="theme" checked={choice === value} onChange={() => setTheme(value)}>
            {theme(value)}
          </Choice>
        ))}
      </fieldset>
    </Block>
  )
}

function Language() {
  const t = useTranslations('account.language')
  const title = useTranslations('language')('title')
  const keep = useMutation(languageMutation())
  return (
    <Block id="language" title={title} note={t('note')}>
      <LanguageChoice onChoose={(language) => keep.mutate(language)} />
      {keep.isError ? (
        <div className="mt-3" role="alert">
          <Strip tone="danger">{t('notKept')}</Strip>
        </div>
      ) : null}
    </Block>
  )
}
