'use client'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { SheetName } from './decision-panel'

/** Phones: what has no place in the bar. */
export function MoreChoices({ onPick, onClose }: { onPick: (sheet: SheetName) => void; onClose: () => void }) {
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
      </div>
    </Sheet>
  )
}
