import { Level } from '@/components/request/level'
import type { Group } from './group'

/** The head of a group: level, what it asks, how many. */
export function GroupHead({ group }: { group: Group }) {
  return (
    <h2 className="sticky top-0 z-[2] flex h-8 items-center gap-2 border-line border-b bg-page px-6 font-normal text-12 text-fg-2 max-tablet:top-(--list-top) max-tablet:h-9 max-tablet:px-4">
      <Level level={group.level} label={false} className="size-3" />
      <b className="text-fg">{group.level}</b>
      {group.words}
      <span className="text-fg-3">{group.items.length}</span>
    </h2>
  )
}
