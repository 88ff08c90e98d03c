'use client'
import { useCallback, useMemo, useState } from 'react'

export type Picks = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Picks the selected one and the one that is gone to. */
  extend: (from: string | null, to: string) => void
  set: (ids: readonly string[]) => void
  clear: () => void
}

/** Rows that are picked for doing one thing to all of them; what left the list is no longer picked. */
export function usePicks(order: readonly string[]): Picks {
  const [picked, setPicked] = useState<readonly string[]>([])
  const ids = useMemo(() => {
    if (picked.length === 0) return new Set<string>()
    const there = new Set(order)
    return new Set(picked.filter((id) => there.has(id)))
  }, [picked, order])
  const toggle = useCallback(
    (id: string) => setPicked((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id])),
    [],
  )
  return {
    ids,
    toggle,
    extend: (from, to) => setPicked((now) => [...new Set([...now, ...(from === null ? [] : [from]), to])]),
    set: setPicked,
    clear: useCallback(() => setPicked([]), []),
  }
}
