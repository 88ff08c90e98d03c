import { Kbd } from '@/components/ui/kbd'

const KEYS: [string[], string][] = [
  [['j', 'k'], 'move'],
  [['o'], 'open'],
  [['d'], 'deny'],
  [['c'], 'changes'],
  [['b'], 'abstain'],
  [['a'], 'approve, opens the sheet'],
  [['m'], 'claim'],
  [['h'], 'snooze'],
  [['r'], 'hand over'],
  [['x'], 'pick'],
  [['/'], 'filter'],
  [['.'], 'show new'],
]

/** The keys of this page, at its foot. */
export function KeyLine({ onAll }: { onAll: () => void }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-3.5 border-line border-t bg-sunken px-6 py-[5px] text-12/[18px] text-fg-3 max-wide:hidden">
      {KEYS.map(([keys, label]) => (
        <span key={label} className="inline-flex items-center gap-[5px]">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {label}
        </span>
      ))}
      <button type="button" onClick={onAll} className="inline-flex items-center gap-[5px] hover:text-fg">
        <Kbd>?</Kbd>all keys
      </button>
    </div>
  )
}
