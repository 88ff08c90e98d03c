'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
import { afterArrival, type OwnWrites } from './own-writes'

/** Longer than a key that is held down takes to come again, shorter than a look at what is selected. */
const REST_MS = 100
const MOVES: ReadonlySet<string> = new Set(['j', 'k', 'J', 'K', 'ArrowDown', 'ArrowUp', 'Shift'])

export type Selection = {
  id: string | null
  select: (id: string) => void
  /** Writes the address now. A write during a navigation would call the navigation off, so it comes before each. */
  settle: () => void
}

/**
 * Which row was chosen. It stands in the address (`?sel=`), so that a link and Back find it, but only once the keys rest:
 * the router goes over the whole page for every address, and a list is gone through a row a frame.
 */
export function useSelection(): Selection {
  const inAddress = useSearchParams().get('sel')
  const [id, setId] = useState(inAddress)
  const written = useRef<OwnWrites>([inAddress])
  const pending = useRef<{ id: string; timer: ReturnType<typeof setTimeout> } | null>(null)

  const settle = useCallback(() => {
    if (pending.current === null) return
    clearTimeout(pending.current.timer)
    const { id } = pending.current
    pending.current = null
    written.current = [...written.current, id]
    const url = new URL(window.location.href)
    url.searchParams.set('sel', id)
    window.history.replaceState(null, '', url)
  }, [])
  const select = useCallback(
    (next: string) => {
      if (pending.current) clearTimeout(pending.current.timer)
      pending.current = { id: next, timer: setTimeout(settle, REST_MS) }
      setId(next)
    },
    [settle],
  )
  // Another address than those written here: a link, Back, a tab that was opened.
  useEffect(() => {
    const { written: left, isNews } = afterArrival(written.current, inAddress)
    written.current = left
    if (!isNews) return
    if (pending.current) clearTimeout(pending.current.timer)
    pending.current = null
    setId(inAddress)
  }, [inAddress])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!MOVES.has(event.key)) settle()
    }
    document.addEventListener('click', settle, true)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('click', settle, true)
      document.removeEventListener('keydown', onKey, true)
      if (pending.current) clearTimeout(pending.current.timer)
      pending.current = null
    }
  }, [settle])
  return { id, select, settle }
}

/** The value once it rests: at once after a pause, and in a burst when the burst is over. */
export function useRested(value: string | null): string | null {
  const [rested, setRested] = useState(value)
  const changedAt = useRef(0)
  const [, start] = useTransition()
  useEffect(() => {
    const now = performance.now()
    const follow = () => start(() => setRested(value))
    const paused = now - changedAt.current > 2 * REST_MS
    changedAt.current = now
    if (paused) {
      follow()
      return
    }
    const timer = setTimeout(follow, REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
