import { queryOptions } from '@tanstack/react-query'
import { consoleApi } from '@/lib/http/client'
import type { PresenceView } from './schema'

export const presenceKeys = { of: (requestId: string) => ['presence', requestId] } as const

const path = (requestId: string) => `/requests/${encodeURIComponent(requestId)}/presence`

/** GET: who else has it open; told to be asked again by the event stream. */
export function presenceOptions(requestId: string) {
  return queryOptions({
    queryKey: presenceKeys.of(requestId),
    queryFn: ({ signal }) => consoleApi<PresenceView>('GET', path(requestId), undefined, signal),
    staleTime: 15_000,
  })
}

/** POST: this page has it open, or no more. Lost ones cost nothing: the next beat says it again. */
export function sayPresent(requestId: string, connection: string, here: boolean): void {
  void consoleApi('POST', path(requestId), { connection, here }).catch(() => {})
}
