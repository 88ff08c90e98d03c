'use client'
import type { Triage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { SheetName } from './decision-panel'

/** Phones: what has no place in the bar. */
export function MoreChoices({
  onPick,
  triage,
  onClose,
}: {
  onPick: (sheet: SheetName) => void
  triage: Triage
  onClose: () => void
}) {
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Sheet open onClose={onClose} title="More" rule={false} testId="more-choices">
      <div className="grid gap-2 px-4 pb-6">
        <Button size="lg" onClick={() => onPick('changes')}>
          Request changes
        </Button>
        <Button size="lg" onClick={() => onPick('abstain')}>
          Abstain
        </Button>
        <Button size="lg" onClick={() => onPick('raw')}>
          Exactly what is signed
        </Button>
        <div className="mt-2 grid grid-cols-2 gap-2 border-line border-t pt-4">
          <Button size="lg" onClick={then(triage.claim)} data-testid="more-claim">
            Claim
          </Button>
          <Button size="lg" onClick={then(() => triage.show('snooze'))}>
            Snooze
          </Button>
          <Button size="lg" onClick={then(() => triage.show('hand_over'))}>
            Hand over
          </Button>
          <Button size="lg" onClick={then(() => triage.show('ask'))}>
            Ask
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
