'use client'
import { useEffect, useState } from 'react'

/** The value as it was a moment ago: what is asked of the server waits for the end of a burst of letters. */
export function useSettled(value: string, ms = 120): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (value === settled) return
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, settled, ms])
  return settled
}
