'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import { useFormat } from '@/components/language/format'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { ErrorState, LoadingRows } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { ApiError } from '@/lib/http/client'
import { changePersonMutation, personOptions } from '@/lib/members/client'
import type { PersonPage as Page } from '@/lib/people/schema-admin'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { SettingsTrouble } from './forbidden'
import { PersonInvitation } from './person-invitation'
import { PersonRoles } from './person-roles'
import { PersonTeams } from './person-teams'
import { SessionList } from './sessions-tab'

const DisableSheet = dynamic(() => import('./disable-sheet').then((module) => module.DisableSheet), { ssr: false })

/** One person: what they may, what they answer for, how they get in, and how they leave. */
export function PersonPage({ id }: { id: string }) {
  const t = useTranslations('settings')
  const query = useQuery(personOptions(id))
  const { data, error } = query
  useTitle(data ? t('titleOf', { what: data.person.name }) : t('title'))
  return (
    <>
      <TopBar>
        <Link href="/settings/members" className="text-14 text-fg-2 hover:text-fg">
          {t('tab.members')}
        </Link>
        <span className="text-fg-3">/</span>
        <PageTitle>{data?.person.name ?? t('person.unknown')}</PageTitle>
      </TopBar>
      <main
        id="main"
        className="mx-auto grid w-full max-w-[760px] gap-6 px-6 pt-6 pb-16 max-tablet:px-4 max-tablet:pb-28"
      >
        {data ? (
          <Everything page={data} />
        ) : error instanceof ApiError && error.status === 404 ? (
          <ErrorState title={t('person.notFound')}>{t('person.notFoundNote')}</ErrorState>
        ) : error ? (
          <SettingsTrouble list="members" error={error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingRows rows={5} />
        )}
      </main>
    </>
  )
}

function Everything({ page }: { page: Page }) {
  const t = useTranslations('settings')
  const format = useFormat()
  const { person } = page
  return (
    <>
      {person.status === 'disabled' ? (
        <Strip>
          {person.disabled_at ? t('person.leftOn', { moment: format.absolute(person.disabled_at) }) : t('person.left')}
        </Strip>
      ) : null}
      {person.recovering_until ? (
        <Strip tone="warn">{t('person.recovering', { moment: format.absolute(person.recovering_until) })}</Strip>
      ) : null}
      <Profile page={page} />
      <PersonRoles page={page} />
      <PersonTeams page={page} />
      <AnswersFor page={page} />
      <PersonInvitation page={page} />
      <Block id="sessions" title={t('sessions.title')} note={t('sessions.note')}>
        {page.sessions.length === 0 ? (
          <p className="text-13 text-fg-3">{t('sessions.none')}</p>
        ) : (
          <SessionList sessions={page.sessions} />
        )}
      </Block>
      <Leaving page={page} />
    </>
  )
}

function Profile({ page }: { page: Page }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const { person, may } = page
  const save = useMutation(changePersonMutation(useQueryClient()))
  const [typed, setTyped] = useState<{ name: string; title: string } | null>(null)
  const form = typed ?? person
  const name = form.name.trim()
  const title = form.title.trim()
  const changed = name !== '' && (name !== person.name || title !== person.title)
  return (
    <Block id="profile" title={person.name} note={[person.title, person.email].filter(Boolean).join(' · ')}>
      {may.change ? (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(
              { id: person.id, name, title },
              {
                onSuccess: () => {
                  setTyped(null)
                  announce(words('saved'))
                },
              },
            )
          }}
        >
          <div className="grid gap-3 tablet:grid-cols-2">
            <TextField
              label={t('field.name')}
              required
              maxLength={120}
              value={form.name}
              onChange={(event) => setTyped({ name: event.target.value, title: form.title })}
            />
            <TextField
              label={t('field.title')}
              maxLength={120}
              value={form.title}
              onChange={(event) => setTyped({ name: form.name, title: event.target.value })}
            />
          </div>
          {changed && name !== person.name ? (
            <BeforeAfter label={t('field.name')} before={person.name} after={name} />
          ) : null}
          {changed && title !== person.title ? (
            <BeforeAfter label={t('field.title')} before={person.title} after={title} />
          ) : null}
          <div>
            <Button type="submit" look="primary" disabled={!changed || save.isPending}>
              {words('save')}
            </Button>
          </div>
          <Failure error={save.error} />
        </form>
      ) : null}
      <p className="mt-3 text-12 text-fg-3">
        {t.rich('person.added', {
          ago: () => <Ago at={person.created_at} />,
          id: () => <span className="machine">{person.id}</span>,
        })}
      </p>
    </Block>
  )
}

function AnswersFor({ page }: { page: Page }) {
  const t = useTranslations('settings.answersFor')
  const { person, answers_for } = page
  return (
    <Block id="answers-for" title={t('title')} note={t('note')}>
      {answers_for.length === 0 ? <p className="text-13 text-fg-3">{t('nothing')}</p> : null}
      <ul>
        {answers_for.map((one) => (
          <li
            key={`${one.kind}-${one.id}`}
            className="flex min-h-9 flex-wrap items-center gap-x-3 border-line border-b py-1.5 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{one.title}</span>
            <span className="text-12 text-fg-3">{one.detail}</span>
          </li>
        ))}
      </ul>
      {answers_for.length > 0 ? (
        <p className="mt-2">
          <Link href={`/accountability/people/${person.id}`} className="link text-13">
            {t('handOver')}
          </Link>
        </p>
      ) : null}
    </Block>
  )
}

function Leaving({ page }: { page: Page }) {
  const t = useTranslations('settings.leaving')
  const { person, may } = page
  const [open, setOpen] = useState(false)
  if (person.status === 'disabled' || may.not_disable === 'auth.forbidden') return null
  return (
    <Block id="leaving" title={t('title')} note={t('note')}>
      {may.not_disable === 'person.last_admin' ? (
        <p className="text-13 text-fg-2">{t('lastAdmin', { name: person.name })}</p>
      ) : (
        <Button look="danger" onClick={() => setOpen(true)} data-testid="disable">
          {t('disable')}
        </Button>
      )}
      {open ? <DisableSheet person={person} onClose={() => setOpen(false)} /> : null}
    </Block>
  )
}
