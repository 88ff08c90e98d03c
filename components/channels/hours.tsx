'use client'
import { useId } from 'react'
import { Choice, Select } from '@/components/ui/field'
import type { PreferencesBody } from '@/lib/channels/schema'
import { sayMinute } from '@/lib/core/message/zone'
import { COLLECT, minuteOf, sayCollect } from './words'

const NIGHT = { from: 22 * 60, to: 7 * 60 }

/** When messages come: how T1 is collected, the quiet hours, and the clock that both go by. */
export function Hours({
  chosen,
  onChange,
}: {
  chosen: PreferencesBody
  onChange: (part: Partial<PreferencesBody>) => void
}) {
  const id = useId()
  const { quiet } = chosen
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([chosen.time_zone, here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  const odd = COLLECT.every(({ minutes }) => minutes !== chosen.digest_minutes)
  return (
    <div className="grid gap-4 text-13 tablet:grid-cols-2">
      <div className="grid content-start gap-1">
        <label htmlFor={`${id}-collect`} className="font-medium">
          T1 by e-mail
        </label>
        <p className="text-12 text-fg-3">Collected into one e-mail. Higher levels never are.</p>
        <Select
          id={`${id}-collect`}
          value={chosen.digest_minutes}
          onChange={(event) => onChange({ digest_minutes: Number(event.target.value) })}
        >
          {odd ? <option value={chosen.digest_minutes}>{sayCollect(chosen.digest_minutes)}</option> : null}
          {COLLECT.map(({ minutes, label }) => (
            <option key={minutes} value={minutes}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <div className="grid content-start gap-1">
        <label htmlFor={`${id}-zone`} className="font-medium">
          Time zone
        </label>
        <p className="text-12 text-fg-3">Deadlines are said in UTC and in this one.</p>
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
        <legend className="mb-1 font-medium">Quiet hours</legend>
        <Choice
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => onChange({ quiet: event.target.checked ? NIGHT : null })}
          data-testid="quiet"
        >
          Hold messages back for part of the day <span className="text-fg-3">T3 comes all the same</span>
        </Choice>
        {quiet === null ? null : (
          <div className="flex flex-wrap items-center gap-2 ps-7">
            <Time label="Quiet from" value={quiet.from} onChange={(from) => onChange({ quiet: { ...quiet, from } })} />
            <span className="text-fg-3">to</span>
            <Time label="Quiet to" value={quiet.to} onChange={(to) => onChange({ quiet: { ...quiet, to } })} />
            {quiet.from === quiet.to ? <span className="text-12 text-danger">They must differ.</span> : null}
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
