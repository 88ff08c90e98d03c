'use client'
import dynamic from 'next/dynamic'
import type { Group } from './group'
import { GroupHead } from './group-head'
import { InboxRow } from './inbox-row'

const VIRTUAL_ABOVE = 200

const VirtualList = dynamic(() => import('./virtual-list').then((module) => module.VirtualList), { ssr: false })

/** Rows under sticky group headers. More than 200 rows are drawn as they come into view. */
export function InboxList({
  groups,
  selected,
  onSelect,
}: {
  groups: Group[]
  selected: string | null
  onSelect: (id: string) => void
}) {
  const total = groups.reduce((sum, group) => sum + group.items.length, 0)
  return total > VIRTUAL_ABOVE ? (
    <VirtualList groups={groups} selected={selected} onSelect={onSelect} />
  ) : (
    <div className="min-h-0 flex-1 overflow-y-auto max-tablet:overflow-visible" data-testid="inbox-list">
      {groups.map((group) => (
        <section key={group.key} aria-label={group.words === '' ? 'Ended' : `${group.level}, ${group.words}`}>
          {group.words === '' ? null : <GroupHead group={group} />}
          <ul>
            {group.items.map((item) => (
              <InboxRow key={item.id} item={item} selected={item.id === selected} onSelect={onSelect} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
