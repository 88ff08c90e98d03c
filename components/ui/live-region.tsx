'use client'
import { useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

/** Says one sentence to screen readers, politely. The same sentence twice in a row is said twice. */
export function announce(text: string): void {
  message = message === text ? `${text}\u200b` : text
  for (const listener of listeners) listener()
}

/** The page's only polite region (WCAG 4.1.3). */
export function LiveRegion() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => message,
    () => '',
  )
  return (
    <p role="status" aria-live="polite" className="sr-only" data-testid="live-region">
      {text}
    </p>
  )
}
