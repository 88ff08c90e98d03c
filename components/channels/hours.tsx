'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Choice, Select } from '@/components/ui/field'
import type { PreferencesBody } from '@/lib/channels/schema'
import { sayMinute } from '@/lib/core/message/zone'
import { COLLECT, minuteOf } from './words'

const NIGHT = { from: 22 * 60, to: 7 * 60 }

/** When messages come: how T1 is collected, the quiet hours, and the clock that both go by. */
export function Hours({
  chosen,
  onChange,
}: {
  chosen: PreferencesBody
  onChange: (part: Partial<PreferencesBody>) => void
}) {
  const t = useTranslations('channels')
  const id = useId()
  const { quiet } = chosen
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([chosen.time_zone, here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  const lengths = COLLECT.includes(chosen.digest_minutes) ? COLLECT : [chosen.digest_minutes, ...COLLECT]
  return (
    <div className="grid gap-4 text-13 tablet:grid-cols-2">
      <div className="grid content-start gap-1">
        <label htmlFor={`${id}-collect`} className="font-medium">
          {t('mine.collected')}
        </label>
        <p className="text-12 text-fg-3">{t('hours.collectNote')}</p>
        <Select
          id={`${id}-collect`}
          value={chosen.digest_minutes}
          onChange={(event) => onChange({ digest_minutes: Number(event.target.value) })}
        >
          {lengths.map((minutes) => (
            <option key={minutes} value={minutes}>
              {t('said.collect', { minutes })}
            </option>
          ))}
        </Select>
      </div>
      <div className="grid content-start gap-1">
        <label htmlFor={`${id}-zone`} className="font-medium">
          {t('mine.zone')}
        </label>
        <p className="text-12 text-fg-3">{t('hours.zoneNote')}</p>
        <Select
          id={`${id}-zone`}
          value={chosen.time_zone}
          onChange={(event) => onChange({ time_zone: event.target.value })}
          suppressHydrationWarning
        >
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </div>
      <fieldset className="grid gap-2 tablet:col-span-2">
        <legend className="mb-1 font-medium">{t('hours.quiet')}</legend>
        <Choice
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => onChange({ quiet: event.target.checked ? NIGHT : null })}
          data-testid="quiet"
        >
          {t.rich('hours.hold', { note: (words) => <span className="text-fg-3">{words}</span> })}
        </Choice>
        {quiet === null ? null : (
          <div className="flex flex-wrap items-center gap-2 ps-7">
            <Time
              label={t('hours.from')}
              value={quiet.from}
              onChange={(from) => onChange({ quiet: { ...quiet, from } })}
            />
            <span className="text-fg-3">{t('hours.between')}</span>
            <Time label={t('hours.to')} value={quiet.to} onChange={(to) => onChange({ quiet: { ...quiet, to } })} />
            {quiet.from === quiet.to ? <span className="text-12 text-danger">{t('hours.differ')}</span> : null}
          </div>
        )}
      </fieldset>
    </div>
  )
}

function Time({ label, value, onChange }: { label: string; value: number; onChange: (minute: number) => void }) {
  return (
    <input
      type="time"
      aria-label={label}
      className="field min-h-[30px] w-28! px-2.5 py-[3px] text-13"
      value={sayMinute(value)}
      onChange={(event) => {
        const minute = minuteOf(event.target.value)
        if (minute !== null) onChange(minute)
      }}
    />
  )
}
