'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { Level } from '@/components/request/level'
import type { Group } from './group'
import { InboxRow } from './inbox-row'

const VIRTUAL_ABOVE = 200

type Line = { kind: 'head'; group: Group } | { kind: 'row'; item: Group['items'][number] }

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

function GroupHead({ group }: { group: Group }) {
  return (
    <h2 className="sticky top-0 z-[2] flex h-8 items-center gap-2 border-line border-b bg-page px-6 font-normal text-12 text-fg-2 max-tablet:top-(--list-top) max-tablet:h-9 max-tablet:px-4">
      <Level level={group.level} label={false} className="size-3" />
      <b className="text-fg">{group.level}</b>
      {group.words}
      <span className="text-fg-3">{group.items.length}</span>
    </h2>
  )
}

function VirtualList({
  groups,
  selected,
  onSelect,
}: {
  groups: Group[]
  selected: string | null
  onSelect: (id: string) => void
}) {
  const scroll = useRef<HTMLDivElement>(null)
  const lines: Line[] = groups.flatMap((group) => [
    ...(group.words === '' ? [] : [{ kind: 'head' as const, group }]),
    ...group.items.map((item) => ({ kind: 'row' as const, item })),
  ])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: (at) => (lines[at]?.kind === 'head' ? 32 : 84),
    overscan: 8,
    getItemKey: (at) => {
      const line = lines[at]
      return line?.kind === 'row' ? line.item.id : (line?.group.key ?? at)
    },
  })
  const selectedAt = lines.findIndex((line) => line.kind === 'row' && line.item.id === selected)
  useEffect(() => {
    if (selectedAt >= 0) virtual.scrollToIndex(selectedAt, { align: 'auto' })
  }, [selectedAt, virtual])
  return (
    <div
      ref={scroll}
      className="min-h-0 flex-1 overflow-y-auto max-tablet:h-[calc(100dvh-200px)]"
      data-testid="inbox-list"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((place) => {
          const line = lines[place.index]
          return (
            <div
              key={place.key}
              ref={virtual.measureElement}
              data-index={place.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${place.start}px)` }}
            >
              {line === undefined ? null : line.kind === 'head' ? (
                <GroupHead group={line.group} />
              ) : (
                <InboxRow item={line.item} selected={line.item.id === selected} onSelect={onSelect} />
              )}
            </div>
          )
        })}
      </ul>
    </div>
  )
}
