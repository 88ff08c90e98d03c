'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { rotaMutation } from '@/lib/rota/client'
import type { RotaView, TeamOnCall } from '@/lib/rota/schema'
import { Calendar } from './calendar'

const RotaSheet = dynamic(() => import('./rota-sheet').then((module) => module.RotaSheet), { ssr: false })
const CoverSheet = dynamic(() => import('./cover-sheet').then((module) => module.CoverSheet), { ssr: false })
const HolidaySheet = dynamic(() => import('./cover-sheet').then((module) => module.HolidaySheet), { ssr: false })

/** One team: who is on call now, who follows, four weeks of it, and what departs from the turns. */
export function TeamRota({ of, meId, now }: { of: TeamOnCall; meId: string; now: number }) {
  const [doing, setDoing] = useState<'order' | 'cover' | 'holiday' | null>(null)
  const t = useTranslations('rota.team')
  const { team, rota, may_change } = of
  const close = () => setDoing(null)
  return (
    <section
      aria-labelledby={`${team.id}-title`}
      data-testid={`rota-${team.slug}`}
      className="rounded-paper border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-5 py-3">
        <div className="min-w-0 flex-1 max-tablet:basis-full">
          <h2 id={`${team.id}-title`} className="text-14">
            {team.title}
          </h2>
          <p className="text-12 text-fg-3">
            {rota ? t('turns', { days: rota.turn_days, handover: rota.handover, zone: rota.time_zone }) : t('noRota')}
          </p>
        </div>
        {may_change ? (
          <div className="flex flex-wrap gap-2">
            {rota ? (
              <>
                <Button size="sm" onClick={() => setDoing('cover')} data-testid="add-cover">
                  {t('cover')}
                </Button>
                <Button size="sm" onClick={() => setDoing('holiday')} data-testid="add-holiday">
                  {t('holiday')}
                </Button>
              </>
            ) : null}
            <Button size="sm" onClick={() => setDoing('order')} data-testid="set-rota">
              {rota ? t('change') : t('make')}
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
  const t = useTranslations('rota.now')
  const format = useFormat()
  const { now, next } = rota
  const { backup } = now
  const gone = rota.order.filter(({ fits }) => !fits)
  const tags = {
    b: (words: ReactNode) => <b className="font-medium">{words}</b>,
    until: (words: ReactNode) => <span className="text-fg-2">{words}</span>,
  }
  const what = now.person === null ? 'nobody' : now.person.id === meId ? 'me' : 'other'
  const name = now.person?.name ?? ''
  return (
    <div>
      <p className="text-16 tracking-[-0.008em]" data-testid="on-call-now">
        {now.until
          ? t.rich(`${what}Until`, { ...tags, name, when: format.when(now.until, rota.time_zone) })
          : t.rich(what, { ...tags, name })}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-13 text-fg-2">
        {now.note ? <Chip>{now.note}</Chip> : null}
        {now.is_away ? (
          <Chip tone="warn">{now.stand_in ? t('standIn', { name: now.stand_in.name }) : t('noStandIn')}</Chip>
        ) : null}
        <span>
          {next === null
            ? t('nextNobody')
            : next.person === null
              ? t('nextTeam')
              : next.person.id === meId
                ? t('nextMe')
                : t('next', { name: next.person.name })}
        </span>
        {backup ? <span>{backup.id === meId ? t('backupMe') : t('backup', { name: backup.name })}</span> : null}
        {gone.length > 0 ? (
          <span className="text-warn">{t('passedOver', { names: gone.map((person) => person.name).join(', ') })}</span>
        ) : null}
      </p>
    </div>
  )
}

/** Overrides and holidays that are not over. */
function Exceptions({ of, rota }: { of: TeamOnCall; rota: RotaView }) {
  const t = useTranslations('rota.instead')
  const format = useFormat()
  const change = useMutation(rotaMutation(useQueryClient(), of.team.id))
  if (rota.overrides.length + rota.holidays.length === 0) return null
  return (
    <div>
      <h3 className="mb-1 text-13">{t('title')}</h3>
      <ul className="border-line border-t text-13">
        {rota.overrides.map((cover) => (
          <Exception
            key={cover.id}
            name={cover.person.name}
            when={t('span', {
              from: format.when(cover.from, rota.time_zone),
              until: format.when(cover.until, rota.time_zone),
            })}
            busy={change.isPending}
            {...(of.may_change && { onRemove: () => change.mutate({ kind: 'remove-override', id: cover.id }) })}
          />
        ))}
        {rota.holidays.map(({ day, title }) => (
          <Exception
            key={day}
            name={t('holiday', { title })}
            when={t('day', { day: format.moment(day, { weekday: 'short', day: 'numeric', month: 'short' }) })}
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
  const t = useTranslations('rota.instead')
  const words = useTranslations('words')
  return (
    <li className="flex min-h-10 items-center gap-3 border-line border-b py-1.5">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="font-medium">{name}</span> <span className="text-fg-3">{when}</span>
      </span>
      {onRemove ? (
        <Button size="sm" look="danger" disabled={busy} onClick={onRemove} aria-label={t('remove', { name, when })}>
          {words('remove')}
        </Button>
      ) : null}
    </li>
  )
}
