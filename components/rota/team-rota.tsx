'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { rotaMutation } from '@/lib/rota/client'
import type { RotaView, TeamOnCall } from '@/lib/rota/schema'
import { Calendar } from './calendar'
import { whenIn } from './when'

const RotaSheet = dynamic(() => import('./rota-sheet').then((module) => module.RotaSheet), { ssr: false })
const CoverSheet = dynamic(() => import('./cover-sheet').then((module) => module.CoverSheet), { ssr: false })
const HolidaySheet = dynamic(() => import('./cover-sheet').then((module) => module.HolidaySheet), { ssr: false })

/** One team: who is on call now, who follows, four weeks of it, and what departs from the turns. */
export function TeamRota({ of, meId, now }: { of: TeamOnCall; meId: string; now: number }) {
  const [doing, setDoing] = useState<'order' | 'cover' | 'holiday' | null>(null)
  const { team, rota, may_change } = of
  const close = () => setDoing(null)
  return (
    <section
      aria-labelledby={`${team.id}-title`}
      data-testid={`rota-${team.slug}`}
      className="rounded-paper border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-5 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={`${team.id}-title`} className="text-14">
            {team.title}
          </h2>
          <p className="text-12 text-fg-3">
            {rota
              ? `Turns of ${rota.turn_days === 1 ? 'a day' : `${rota.turn_days} days`}, handed over at ${rota.handover} in ${rota.time_zone}`
              : 'No rota: all of the team is told of everything'}
          </p>
        </div>
        {may_change ? (
          <div className="flex flex-wrap gap-2">
            {rota ? (
              <>
                <Button size="sm" onClick={() => setDoing('cover')} data-testid="add-cover">
                  Cover a time…
                </Button>
                <Button size="sm" onClick={() => setDoing('holiday')} data-testid="add-holiday">
                  Add a holiday…
                </Button>
              </>
            ) : null}
            <Button size="sm" onClick={() => setDoing('order')} data-testid="set-rota">
              {rota ? 'Change the turns…' : 'Make a rota…'}
            </Button>
          </div>
        ) : null}
      </header>
      {rota ? (
        <div className="grid gap-4 px-5 py-4">
          <Now rota={rota} meId={meId} />
          <Calendar rota={rota} meId={meId} now={now} />
          <Exceptions of={of} rota={rota} />
        </div>
      ) : null}
      {doing === 'order' ? <RotaSheet of={of} onClose={close} /> : null}
      {doing === 'cover' ? <CoverSheet of={of} onClose={close} /> : null}
      {doing === 'holiday' ? <HolidaySheet of={of} onClose={close} /> : null}
    </section>
  )
}

function Now({ rota, meId }: { rota: RotaView; meId: string }) {
  const { now, next } = rota
  const name = (who: { id: string; name: string }) => (who.id === meId ? 'You' : who.name)
  const gone = rota.order.filter(({ fits }) => !fits)
  return (
    <div>
      <p className="text-16 tracking-[-0.008em]" data-testid="on-call-now">
        {now.person ? (
          <>
            <b className="font-medium">{name(now.person)}</b> {now.person.id === meId ? 'are' : 'is'} on call
          </>
        ) : (
          'Nobody in particular: the whole team is told'
        )}
        {now.until ? <span className="text-fg-2"> until {whenIn(now.until, rota.time_zone)}</span> : null}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-13 text-fg-2">
        {now.note ? <Chip>{now.note}</Chip> : null}
        {now.is_away ? (
          <Chip tone="warn">
            out of office;{' '}
            {now.stand_in ? `${now.stand_in.name} stands in` : 'nobody stands in, the whole team is told'}
          </Chip>
        ) : null}
        {next ? <span>Next: {next.person ? name(next.person) : 'the whole team'}</span> : <span>Nobody follows</span>}
        {now.backup ? <span>· backup: {name(now.backup)}</span> : null}
        {gone.length > 0 ? (
          <span className="text-warn">
            · passed over, no longer in the team: {gone.map((person) => person.name).join(', ')}
          </span>
        ) : null}
      </p>
    </div>
  )
}

/** Overrides and holidays that are not over. */
function Exceptions({ of, rota }: { of: TeamOnCall; rota: RotaView }) {
  const change = useMutation(rotaMutation(useQueryClient(), of.team.id))
  if (rota.overrides.length + rota.holidays.length === 0) return null
  return (
    <div>
      <h3 className="mb-1 text-13">Instead of the turns</h3>
      <ul className="border-line border-t text-13">
        {rota.overrides.map((cover) => (
          <Exception
            key={cover.id}
            name={cover.person.name}
            when={`${whenIn(cover.from, rota.time_zone)} to ${whenIn(cover.until, rota.time_zone)}`}
            busy={change.isPending}
            {...(of.may_change && { onRemove: () => change.mutate({ kind: 'remove-override', id: cover.id }) })}
          />
        ))}
        {rota.holidays.map(({ day, title }) => (
          <Exception
            key={day}
            name={`Holiday: ${title}`}
            when={`${new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day))}, the whole team is told`}
            busy={change.isPending}
            {...(of.may_change && { onRemove: () => change.mutate({ kind: 'remove-holiday', day }) })}
          />
        ))}
      </ul>
      <Failure error={change.error} />
    </div>
  )
}

function Exception({
  name,
  when,
  busy,
  onRemove,
}: {
  name: string
  when: string
  busy: boolean
  onRemove?: () => void
}) {
  return (
    <li className="flex min-h-10 items-center gap-3 border-line border-b py-1.5">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="font-medium">{name}</span> <span className="text-fg-3">{when}</span>
      </span>
      {onRemove ? (
        <Button size="sm" look="danger" disabled={busy} onClick={onRemove} aria-label={`Remove: ${name}, ${when}`}>
          Remove
        </Button>
      ) : null}
    </li>
  )
}
