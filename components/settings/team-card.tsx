'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PersonPicker } from '@/components/people/person-picker'
import type { Choosable } from '@/components/people/picker'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Select, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { removeMemberMutation, renameTeamMutation } from '@/lib/teams/client'
import type { TeamView } from '@/lib/teams/schema'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { ProposeSheet } from './propose-sheet'

type Doing = 'rename' | 'add' | 'lead' | null

/** One team: its members with who leads, and the rules that ask it. */
export function TeamCard({ team }: { team: TeamView }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const remove = useMutation(removeMemberMutation(useQueryClient()))
  const [doing, setDoing] = useState<Doing>(null)
  const active = team.members.filter((member) => member.active).length
  return (
    <section
      aria-labelledby={`${team.id}-title`}
      data-testid={`team-${team.slug}`}
      className="rounded-paper border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-5 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={`${team.id}-title`} className="text-14">
            {team.title} <span className="ms-1 font-normal text-fg-3 machine">{team.slug}</span>
          </h2>
          <p className="text-12 text-fg-3 [overflow-wrap:anywhere]">
            {team.lead ? t('team.ledBy', { name: team.lead.name }) : t('team.noLead')} ·{' '}
            {team.asked_by.length === 0
              ? t('team.askedByNone')
              : t('team.askedBy', { rules: team.asked_by.join(', ') })}
          </p>
        </div>
        {active === 0 && team.asked_by.length > 0 ? <Chip tone="danger">{t('team.nobody')}</Chip> : null}
        {team.may.propose ? (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setDoing('add')}>
              {t('team.add')}
            </Button>
            {team.members.length > 0 ? (
              <Button size="sm" onClick={() => setDoing('lead')}>
                {t('team.changeLead')}
              </Button>
            ) : null}
            {team.may.change ? (
              <Button size="sm" onClick={() => setDoing(doing === 'rename' ? null : 'rename')}>
                {t('team.rename')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </header>
      {doing === 'rename' ? <Rename team={team} onDone={() => setDoing(null)} /> : null}
      <ul className="px-5 py-1">
        {team.members.length === 0 ? <li className="py-2.5 text-13 text-fg-3">{t('team.empty')}</li> : null}
        {team.members.map((member) => (
          <li
            key={member.id}
            className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <Link href={`/settings/members/${member.id}`} className="font-medium">
                {member.name}
              </Link>
              {member.id === team.lead?.id ? <span className="text-fg-3"> {t('team.lead')}</span> : null}
              {member.active ? null : <span className="text-warn"> {t('team.left')}</span>}
              <span className="block text-12 text-fg-3">
                {member.title
                  ? t('team.titleSince', { title: member.title, day: member.since.slice(0, 10) })
                  : t('team.since', { day: member.since.slice(0, 10) })}
              </span>
            </span>
            {team.may.remove ? (
              <Button
                look="danger"
                size="sm"
                disabled={remove.isPending}
                aria-label={t('membership.remove', { name: member.name, team: team.title })}
                onClick={() =>
                  remove.mutate(
                    { id: team.id, personId: member.id },
                    { onSuccess: () => announce(t('team.removed', { name: member.name })) },
                  )
                }
              >
                {words('remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {remove.error ? (
        <div className="px-5 pb-3">
          <Failure error={remove.error} />
        </div>
      ) : null}
      {doing === 'add' ? <AddMember team={team} onClose={() => setDoing(null)} /> : null}
      {doing === 'lead' ? <ChangeLead team={team} onClose={() => setDoing(null)} /> : null}
    </section>
  )
}

function Rename({ team, onDone }: { team: TeamView; onDone: () => void }) {
  const t = useTranslations('settings')
  const rename = useMutation(renameTeamMutation(useQueryClient()))
  const [title, setTitle] = useState(team.title)
  const changed = title.trim() !== '' && title.trim() !== team.title
  return (
    <form
      className="grid gap-3 border-line border-b px-5 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate({ id: team.id, title: title.trim() }, { onSuccess: onDone })
      }}
    >
      <TextField
        label={t('field.title')}
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      {changed ? <BeforeAfter label={t('field.title')} before={team.title} after={title.trim()} /> : null}
      <div>
        <Button type="submit" look="primary" disabled={!changed || rename.isPending}>
          {t('team.saveTitle')}
        </Button>
      </div>
      <Failure error={rename.error} />
    </form>
  )
}

function AddMember({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const t = useTranslations('settings')
  const [person, setPerson] = useState<Choosable | null>(null)
  return (
    <ProposeSheet
      title={t('team.addOne', { team: team.title })}
      wish={person ? { kind: 'team.member', subject: { team_id: team.id, person_id: person.id } } : null}
      onClose={onClose}
    >
      <PersonPicker
        value={person}
        onChange={setPerson}
        without={team.members.map(({ id }) => id)}
        hint={t('membership.hint')}
      />
      {person ? (
        <BeforeAfter
          label={t('membership.of', { name: person.label, team: team.title })}
          before={t('membership.before')}
          after={t('membership.after')}
        />
      ) : null}
    </ProposeSheet>
  )
}

function ChangeLead({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const t = useTranslations('settings.team')
  const others = team.members.filter((member) => member.active && member.id !== team.lead?.id)
  const [lead, setLead] = useState('')
  const chosen = others.find(({ id }) => id === lead)
  return (
    <ProposeSheet
      title={t('leadOne', { team: team.title })}
      wish={chosen ? { kind: 'team.lead', subject: { team_id: team.id }, after: { lead_id: chosen.id } } : null}
      onClose={onClose}
    >
      <div className="grid gap-1">
        <span className="font-medium text-13">{t('leadLabel')}</span>
        <Select aria-label={t('leadLabel')} value={lead} onChange={(event) => setLead(event.target.value)}>
          <option value="">{t('choose')}</option>
          {others.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
        </Select>
      </div>
      {chosen ? (
        <BeforeAfter label={t('leadLabel')} before={team.lead?.name ?? t('leadNobody')} after={chosen.name} />
      ) : null}
    </ProposeSheet>
  )
}
