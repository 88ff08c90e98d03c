'use client'
import { useTranslations } from 'use-intl'
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
  const t = useTranslations('request.do')
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Sheet open onClose={onClose} title={t('more')} rule={false} testId="more-choices">
      <div className="grid gap-2 px-4 pb-6">
        <Button size="lg" onClick={() => onPick('changes')}>
          {t('changes')}
        </Button>
        <Button size="lg" onClick={() => onPick('abstain')}>
          {t('abstain')}
        </Button>
        <Button size="lg" onClick={() => onPick('raw')}>
          {t('raw')}
        </Button>
        <div className="mt-2 grid grid-cols-2 gap-2 border-line border-t pt-4">
          <Button size="lg" onClick={then(triage.claim)} data-testid="more-claim">
            {t('claim')}
          </Button>
          <Button size="lg" onClick={then(() => triage.show('snooze'))}>
            {t('snooze')}
          </Button>
          <Button size="lg" onClick={then(() => triage.show('hand_over'))}>
            {t('handOver')}
          </Button>
          <Button size="lg" onClick={then(() => triage.show('ask'))}>
            {t('ask')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
