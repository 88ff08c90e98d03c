'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { BeforeAfter } from '@/components/settings/before-after'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { limits } from '@/lib/core/limits'
import { rotaMutation } from '@/lib/rota/client'
import type { TeamOnCall } from '@/lib/rota/schema'
import { myZone } from './when'

const TURNS = [1, 2, 3, 5, 7, 14, 28]

/** Order, length of a turn, hand-over and zone of a team's rota. */
export function RotaSheet({ of, onClose }: { of: TeamOnCall; onClose: () => void }) {
  const t = useTranslations('rota.turnsSheet')
  const words = useTranslations('words')
  const { rota, members, team } = of
  const change = useMutation(rotaMutation(useQueryClient(), team.id))
  const [order, setOrder] = useState<string[]>(
    rota ? rota.order.filter(({ fits }) => fits).map(({ id }) => id) : members.map(({ id }) => id),
  )
  const [turnDays, setTurnDays] = useState(rota?.turn_days ?? 7)
  const [zone, setZone] = useState(rota?.time_zone ?? myZone())
  const [handover, setHandover] = useState(rota?.handover ?? '09:00')
  const [startsOn, setStartsOn] = useState(rota?.starts_on ?? new Date().toISOString().slice(0, 10))
  const zones = useId()
  const name = (id: string) => members.find((member) => member.id === id)?.name ?? id
  const line = (ids: readonly string[]) => ids.map(name).join(', ')
  const before = rota?.order.map((person) => person.name).join(', ') ?? ''
  const others = members.filter(({ id }) => !order.includes(id))
  const move = (at: number, by: number) => {
    const next = [...order]
    const [taken] = next.splice(at, 1)
    if (taken !== undefined) next.splice(at + by, 0, taken)
    setOrder(next)
    announce(t('moved', { name: name(taken ?? ''), place: at + by + 1 }))
  }
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('title', { team: team.title })}
      testId="rota-sheet"
      foot={
        <>
          {rota ? (
            <Button
              look="danger"
              className="tablet:me-auto"
              disabled={change.isPending}
              onClick={() => change.mutate({ kind: 'end' }, { onSuccess: onClose })}
            >
              {t('end')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button
            look="primary"
            disabled={order.length === 0 || change.isPending}
            data-testid="rota-save"
            onClick={() =>
              change.mutate(
                { kind: 'rota', rota: { order, turn_days: turnDays, time_zone: zone, handover, starts_on: startsOn } },
                { onSuccess: onClose },
              )
            }
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <div>
          <h3 className="font-medium text-13">{t('order')}</h3>
          <ol className="mt-1 border-line border-t">
            {order.map((id, at) => (
              <li key={id} className="flex min-h-9 items-center gap-2 border-line border-b text-13">
                <span className="w-5 text-end text-fg-3">{at + 1}</span>
                <span className="min-w-0 flex-1 truncate">{name(id)}</span>
                <Step label={t('up', { name: name(id) })} disabled={at === 0} onClick={() => move(at, -1)}>
                  <ArrowUp className="size-4" aria-hidden="true" />
                </Step>
                <Step
                  label={t('down', { name: name(id) })}
                  disabled={at === order.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <ArrowDown className="size-4" aria-hidden="true" />
                </Step>
                <Step
                  label={t('out', { name: name(id) })}
                  onClick={() => setOrder(order.filter((other) => other !== id))}
                >
                  <X className="size-4" aria-hidden="true" />
                </Step>
              </li>
            ))}
          </ol>
          {others.length > 0 && order.length < limits.rotaPeopleMax ? (
            <Select
              aria-label={t('add')}
              value=""
              className="mt-2"
              onChange={(event) => setOrder([...order, event.target.value])}
            >
              <option value="">{t('addChoice')}</option>
              {others.map((member) => (
                <option key={member.id} value={member.id}>
                  {member.name}
                </option>
              ))}
            </Select>
          ) : null}
        </div>
        {line(order) !== before ? <BeforeAfter label={t('order')} before={before} after={line(order)} /> : null}
        <div className="grid gap-4 tablet:grid-cols-2">
          <div className="grid content-start gap-1">
            <span className="font-medium text-13">{t('length')}</span>
            <Select
              aria-label={t('length')}
              value={turnDays}
              onChange={(event) => setTurnDays(Number(event.target.value))}
            >
              {[...new Set([...TURNS, turnDays])].map((days) => (
                <option key={days} value={days}>
                  {days % 7 === 0 ? t('weeks', { count: days / 7 }) : t('days', { count: days })}
                </option>
              ))}
            </Select>
          </div>
          <TextField
            label={t('handover')}
            type="time"
            required
            value={handover}
            onChange={(event) => setHandover(event.target.value)}
          />
          <TextField
            label={t('began')}
            type="date"
            required
            value={startsOn}
            onChange={(event) => setStartsOn(event.target.value)}
          />
          <TextField
            label={t('zone')}
            required
            list={zones}
            value={zone}
            onChange={(event) => setZone(event.target.value.trim())}
          />
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </div>
        <Failure error={change.error} />
      </div>
    </Sheet>
  )
}

function Step({
  label,
  disabled = false,
  onClick,
  children,
}: {
  label: string
  disabled?: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="grid size-8 place-items-center rounded-md text-fg-2 hover:text-fg disabled:text-line-strong"
    >
      {children}
    </button>
  )
}
