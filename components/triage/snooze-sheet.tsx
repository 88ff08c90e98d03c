'use client'
import { useQueries } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { useClock } from '@/components/ui/clock'
import { clockTime, spelled } from '@/components/ui/duration'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import { Bone } from '@/components/ui/states'
import { Strip } from '@/components/ui/strip'
import { requestOptions } from '@/lib/inbox/client'
import type { TriageSheetProps } from './sheet-props'

const CHOICES = [15, 60, 240, 24 * 60]

/** For how long: only what leaves a fifth of the time. It comes back by itself, and stays with everybody else. */
export function SnoozeSheet({ ids, busy, trouble, onClose, onSubmit }: TriageSheetProps) {
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
      title={ids.length === 1 ? 'Put it aside' : `Put ${ids.length} requests aside`}
      foot={
        <Button size="lg" onClick={onClose}>
          Cancel<Kbd>Esc</Kbd>
        </Button>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <p className="text-13 text-fg-2">
          Only from your sight. It comes back by itself, and the others still see it. The deadline stays.
        </p>
        {!loaded ? (
          <Bone className="h-11 w-full" />
        ) : most < 1 ? (
          <Strip tone="warn">T3 and what is nearly over stays in sight.</Strip>
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
              As long as there is time, until {limit ? clockTime(limit).slice(0, 5) : ''} UTC
            </Button>
          </div>
        )}
        {trouble ? <Strip tone="danger">{trouble}</Strip> : null}
      </div>
    </Sheet>
  )
}
