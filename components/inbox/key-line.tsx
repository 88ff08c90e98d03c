import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui/kbd'

const KEYS = [
  { keys: 'j k', of: 'move' },
  { keys: 'o', of: 'open' },
  { keys: 'd', of: 'deny' },
  { keys: 'c', of: 'changes' },
  { keys: 'b', of: 'abstain' },
  { keys: 'a', of: 'approve' },
  { keys: 'm', of: 'claim' },
  { keys: 'h', of: 'snooze' },
  { keys: 'r', of: 'handOver' },
  { keys: 'x', of: 'pick' },
  { keys: '/', of: 'filter' },
  { keys: '.', of: 'showNew' },
] as const

/** The keys of this page, at its foot. */
export function KeyLine({ onAll }: { onAll: () => void }) {
  const t = useTranslations('inbox.keyLine')
  return (
    <div className="flex flex-wrap justify-between gap-x-3.5 border-line border-t bg-sunken px-6 py-[5px] text-12/[18px] text-fg-3 max-wide:hidden">
      {KEYS.map(({ keys, of }) => (
        <span key={of} className="inline-flex items-center gap-[5px]">
          {keys.split(' ').map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {t(of)}
        </span>
      ))}
      <button type="button" onClick={onAll} className="inline-flex items-center gap-[5px] hover:text-fg">
        <Kbd>?</Kbd>
        {t('all')}
      </button>
    </div>
  )
}
