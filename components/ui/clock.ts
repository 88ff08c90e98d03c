'use client'
import { useSyncExternalStore } from 'react'
import { serverNow } from '@/lib/http/client'

/** One timer for every countdown on the page: a tick per second while somebody listens and the page is visible. */
const listeners = new Set<() => void>()
let now = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = serverNow()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    now = serverNow()
    timer = setInterval(tick, 1_000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * A value computed from the server's clock; the component renders again only when the value changes, so a row that
 * says "24 min" is drawn once a minute. `select` must answer with a primitive.
 */
export function useClock<T extends string | number | boolean>(select: (now: number) => T): T {
  const read = () => select(timer === undefined ? serverNow() : now)
  return useSyncExternalStore(subscribe, read, read)
}
