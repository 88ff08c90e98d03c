'use client'
import { useSyncExternalStore } from 'react'

/** Whether the window is of that kind now. Pages are drawn in the browser only, so the first drawing knows. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}
