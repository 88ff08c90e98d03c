'use client'
import { useEffect, useMemo, useState } from 'react'
import type { InboxPage } from '@/lib/inbox/schema'

export type Group = InboxPage['groups'][number]
export type SteadyList = {
  groups: Group[]
  /** New ones that wait behind the pill. */
  arrived: number
  /** Shown rows that have left the list, dimmed in their place. */
  left: number
  merge: () => void
}

/**
 * A list that never moves under the cursor. What was there stays where it was: a row that ended is dimmed in its place.
 * What is new waits behind a pill until somebody asks for it. An empty list takes new items at once, and another choice of
 * view, filter or order (`choice`) takes the whole answer.
 */
export function useSteadyList(choice: string, page: InboxPage | undefined): SteadyList {
  const [shown, setShown] = useState<{ choice: string; groups: Group[] } | null>(null)
  const stale = shown?.choice !== choice
  const take = page !== undefined && (stale || (shown.groups.length === 0 && page.groups.length > 0))
  useEffect(() => {
    if (take && page) setShown({ choice, groups: page.groups })
  }, [take, choice, page])
  const groups = take ? page.groups : (shown?.groups ?? [])
  const [arrived, left] = useMemo(() => {
    if (page === undefined || take || stale) return [0, 0]
    const before = new Set(groups.flatMap((group) => group.ids))
    const after = new Set(page.groups.flatMap((group) => group.ids))
    return [[...after].filter((id) => !before.has(id)).length, [...before].filter((id) => !after.has(id)).length]
  }, [page, take, stale, groups])
  return {
    groups,
    arrived,
    left,
    merge: () => page && setShown({ choice, groups: page.groups }),
  }
}
