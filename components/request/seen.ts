'use client'
import { useEffect, useRef, useState } from 'react'
import type { ReadSection } from '@/lib/core/decision/sections'
import { noteSection } from './reading-log'

const SHARE = 0.6
const AFTER_MS = 1_000

/**
 * Which sections were on the screen: at least 60 % of the section (or a section taller than the window filling it) for a
 * second. Resets when the document changes. Kept with the decision, but nothing is decided by it.
 */
export function useSeen(
  root: React.RefObject<HTMLElement | null>,
  document_: string,
  names: readonly ReadSection[],
  /** Whether all of them are drawn. */
  whole = true,
): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set())
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document is a new reading, and so is one that is whole now
  useEffect(() => {
    setSeen(new Set())
    const running = timers.current
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!(entry.target instanceof HTMLElement)) continue
          const n = Number(entry.target.dataset.section)
          const fills = entry.intersectionRect.height > (entry.rootBounds?.height ?? Number.POSITIVE_INFINITY) * 0.5
          const visible = entry.isIntersecting && (entry.intersectionRatio >= SHARE || fills)
          if (!visible) {
            clearTimeout(running.get(n))
            running.delete(n)
          } else if (!running.has(n)) {
            running.set(
              n,
              setTimeout(() => {
                const name = names[n - 1]
                if (name) noteSection(document_, name)
                setSeen((now) => new Set(now).add(n))
              }, AFTER_MS),
            )
          }
        }
      },
      { threshold: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    )
    for (const section of root.current?.querySelectorAll('[data-section]') ?? []) observer.observe(section)
    return () => {
      observer.disconnect()
      for (const timer of running.values()) clearTimeout(timer)
      running.clear()
    }
  }, [root, document_, whole])
  return seen
}
