'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Select } from '@/components/ui/field'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { membersOptions, teamChoicesOptions } from '@/lib/members/client'
import { meOptions } from '@/lib/people/client'
import type { MemberView } from '@/lib/people/schema-admin'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { SearchField } from './search-field'

const AddPerson = dynamic(() => import('./add-person').then((module) => module.AddPerson), { ssr: false })
const ROLES = ['', 'approver', 'workflow_owner', 'compliance', 'admin'] as const
const VIEWS = ['active', 'left'] as const

/** Everybody who works here, and who once did. */
export function MembersTab() {
  const t = useTranslations('settings')
  const [filter, setFilter] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault('active'),
    role: parseAsStringLiteral(ROLES).withDefault(''),
    team: parseAsString.withDefault(''),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
  })
  const query = useInfiniteQuery(membersOptions(filter))
  const { data: me } = useQuery(meOptions())
  const { data: teams } = useQuery(teamChoicesOptions(''))
  const [adding, setAdding] = useState(false)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = filter.q !== '' || filter.role !== '' || filter.team !== '' || filter.view !== 'active'
  if (query.error && !query.data)
    return <SettingsTrouble list="members" error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
        <SearchField label={t('members.find')} value={filter.q} onChange={(q) => void setFilter({ q })} />
        <Select
          aria-label={t('members.role')}
          value={filter.role}
          onChange={(event) => void setFilter({ role: ROLES.find((role) => role === event.target.value) ?? '' })}
        >
          <option value="">{t('members.everyRole')}</option>
          {ROLES.filter((role) => role !== '').map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('members.team')}
          value={filter.team}
          onChange={(event) => void setFilter({ team: event.target.value })}
        >
          <option value="">{t('members.everyTeam')}</option>
          {teams?.items.map((team) => (
            <option key={team.id} value={team.slug}>
              {team.title}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('members.standing')}
          value={filter.view}
          onChange={(event) => void setFilter({ view: event.target.value === 'left' ? 'left' : 'active' })}
        >
          <option value="active">{t('members.active')}</option>
          <option value="left">{t('members.left')}</option>
        </Select>
        {me?.person.roles.includes('admin') ? (
          <Button look="primary" onClick={() => setAdding(true)} data-testid="add-person">
            {t('members.add')}
          </Button>
        ) : null}
      </div>
      {!query.data ? (
        <LoadingRows />
      ) : items.length === 0 ? (
        <EmptyState
          title={filtered ? t('members.noMatch') : t('members.empty')}
          actions={filtered ? <Button onClick={() => void setFilter(null)}>{t('clearFilter')}</Button> : null}
        />
      ) : (
        <ul>
          {items.map((member) => (
            <MemberRow key={member.id} member={member} />
          ))}
        </ul>
      )}
      <More query={query} />
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function MemberRow({ member }: { member: MemberView }) {
  const t = useTranslations('settings')
  const given = member.roles.filter((role) => role === 'admin' || role === 'compliance')
  return (
    <li
      data-testid={`member-${member.id}`}
      className="relative grid gap-x-5 gap-y-1 border-line border-b bg-panel px-6 py-2.5 text-13 hover:bg-sunken/60 max-tablet:px-4 tablet:grid-cols-[minmax(0,1.3fr)_minmax(0,1.2fr)_minmax(0,1.5fr)_120px]"
    >
      <span className="min-w-0">
        <Link
          href={`/settings/members/${member.id}`}
          className="font-medium after:absolute after:inset-0 [overflow-wrap:anywhere]"
        >
          {member.name}
        </Link>
        <span className="block text-12 text-fg-3">{member.title}</span>
      </span>
      <span className="min-w-0 self-center text-fg-2 [overflow-wrap:anywhere]">{member.email}</span>
      <span className="flex min-w-0 flex-wrap items-center gap-1.5">
        {given.map((role) => (
          <Chip key={role} className="font-medium">
            {t(`role.${role}`)}
          </Chip>
        ))}
        {member.teams.map((team) => (
          <Chip key={team.id}>{team.slug}</Chip>
        ))}
      </span>
      <span className="self-center text-12 text-fg-2 tablet:text-end">
        <Standing member={member} />
      </span>
    </li>
  )
}

/** Whether they can sign: colour only where something is missing. */
function Standing({ member }: { member: MemberView }) {
  const t = useTranslations('settings.members.standings')
  if (member.status === 'disabled') return t('left')
  if (member.recovering_until !== null) return <span className="text-warn">{t('recovering')}</span>
  if (member.invited) return t('invited')
  if (member.passkeys === 0)
    return <span className={member.roles.includes('approver') ? 'text-warn' : ''}>{t('noPasskey')}</span>
  return t('passkeys', { count: member.passkeys })
}
