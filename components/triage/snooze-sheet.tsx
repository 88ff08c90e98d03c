'use client'
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { requestOptions } from '@/lib/inbox/client'
import type { TriageSheetProps } from './sheet-props'

const HOUR_AND_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const CHOICES = [15, 60, 240, 24 * 60]

/** For how long: only what leaves a fifth of the time. It comes back by itself, and stays with everybody else. */
export function SnoozeSheet({ ids, busy, trouble, onClose, onSubmit }: TriageSheetProps) {
  const t = useTranslations('triage.snooze')
  const words = useTranslations('words')
  const { moment, spelled } = useFormat()
  const views = useQueries({ queries: ids.map((id) => requestOptions(id)) })
  const loaded = views.every(({ data }) => data !== undefined)
  const latest = views.flatMap(({ data }) => (data === undefined ? [] : [data.me.snooze_latest]))
  // The nearest limit holds for all of them; they are written so that they sort as the instants do.
  const [limit = null] = latest.filter((at) => at !== null).sort()
  const most = useClock((now) => (limit === null ? 0 : Math.floor((Date.parse(limit) - now) / 60_000)))
  const choices = CHOICES.filter((minutes) => minutes < most)
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      testId="snooze-sheet"
      title={t('title', { count: ids.length })}
      foot={
        <Button size="lg" onClick={onClose}>
          {words('cancel')}
          <Kbd>Esc</Kbd>
        </Button>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <p className="text-13 text-fg-2">{t('note')}</p>
        {!loaded ? (
          <Bone className="h-11 w-full" />
        ) : most < 1 ? (
          <Strip tone="warn">{t('never')}</Strip>
        ) : (
          <div className="grid grid-cols-2 gap-2">
            {choices.map((minutes) => (
              <Button
                key={minutes}
                size="lg"
                disabled={busy}
                onClick={() => void onSubmit({ kind: 'snooze', minutes })}
                data-testid={`snooze-${minutes}`}
              >
                {spelled(minutes * 60)}
              </Button>
            ))}
            <Button
              size="lg"
              disabled={busy}
              className="col-span-2"
              onClick={() => void onSubmit({ kind: 'snooze', minutes: most })}
              data-testid="snooze-longest"
            >
              {t('longest', { time: limit ? moment(limit, HOUR_AND_MINUTE) : '' })}
            </Button>
          </div>
        )}
        {trouble ? <Strip tone="danger">{trouble}</Strip> : null}
      </div>
    </Sheet>
  )
}
