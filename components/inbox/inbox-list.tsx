'use client'
import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Grouping } from '@/lib/core/inbox/group'
import { GroupHead } from './group-head'
import { InboxRow } from './inbox-row'
import type { Group } from './steady-list'
import { useMedia } from './use-media'

type Line = { kind: 'head'; group: Group } | { kind: 'row'; id: string }

export type ListProps = {
  groups: Group[]
  byRisk: boolean
  /** What the groups are by, where they may be decided together. */
  batches: Grouping
  folded: ReadonlySet<string>
  onFold: (key: string) => void
  selected: string | null
  /** The focus goes to the selected row when it comes: it was chosen with a key. */
  wantsFocus: { current: boolean }
  onSelect: (id: string) => void
  picked: ReadonlySet<string>
  onPick: (id: string) => void
}

const HEAD_PX = 32
const ROW_PX = 84
const PHONE_ROW_PX = 112

/** Rows under heads, drawn as they come into view: thousands cost what is on the screen. */
export function InboxList(props: ListProps) {
  const phone = useMedia('(max-width: 47.99rem)')
  return phone ? <PhoneList {...props} /> : <DeskList {...props} />
}

function useLines({ groups, folded }: ListProps): Line[] {
  return useMemo(
    () =>
      groups.flatMap((group): Line[] => [
        ...(isNamed(group) ? [{ kind: 'head' as const, group }] : []),
        ...(isNamed(group) && folded.has(group.key) ? [] : group.ids.map((id) => ({ kind: 'row' as const, id }))),
      ]),
    [groups, folded],
  )
}

/** What ended, and what is not grouped, has no head. */
function isNamed(group: Group): boolean {
  return group.key !== '' && group.key !== 'ended'
}

/** What both lists tell their virtualizer: heights, names, and that keys of lines are those of requests. */
function measures(lines: Line[], row: number) {
  return {
    count: lines.length,
    estimateSize: (at: number) => (lines[at]?.kind === 'head' ? HEAD_PX : row),
    getItemKey: (at: number) => {
      const line = lines[at]
      return line?.kind === 'row' ? line.id : (line?.group.key ?? at)
    },
    overscan: 6,
  }
}

function DeskList(props: ListProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const lines = useLines(props)
  const virtual = useVirtualizer({
    ...measures(lines, ROW_PX),
    getScrollElement: () => scroll.current,
    scrollPaddingStart: HEAD_PX,
  })
  useFollow(virtual, lines, props)
  const top = virtual.scrollOffset ?? 0
  const first = virtual.getVirtualItems().find((place) => place.end > top)
  const head = first === undefined ? undefined : headAbove(lines, first.index)
  return (
    <div ref={scroll} className="min-h-0 flex-1 overflow-y-auto" data-testid="inbox-list">
      {/* The head of what is on top, where its own place has scrolled away. */}
      {head !== undefined && first !== undefined && lines[first.index]?.kind === 'row' ? (
        <div className="sticky top-0 z-[2] h-0">
          <Head {...props} group={head} />
        </div>
      ) : null}
      <Lines {...props} lines={lines} virtual={virtual} offset={0} />
    </div>
  )
}

function PhoneList(props: ListProps) {
  const place = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(place.current?.offsetTop ?? 0), [])
  const lines = useLines(props)
  const virtual = useWindowVirtualizer({ ...measures(lines, PHONE_ROW_PX), scrollMargin: offset })
  useFollow(virtual, lines, props)
  return (
    <div ref={place} data-testid="inbox-list">
      <Lines {...props} lines={lines} virtual={virtual} offset={offset} />
    </div>
  )
}

function Head({ group, byRisk, batches, folded, onFold }: ListProps & { group: Group }): ReactNode {
  const batch =
    group.ids.length > 1 &&
    (batches === 'similar' ? group.level === 'T1' || group.level === 'T2' : batches === 'risk' && group.level === 'T1')
  return <GroupHead group={group} byRisk={byRisk} batch={batch} folded={folded.has(group.key)} onFold={onFold} />
}

function Lines<S extends Window | Element>(
  props: ListProps & { lines: Line[]; virtual: Virtualizer<S, Element>; offset: number },
) {
  const { lines, virtual, offset, selected, picked } = props
  return (
    <div className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((place) => {
        const line = lines[place.index]
        return (
          <div
            key={place.key}
            ref={virtual.measureElement}
            data-index={place.index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${place.start - offset}px)` }}
          >
            {line === undefined ? null : line.kind === 'head' ? (
              <Head {...props} group={line.group} />
            ) : (
              <InboxRow
                id={line.id}
                selected={line.id === selected}
                picked={picked.has(line.id)}
                picking={picked.size > 0}
                onSelect={props.onSelect}
                onPick={props.onPick}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** Keeps the selected row in sight, and gives it the focus when it was chosen with a key. */
function useFollow<S extends Window | Element>(
  virtual: Virtualizer<S, Element>,
  lines: Line[],
  { selected, wantsFocus }: ListProps,
): void {
  const at = useMemo(() => lines.findIndex((line) => line.kind === 'row' && line.id === selected), [lines, selected])
  // Nothing at first: what an address selects is brought in sight too.
  const before = useRef<string | null>(null)
  useEffect(() => {
    if (before.current === selected) return
    before.current = selected
    if (at < 0) return
    virtual.scrollToIndex(at, { align: 'auto' })
    if (!wantsFocus.current) return
    wantsFocus.current = false
    // The row may only be drawn when the list has scrolled there.
    const focus = () =>
      document.querySelector<HTMLElement>(`[data-row="${selected}"] a`)?.focus({ preventScroll: true })
    focus()
    const frame = requestAnimationFrame(focus)
    return () => cancelAnimationFrame(frame)
  }, [at, selected, virtual, wantsFocus])
}

function headAbove(lines: Line[], index: number): Group | undefined {
  for (let at = index; at >= 0; at--) {
    const line = lines[at]
    if (line?.kind === 'head') return line.group
  }
  return undefined
}
