'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { type RotaChange, rotaMutation } from '@/lib/rota/client'
import type { TeamOnCall } from '@/lib/rota/schema'
import { instantOfLocal, myZone } from './when'

/** Somebody else is on call for a while. */
export function CoverSheet({ of, onClose }: { of: TeamOnCall; onClose: () => void }) {
  const t = useTranslations('rota.coverSheet')
  const [person, setPerson] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [starts, ends] = [instantOfLocal(from), instantOfLocal(until)]
  const change: RotaChange | null =
    person !== '' && starts && ends ? { kind: 'override', person, from: starts, until: ends } : null
  return (
    <ChangeSheet
      of={of}
      title={t('title', { team: of.team.title })}
      verb={t('save')}
      testId="cover"
      change={change}
      onClose={onClose}
    >
      <div className="grid gap-1">
        <span className="font-medium text-13">{t('person')}</span>
        <Select
          aria-label={t('person')}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
          data-testid="cover-person"
        >
          <option value="">{t('choose')}</option>
          {of.members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
        </Select>
      </div>
      <TextField
        label={t('from')}
        hint={t('fromHint', { zone: myZone() })}
        type="datetime-local"
        required
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        data-testid="cover-from"
      />
      <TextField
        label={t('until')}
        type="datetime-local"
        required
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        data-testid="cover-until"
      />
    </ChangeSheet>
  )
}

/** A day on which nobody in particular is on call. */
export function HolidaySheet({ of, onClose }: { of: TeamOnCall; onClose: () => void }) {
  const t = useTranslations('rota.holidaySheet')
  const [day, setDay] = useState('')
  const [title, setTitle] = useState('')
  const change: RotaChange | null =
    day !== '' && title.trim() !== '' ? { kind: 'holiday', day, title: title.trim() } : null
  return (
    <ChangeSheet
      of={of}
      title={t('title', { team: of.team.title })}
      verb={t('save')}
      testId="holiday"
      change={change}
      onClose={onClose}
    >
      <TextField
        label={t('day')}
        hint={of.rota ? t('dayHint', { zone: of.rota.time_zone }) : t('dayHintRota')}
        type="date"
        required
        value={day}
        onChange={(event) => setDay(event.target.value)}
        data-testid="holiday-day"
      />
      <TextField
        label={t('name')}
        required
        maxLength={80}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        data-testid="holiday-title"
      />
    </ChangeSheet>
  )
}

function ChangeSheet({
  of,
  title,
  verb,
  testId,
  change,
  onClose,
  children,
}: {
  of: TeamOnCall
  title: string
  verb: string
  testId: string
  /** Null: something is still to be filled in. */
  change: RotaChange | null
  onClose: () => void
  children: ReactNode
}) {
  const t = useTranslations('words')
  const save = useMutation(rotaMutation(useQueryClient(), of.team.id))
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={title}
      testId={`${testId}-sheet`}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            disabled={change === null || save.isPending}
            data-testid={`${testId}-save`}
            onClick={() => change && save.mutate(change, { onSuccess: onClose })}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        {children}
        <Failure error={save.error} />
      </div>
    </Sheet>
  )
}
