import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type { AuditPage, EntryProof } from './schema'

export const auditKeys = { all: ['audit'], pages: ['audit', 'page'] } as const

export type AuditFilter = { type: string; actor: string; request: string; workflow: string }

/** GET /audit, newest first, page by page. */
export function auditOptions(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: [...auditKeys.pages, filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<AuditPage>(
        'GET',
        `/audit${queryString({ ...filter, cursor: pageParam, limit: 50 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /audit/{entryId}/proof: everything needed to check one entry here. A checked answer does not go stale. */
export function proofOptions(entryId: string) {
  return queryOptions({
    queryKey: ['audit', 'proof', entryId],
    queryFn: ({ signal }) =>
      consoleApi<EntryProof>('GET', `/audit/${encodeURIComponent(entryId)}/proof`, undefined, signal),
    staleTime: 60_000,
    retry: 2,
  })
}
