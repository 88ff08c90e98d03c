'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { recordOpened } from '@/lib/decisions/client'
import type { RequestView } from '@/lib/inbox/schema'

/** What was unfolded in this tab, kept when the preview becomes the page. */
const unfolded = new Map<string, Set<string>>()
const SEEN_AFTER_MS = 1_000

export type Reading = { expanded: string[]; open: (pointer: string) => void; unread: string[] }

/**
 * Tells the server that this presentation was on a visible screen for a second, and what was unfolded. `unread` are the
 * long values that still keep approve off; the server checks the same list again. `onRecorded`: the server has it.
 */
export function useReading(view: RequestView, onRecorded?: () => void): Reading {
  const id = view.item.id
  const [expanded, setExpanded] = useState<string[]>(() => [
    ...new Set([...view.me.opened, ...(unfolded.get(id) ?? [])]),
  ])
  const told = useRef('')
  const recorded = useRef(onRecorded)
  recorded.current = onRecorded
  const open = useCallback(
    (pointer: string) => {
      unfolded.set(id, new Set([...(unfolded.get(id) ?? []), pointer]))
      setExpanded((now) => (now.includes(pointer) ? now : [...now, pointer]))
    },
    [id],
  )
  const pending = view.item.status === 'pending'
  const digest = view.presentation_digest
  const record = expanded.join('\n')
  useEffect(() => {
    const what = `${digest}\n${record}`
    if (!pending || told.current === what) return
    const timer = setTimeout(() => {
      if (document.hidden) return
      told.current = what
      // A lost record costs nothing here: the server refuses an approval of a value it was not told of.
      recordOpened(id, digest, record === '' ? [] : record.split('\n')).then(
        () => recorded.current?.(),
        () => {
          told.current = ''
        },
      )
    }, SEEN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [id, digest, record, pending])
  return { expanded, open, unread: view.me.must_open.filter((pointer) => !expanded.includes(pointer)) }
}
