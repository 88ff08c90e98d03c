'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { ReadSection } from '@/lib/core/decision/sections'

/** A hand on the mouse or the keyboard within this long: before, the page was open and nobody looked. */
const INPUT_WITHIN_MS = 30_000
const INPUTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

type Entry = { seconds: number; sections: Set<ReadSection> }
/** By presentation digest: a new document is a new reading. Kept in this tab, so that preview and page add up. */
const log = new Map<string, Entry>()
const listeners = new Set<() => void>()

function entryOf(digest: string): Entry {
  const known = log.get(digest)
  if (known) return known
  const entry: Entry = { seconds: 0, sections: new Set() }
  log.set(digest, entry)
  return entry
}

/** A section was on the screen. */
export function noteSection(digest: string, section: ReadSection): void {
  entryOf(digest).sections.add(section)
}

/** What is sent with a decision: how long it was read here, and which sections were on the screen. */
export function readingOf(digest: string): { seconds: number; sections: ReadSection[] } {
  const { seconds, sections } = entryOf(digest)
  return { seconds, sections: [...sections] }
}

/**
 * Counts the seconds in which the document is read: the page visible, the window focused, a hand on it within half a minute.
 */
export function useCountReading(digest: string): void {
  useEffect(() => {
    let lastInput = performance.now()
    const input = () => {
      lastInput = performance.now()
    }
    for (const name of INPUTS) window.addEventListener(name, input, { passive: true })
    const timer = setInterval(() => {
      if (document.hidden || !document.hasFocus() || performance.now() - lastInput > INPUT_WITHIN_MS) return
      entryOf(digest).seconds += 1
      for (const listener of listeners) listener()
    }, 1_000)
    return () => {
      clearInterval(timer)
      for (const name of INPUTS) window.removeEventListener(name, input)
    }
  }, [digest])
}

/** The seconds counted so far, as they go on. */
export function useReadSeconds(digest: string): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => entryOf(digest).seconds,
    () => 0,
  )
}
