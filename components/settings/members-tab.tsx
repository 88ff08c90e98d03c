'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Select } from '@/components/ui/field'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { membersOptions, teamChoicesOptions } from '@/lib/members/client'
import { meOptions } from '@/lib/people/client'
import type { MemberView } from '@/lib/people/schema-admin'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { ROLE_TITLES } from './roles'
import { SearchField } from './search-field'

const AddPerson = dynamic(() => import('./add-person').then((module) => module.AddPerson), { ssr: false })
const ROLES = ['', 'approver', 'workflow_owner', 'compliance', 'admin'] as const
const VIEWS = ['active', 'left'] as const

/** Everybody who works here, and who once did. */
export function MembersTab() {
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
        <SearchField label="Find by name, title or e-mail" value={filter.q} onChange={(q) => void setFilter({ q })} />
        <Select
          aria-label="Role"
          value={filter.role}
          onChange={(event) => void setFilter({ role: ROLES.find((role) => role === event.target.value) ?? '' })}
        >
          <option value="">Every role</option>
          {ROLES.filter((role) => role !== '').map((role) => (
            <option key={role} value={role}>
              {ROLE_TITLES[role]}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Team"
          value={filter.team}
          onChange={(event) => void setFilter({ team: event.target.value })}
        >
          <option value="">Every team</option>
          {teams?.items.map((team) => (
            <option key={team.id} value={team.slug}>
              {team.title}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Standing"
          value={filter.view}
          onChange={(event) => void setFilter({ view: event.target.value === 'left' ? 'left' : 'active' })}
        >
          <option value="active">Active</option>
          <option value="left">Left</option>
        </Select>
        {me?.person.roles.includes('admin') ? (
          <Button look="primary" onClick={() => setAdding(true)} data-testid="add-person">
            Add a person
          </Button>
        ) : null}
      </div>
      {!query.data ? (
        <LoadingRows />
      ) : items.length === 0 ? (
        <EmptyState
          title={filtered ? 'Nobody matches.' : 'Nobody is here yet.'}
          actions={filtered ? <Button onClick={() => void setFilter(null)}>Clear the filter</Button> : null}
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
            {ROLE_TITLES[role]}
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
  if (member.status === 'disabled') return <>left</>
  if (member.recovering_until !== null) return <span className="text-warn">let in again</span>
  if (member.invited) return <>invited</>
  if (member.passkeys === 0)
    return <span className={member.roles.includes('approver') ? 'text-warn' : ''}>no passkey</span>
  return <>{member.passkeys === 1 ? 'one passkey' : `${member.passkeys} passkeys`}</>
}
