'use client'
import { useEffect } from 'react'

/** The window's title, so that two tabs can be told apart. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Countersign`
  }, [title])
}
