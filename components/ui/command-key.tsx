'use client'
import { useSyncExternalStore } from 'react'

/** The key that goes with another one, as it is written on this person's keyboard. */
export function CommandKey({ letter }: { letter: string }) {
  const apple = useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  )
  return apple ? `⌘${letter}` : `Ctrl ${letter}`
}
