'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Group } from './group'
import { GroupHead } from './group-head'
import { InboxRow } from './inbox-row'

type Line = { kind: 'head'; group: Group } | { kind: 'row'; item: Group['items'][number] }

/** The same rows, drawn as they come into view. */
export function VirtualList({
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
