'use client'
import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { BatchView } from '@/lib/batches/schema'
import type { DenialCode } from '@/lib/core/decision/denial'
import { rowOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'

/** What this person means to decide on one request; nothing is decided until the list is signed. */
export type Staged = { verb: 'approve' } | { verb: 'deny'; code: DenialCode; reason: string }
export type BatchRow = BatchView['rows'][number]

export type Batch = {
  view: BatchView
  rows: BatchRow[]
  /** As it stands now; the table itself stays what it was when it was opened. */
  itemOf: (row: BatchRow) => InboxItem
  /** Still to be decided by this person. */
  isOpen: (row: BatchRow) => boolean
  isOpened: (id: string) => boolean
  /** Long values of it that were not unfolded yet. */
  isUnread: (id: string) => boolean
  staged: (id: string) => Staged | undefined
  stage: (id: string, staged: Staged | undefined) => void
  noteOpened: (id: string) => void
  noteUnread: (id: string, count: number) => void
  /** In the order of the table: what would be signed. */
  chosen: { row: BatchRow; staged: Staged }[]
  counts: { approve: number; deny: number; unopened: number; held: number }
  /** Opened, open and without a decision: what "approve the opened ones" would take. */
  ready: BatchRow[]
}

/** A batch at work: what was opened, and what is meant for each. What ended meanwhile falls out by itself. */
export function useBatch(view: BatchView): Batch {
  const { rows } = view
  const live = useQueries({ queries: rows.map(({ item }) => rowOptions(item.id)) })
  const items = useMemo(() => new Map(rows.map(({ item }, at) => [item.id, live[at]?.data ?? item])), [rows, live])
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(rows.filter((row) => row.opened).map(({ item }) => item.id)),
  )
  const [unread, setUnread] = useState<ReadonlyMap<string, number>>(new Map())
  const [meant, setMeant] = useState<ReadonlyMap<string, Staged>>(new Map())

  const itemOf = (row: BatchRow) => items.get(row.item.id) ?? row.item
  const isOpen = (row: BatchRow) => {
    const item = itemOf(row)
    return item.status === 'pending' && item.mine === null && item.can_decide
  }
  const isOpened = (id: string) => opened.has(id)
  const isUnread = (id: string) => (unread.get(id) ?? 0) > 0
  const open = rows.filter(isOpen)
  const chosen = open.flatMap((row) => {
    const staged = meant.get(row.item.id)
    return staged === undefined ? [] : [{ row, staged }]
  })
  const free = open.filter(({ item }) => !meant.has(item.id))
  return {
    view,
    rows,
    itemOf,
    isOpen,
    isOpened,
    isUnread,
    staged: (id) => meant.get(id),
    stage: useCallback((id: string, staged: Staged | undefined) => {
      setMeant((now) => {
        const next = new Map(now)
        if (staged === undefined) next.delete(id)
        else next.set(id, staged)
        return next
      })
    }, []),
    noteOpened: useCallback((id: string) => setOpened((now) => (now.has(id) ? now : new Set(now).add(id))), []),
    noteUnread: useCallback(
      (id: string, count: number) => setUnread((now) => (now.get(id) === count ? now : new Map(now).set(id, count))),
      [],
    ),
    chosen,
    counts: {
      approve: chosen.filter(({ staged }) => staged.verb === 'approve').length,
      deny: chosen.filter(({ staged }) => staged.verb === 'deny').length,
      unopened: free.filter(({ item }) => !isOpened(item.id)).length,
      held: free.filter(({ item }) => isOpened(item.id)).length,
    },
    ready: free.filter(({ item }) => isOpened(item.id) && !isUnread(item.id)),
  }
}
