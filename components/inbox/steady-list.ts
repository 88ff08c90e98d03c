'use client'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { requestOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'

/** Rows that left the list are asked for one by one, so that they can say how they ended. */
const ASK_AT_MOST = 20

export type SteadyList = { items: InboxItem[]; arrived: number; merge: () => void }

/**
 * A list that never moves under the cursor. What was there stays where it was: a row that ended is dimmed in its place.
 * What is new waits behind a pill until somebody asks for it. An empty list takes new items at once.
 */
export function useSteadyList(view: string, fresh: InboxItem[] | undefined): SteadyList {
  const [shown, setShown] = useState<{ view: string; ids: string[] } | null>(null)
  const known = useRef(new Map<string, InboxItem>())

  const byId = useMemo(() => new Map((fresh ?? []).map((item) => [item.id, item])), [fresh])
  for (const [id, item] of byId) known.current.set(id, item)

  const stale = shown === null || shown.view !== view
  const take = fresh !== undefined && (stale || (shown.ids.length === 0 && byId.size > 0))
  useEffect(() => {
    if (take) setShown({ view, ids: [...byId.keys()] })
  }, [take, view, byId])

  const ids = stale ? [...byId.keys()] : shown.ids
  const gone = fresh === undefined ? [] : ids.filter((id) => !byId.has(id))
  const answers = useQueries({ queries: gone.slice(0, ASK_AT_MOST).map((id) => requestOptions(id)) })
  for (const { data } of answers) if (data !== undefined) known.current.set(data.item.id, data.item)

  const items = ids.map((id) => known.current.get(id)).filter((item) => item !== undefined)
  const arrived = stale ? 0 : [...byId.keys()].filter((id) => !shown.ids.includes(id)).length
  return { items, arrived, merge: () => setShown({ view, ids: [...byId.keys()] }) }
}
