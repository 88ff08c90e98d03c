'use client'
import type { Triage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'

/** What can be done to several at once. No decision is among them: each is read by itself. */
export function BulkBar({ count, triage, onClear }: { count: number; triage: Triage; onClear: () => void }) {
  return (
    <section
      aria-label="Several requests"
      data-testid="bulk-bar"
      className="flex flex-none items-center gap-2 border-line-strong border-t bg-panel px-6 py-2 text-13 max-tablet:px-4"
    >
      <span className="flex-1">
        <b className="font-medium">{count}</b> picked
      </span>
      <Button size="sm" onClick={triage.claim} disabled={triage.busy} data-testid="bulk-claim">
        Claim<Kbd>m</Kbd>
      </Button>
      <Button size="sm" onClick={() => triage.show('snooze')}>
        Snooze<Kbd>h</Kbd>
      </Button>
      <Button size="sm" onClick={() => triage.show('hand_over')} data-testid="bulk-hand-over">
        Hand over<Kbd>r</Kbd>
      </Button>
      <Button size="sm" look="quiet" onClick={onClear}>
        Clear
      </Button>
    </section>
  )
}
