'use client'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import type { DeskState } from './desk-state'
import type { DraftDesk } from './draft-desk'

const DeskContext = createContext<DraftDesk | null>(null)
export const DeskProvider = DeskContext.Provider

/** The draft that is open on this page. */
export function useDesk(): DraftDesk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('There is no draft here.')
  return desk
}

/** One part of what the desk shows; the component is drawn again only when that part changes. */
export function useDeskState<T>(select: (state: DeskState) => T): T {
  const desk = useDesk()
  const read = () => select(desk.snapshot())
  return useSyncExternalStore(desk.subscribe, read, read)
}

/** Names for pickers: what rules and catalogues may name. */
export function useKnown(): BoundaryView['known'] {
  return useDesk().opened.known
}
