'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { instantOfLocal, myZone, whenIn } from '@/components/rota/when'
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
  const { data } = useQuery(absencesOptions())
  return (
    <Block
      id="out-of-office"
      title="Out of office"
      note="While you are away your delegate is told instead of you. They decide only what they may decide anyway; you still may, too."
    >
      {data ? (
        <div className="grid gap-4">
          {data.items.length > 0 ? <Planned items={data.items} /> : null}
          {data.standing_in.map(({ person, from, until }) => (
            <p key={`${person.id}${from}`} className="text-13">
              You stand in for <span className="font-medium">{person.name}</span> from {whenIn(from, myZone())} until{' '}
              {whenIn(until, myZone())}.
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
                {whenIn(absence.from, myZone())} – {whenIn(absence.until, myZone())}
              </span>{' '}
              {absence.is_now ? <Chip tone="warn">away now</Chip> : null}
              <span className="block text-12 text-fg-3">
                {absence.delegate ? `${absence.delegate.name} stands in` : 'Nobody stands in: the whole team is told'}
              </span>
              {absence.remark ? <span className="block text-12 text-warn">{absence.remark}</span> : null}
            </span>
            <Button
              size="sm"
              disabled={back.isPending}
              onClick={() => back.mutate(absence.id, { onSuccess: () => announce('You are told again') })}
            >
              {absence.is_now ? 'I am back' : 'Cancel it'}
            </Button>
          </li>
        ))}
      </ul>
      <Failure error={back.error} />
    </div>
  )
}

function GoAway({ view }: { view: AbsencesView }) {
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
              announce('Saved')
            },
          },
        )
      }}
    >
      <TextField
        label="From"
        hint="Empty: from now on."
        type="datetime-local"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        data-testid="away-from"
      />
      <TextField
        label="Until"
        hint={`${view.days_max} days at most, in ${myZone()}.`}
        type="datetime-local"
        required
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        data-testid="away-until"
      />
      <div className="grid gap-1">
        <span className="font-medium text-13">Delegate</span>
        <Select
          aria-label="Delegate"
          className="w-full!"
          value={delegate}
          onChange={(event) => setDelegate(event.target.value)}
          data-testid="away-delegate"
        >
          <option value="">Nobody: the whole team is told</option>
          {view.delegates.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name} ({person.teams.join(', ')})
            </option>
          ))}
        </Select>
      </div>
      <div className="self-end justify-self-start">
        <Button type="submit" look="primary" disabled={!ends || save.isPending} data-testid="away-save">
          Set out of office
        </Button>
      </div>
      <div className="tablet:col-span-2 empty:hidden">
        <Failure error={save.error} />
      </div>
    </form>
  )
}
