import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type { InboxPage, InboxQuery, RequestView } from './schema'

/** Keys of everything that changes when a request changes. */
export const inboxKeys = {
  all: ['inbox'],
  pages: ['inbox', 'page'],
  page: (view: InboxQuery['view']) => ['inbox', 'page', view],
  request: (id: string) => ['inbox', 'request', id],
} as const

/** GET /inbox: the whole first page of one view; live updates invalidate it. */
export function inboxOptions(view: InboxQuery['view']) {
  return queryOptions({
    queryKey: inboxKeys.page(view),
    queryFn: ({ signal }) =>
      consoleApi<InboxPage>('GET', `/inbox${queryString({ view, limit: 200 })}`, undefined, signal),
    staleTime: 5_000,
  })
}

export type RequestsFilter = { view: InboxQuery['view']; status: string; level: string; workflow: string; q: string }

/** GET /requests: every request this person may see, page by page. */
export function requestsOptions(filter: RequestsFilter) {
  return infiniteQueryOptions({
    queryKey: [...inboxKeys.pages, 'all', filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<InboxPage>(
        'GET',
        `/requests${queryString({ ...filter, cursor: pageParam, limit: 50 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /requests/{id}: everything the request page draws. */
export function requestOptions(id: string) {
  return queryOptions({
    queryKey: inboxKeys.request(id),
    queryFn: ({ signal }) => consoleApi<RequestView>('GET', `/requests/${encodeURIComponent(id)}`, undefined, signal),
    staleTime: 5_000,
    // Entries get their number within two seconds of the change that wrote them; no event tells of it.
    refetchInterval: ({ state }) => (state.data?.history.some((entry) => entry.index === null) ? 1_500 : false),
  })
}
