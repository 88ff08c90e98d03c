import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { Level, levelWords } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Group } from './steady-list'

/** What a group is called: what it says itself, or what its level asks. */
export function groupWords(group: Group): string {
  return group.words || levelWords(group.level, group.quorum ?? 2)
}

/** The head of a group: level, what it asks, how many; pressing it folds the group. */
export function GroupHead({
  group,
  byRisk,
  folded,
  onFold,
}: {
  group: Group
  /** The groups are levels, so the level is the name. */
  byRisk: boolean
  folded: boolean
  onFold: (key: string) => void
}) {
  return (
    <h2 className="border-line border-b bg-page font-normal text-12 text-fg-2">
      <button
        type="button"
        aria-expanded={!folded}
        onClick={() => onFold(group.key)}
        className="flex h-[31px] w-full items-center gap-2 px-6 text-start hover:text-fg max-tablet:h-9 max-tablet:px-4"
      >
        <Level level={group.level} label={false} className="size-3" />
        {byRisk ? <b className="text-fg">{group.level}</b> : null}
        <span className={clsx('min-w-0 truncate', !byRisk && 'font-medium text-fg')}>
          <HiddenText>{groupWords(group)}</HiddenText>
        </span>
        <span className="text-fg-3">{group.ids.length}</span>
        <ChevronDown
          aria-hidden="true"
          className={clsx('ms-auto size-3.5 flex-none text-fg-3', folded && '-rotate-90')}
        />
      </button>
    </h2>
  )
}
