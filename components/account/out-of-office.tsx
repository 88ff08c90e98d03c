'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { instantOfLocal, myZone } from '@/components/rota/when'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Select, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Bone } from '@/components/ui/states'
import { absencesOptions, comeBackMutation, goAwayMutation } from '@/lib/absences/client'
import type { AbsencesView } from '@/lib/absences/schema'
import { Block } from './block'

/** When this person is away, and who is told instead. */
export function OutOfOffice() {
  const t = useTranslations('account.away')
  const { when } = useFormat()
  const { data } = useQuery(absencesOptions())
  return (
    <Block id="out-of-office" title={t('title')} note={t('note')}>
      {data ? (
        <div className="grid gap-4">
          {data.items.length > 0 ? <Planned items={data.items} /> : null}
          {data.standing_in.map(({ person, from, until }) => (
            <p key={`${person.id}${from}`} className="text-13">
              {t.rich('standIn', {
                name: person.name,
                b: (words) => <span className="font-medium">{words}</span>,
                from: when(from, myZone()),
                until: when(until, myZone()),
              })}
            </p>
          ))}
          <GoAway view={data} />
        </div>
      ) : (
        <Bone className="h-24 w-full" />
      )}
    </Block>
  )
}

function Planned({ items }: { items: AbsencesView['items'] }) {
  const t = useTranslations('account.away')
  const { when } = useFormat()
  const back = useMutation(comeBackMutation(useQueryClient()))
  return (
    <div>
      <ul>
        {items.map((absence) => (
          <li
            key={absence.id}
            data-testid="absence"
            className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium">
                {t('span', { from: when(absence.from, myZone()), until: when(absence.until, myZone()) })}
              </span>{' '}
              {absence.is_now ? <Chip tone="warn">{t('now')}</Chip> : null}
              <span className="block text-12 text-fg-3">
                {absence.delegate ? t('delegate', { name: absence.delegate.name }) : t('nobody')}
              </span>
              {absence.remark ? <span className="block text-12 text-warn">{absence.remark}</span> : null}
            </span>
            <Button
              size="sm"
              disabled={back.isPending}
              onClick={() => back.mutate(absence.id, { onSuccess: () => announce(t('toldAgain')) })}
            >
              {absence.is_now ? t('back') : t('cancelIt')}
            </Button>
          </li>
        ))}
      </ul>
      <Failure error={back.error} />
    </div>
  )
}

function GoAway({ view }: { view: AbsencesView }) {
  const t = useTranslations('account.away')
  const save = useMutation(goAwayMutation(useQueryClient()))
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [delegate, setDelegate] = useState('')
  const ends = instantOfLocal(until)
  return (
    <form
      className="grid gap-3 tablet:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!ends) return
        save.mutate(
          { from: instantOfLocal(from), until: ends, delegate: delegate === '' ? null : delegate },
          {
            onSuccess: () => {
              setFrom('')
              setUntil('')
              announce(t('saved'))
            },
          },
        )
      }}
    >
      <TextField
        label={t('from')}
        hint={t('fromHint')}
        type="datetime-local"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        data-testid="away-from"
      />
      <TextField
        label={t('until')}
        hint={t('untilHint', { days: view.days_max, zone: myZone() })}
        type="datetime-local"
        required
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        data-testid="away-until"
      />
      <div className="grid gap-1">
        <span className="font-medium text-13">{t('delegateLabel')}</span>
        <Select
          aria-label={t('delegateLabel')}
          className="w-full!"
          value={delegate}
          onChange={(event) => setDelegate(event.target.value)}
          data-testid="away-delegate"
        >
          <option value="">{t('nobodyChoice')}</option>
          {view.delegates.map((person) => (
            <option key={person.id} value={person.id}>
              {t('person', { name: person.name, teams: person.teams.join(', ') })}
            </option>
          ))}
        </Select>
      </div>
      <div className="self-end justify-self-start">
        <Button type="submit" look="primary" disabled={!ends || save.isPending} data-testid="away-save">
          {t('set')}
        </Button>
      </div>
      <div className="tablet:col-span-2 empty:hidden">
        <Failure error={save.error} />
      </div>
    </form>
  )
}
