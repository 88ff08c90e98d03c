import { presentationChanges } from '@/lib/core/presentation/diff'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { effectiveStatus, type RequestStatus } from '@/lib/core/request/state'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { RequestView } from '../schema'
import { findPresentation, type RevisionRow } from './store'

/** The revisions of a wish with their numbers: the first one is 1. */
export function revisionsOf(rows: readonly RevisionRow[], now: Date): RequestView['revisions'] {
  return rows.map((row, at) => ({
    id: row.id,
    number: at + 1,
    status: effectiveStatus(row.status as RequestStatus, row.expires_at, now),
    at: row.created_at.toISOString(),
    can_open: row.visible,
  }))
}

/** The newest revision and what differs in it; null when `id` is the newest. */
export async function newerThan(
  id: string,
  rows: readonly RevisionRow[],
  shown: Presentation,
): Promise<RequestView['newer']> {
  const last = rows.at(-1)
  if (last === undefined || last.id === id) return null
  // What a person may not open, they are not told the content of either.
  const text = last.visible ? await findPresentation(last.id) : null
  return {
    id: last.id,
    number: rows.length,
    can_open: last.visible,
    changes: text === null ? [] : presentationChanges(shown, JSON.parse(text) as Presentation, sayingIn()),
  }
}
