'use client'
import { useEffect, useRef } from 'react'

/** What went wrong, in a box that takes the focus, so that nobody misses it. */
export function ErrorSummary({ children }: { children: string }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another error takes the focus again
  useEffect(() => box.current?.focus(), [children])
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      data-testid="error-summary"
      className="mt-4 rounded-sm border border-danger/45 bg-danger-soft px-3 py-2.5 text-13 text-danger"
    >
      {children}
    </div>
  )
}
