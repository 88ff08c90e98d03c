'use client'
import { useSyncExternalStore } from 'react'

export type Connection = 'live' | 'reconnecting' | 'offline'

let connection: Connection = 'reconnecting'
const listeners = new Set<() => void>()

export function setConnection(next: Connection): void {
  if (next === connection) return
  connection = next
  for (const listener of listeners) listener()
}

/** How live updates arrive right now. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => connection,
    () => 'reconnecting',
  )
}
