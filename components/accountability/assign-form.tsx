'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { assignMutation, type Who } from '@/lib/accountability/client'
import type { CellDetail } from '@/lib/accountability/schema'
import { limits } from '@/lib/core/limits'
import { ApiError, serverNow } from '@/lib/http/client'
import { Failed } from './failed'

const DAY_MS = 86_400_000
const KINDS = ['person', 'team', 'vendor'] as const
type Kind = (typeof KINDS)[number]

/** Names who answers: a person, a team through its lead, or a vendor that one of ours vouches for. They sign it themselves. */
export function AssignForm({
  detail,
  onDone,
  cancelable,
}: {
  detail: CellDetail
  onDone: () => void
  cancelable: boolean
}) {
  const t = useTranslations('accountability')
  const { cell, vendor, people, teams } = detail
  const assign = useMutation(assignMutation(useQueryClient(), detail.workflow.slug, cell.role))
  const day = (days: number) => new Date(serverNow() + days * DAY_MS).toISOString().slice(0, 10)
  const [kind, setKind] = useState<Kind>(cell.kind ?? 'person')
  const [person, setPerson] = useState('')
  const [team, setTeam] = useState('')
  const [name, setName] = useState(vendor?.name ?? '')
  const [contract, setContract] = useState(vendor?.contract ?? '')
  const [contact, setContact] = useState(vendor?.contact ?? '')
  const [voucher, setVoucher] = useState(vendor?.voucher_id ?? '')
  const [review, setReview] = useState(day(limits.reviewDaysDefault))
  const wrong = (pointer: string) =>
    assign.error instanceof ApiError
      ? assign.error.errors.find((error) => error.pointer === pointer)?.detail
      : undefined
  const input: Who =
    kind === 'person'
      ? { person_id: person }
      : kind === 'team'
        ? { team }
        : { vendor: { name, contract, contact, voucher_id: voucher } }
  const complete = kind === 'person' ? person !== '' : kind === 'team' ? team !== '' : name !== '' && voucher !== ''
  const chosen = people.find(({ id }) => id === person)
  const led = teams.find(({ slug }) => slug === team)
  return (
    <form
      className="grid gap-3"
      aria-label={t('assign.label')}
      onSubmit={(event) => {
        event.preventDefault()
        assign.mutate(
          { ...input, review_by: review },
          {
            onSuccess: () => {
              announce(t('assign.named'))
              onDone()
            },
          },
        )
      }}
    >
      <fieldset>
        <legend className="mb-1 font-medium text-13">{t('assign.who')}</legend>
        <div className="grid grid-cols-3 rounded-md border border-field-line p-px">
          {KINDS.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={kind === value}
              onClick={() => setKind(value)}
              data-testid={`kind-${value}`}
              className={clsx(
                'min-h-8 rounded-[5px] text-13',
                kind === value ? 'bg-fg font-medium text-page' : 'text-fg-2 hover:text-fg',
              )}
            >
              {t(`assign.kind.${value}`)}
            </button>
          ))}
        </div>
      </fieldset>
      {kind === 'person' ? (
        <Pick
          label={t('assign.kind.person')}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
          hint={chosen && chosen.load > 0 ? t('assign.load', { count: chosen.load }) : undefined}
          error={wrong('/person_id')}
          data-testid="pick-person"
        >
          <People people={people} />
        </Pick>
      ) : kind === 'team' ? (
        <Pick
          label={t('assign.kind.team')}
          value={team}
          onChange={(event) => setTeam(event.target.value)}
          hint={led ? t('assign.led', { count: led.members, lead: led.lead ?? t('assign.nobody') }) : undefined}
          error={wrong('/team')}
          data-testid="pick-team"
        >
          {teams.map(({ slug, lead }) => (
            <option key={slug} value={slug} disabled={lead === null}>
              {lead === null
                ? t('assign.teamWithoutLead', { team: slug })
                : t('assign.teamLedBy', { team: slug, lead })}
            </option>
          ))}
        </Pick>
      ) : (
        <>
          <TextField
            label={t('assign.kind.vendor')}
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.target.value)}
            error={wrong('/vendor/name')}
            data-testid="vendor-name"
          />
          <TextField
            label={t('assign.contract')}
            value={contract}
            maxLength={120}
            onChange={(event) => setContract(event.target.value)}
            error={wrong('/vendor/contract')}
            data-testid="vendor-contract"
          />
          <TextField
            label={t('assign.contact')}
            hint={t('assign.contactHint')}
            value={contact}
            maxLength={200}
            onChange={(event) => setContact(event.target.value)}
            error={wrong('/vendor/contact')}
            data-testid="vendor-contact"
          />
          <Pick
            label={t('assign.voucher')}
            value={voucher}
            onChange={(event) => setVoucher(event.target.value)}
            hint={t('assign.voucherHint')}
            error={wrong('/vendor/voucher_id')}
            data-testid="pick-voucher"
          >
            <People people={people} />
          </Pick>
        </>
      )}
      <TextField
        label={t('assign.review')}
        type="date"
        value={review}
        min={day(1)}
        max={day(limits.reviewDaysMax)}
        onChange={(event) => setReview(event.target.value)}
        error={wrong('/review_by')}
      />
      <p className="text-12 text-fg-3">{cell.state === 'gap' ? t('assign.counts') : t('assign.countsDenied')}</p>
      <Failed error={assign.error} what={t('assign.failed')} />
      <div className="flex gap-2">
        {cancelable ? <Button onClick={onDone}>{t('assign.cancel')}</Button> : null}
        <Button type="submit" look="primary" disabled={!complete || assign.isPending} data-testid="assign-submit">
          {t('assign.submit')}
        </Button>
      </div>
    </form>
  )
}

/** Everybody who is here, as the options of a select. */
export function People({ people }: { people: CellDetail['people'] }) {
  return people.map(({ id, name, title }) => (
    <option key={id} value={id}>
      {title === '' ? name : `${name}, ${title}`}
    </option>
  ))
}

/** A select with label, hint and error; nothing is chosen to begin with. */
function Pick({
  label,
  hint,
  error,
  children,
  ...rest
}: ComponentProps<'select'> & {
  label: string
  hint?: string | undefined
  error?: string | undefined
  children: ReactNode
}) {
  const t = useTranslations('accountability')
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-13">
        {label}
      </label>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className="field select min-h-9 px-2.5 py-[7px]"
        {...rest}
      >
        <option value="">{t('choose')}</option>
        {children}
      </select>
      {hint || error ? (
        <p id={`${id}-hint`} className={clsx('text-12', error ? 'text-danger' : 'text-fg-3')}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  )
}
