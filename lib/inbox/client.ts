import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { limits } from '@/lib/core/limits'
import { consoleApi, queryString } from '@/lib/http/client'
import type { InboxItem, InboxPage, InboxQuery, InboxRows, RequestsPage, RequestView } from './schema'
import type { RequestBackground } from './schema-background'
import type { SplitInput, SplitsPage } from './schema-splits'

/** Keys of everything that changes when a request changes. */
export const inboxKeys = {
  all: ['inbox'],
  pages: ['inbox', 'page'],
  row: (id: string) => ['inbox', 'row', id],
  splits: ['inbox', 'splits'],
  request: (id: string) => ['inbox', 'request', id],
  // Beside the requests, not below them: what was before never changes, so nothing that happens reads it again.
  background: (id: string) => ['background', id],
} as const

export type InboxChoice = Pick<InboxQuery, 'view' | 'q' | 'group' | 'sort'>

/** GET /inbox: the order of a whole inbox. The rows that come along are kept one by one, as those that are asked for later. */
export function inboxOptions(choice: InboxChoice) {
  return queryOptions({
    queryKey: [...inboxKeys.pages, 'list', choice],
    queryFn: async ({ signal, client }) => {
      const page = await consoleApi<InboxPage>('GET', `/inbox${queryString({ ...choice })}`, undefined, signal)
      for (const item of page.items) client.setQueryData(inboxKeys.row(item.id), item)
      return page
    },
    staleTime: 5_000,
  })
}

/** One row of a list: asked for when it comes into view, together with the others that do. */
export function rowOptions(id: string) {
  return queryOptions({
    queryKey: inboxKeys.row(id),
    queryFn: () => fetchRow(id),
    staleTime: 60_000,
  })
}

type Waiting = { resolve: (item: InboxItem | null) => void; reject: (error: unknown) => void }
const waiting = new Map<string, Waiting[]>()

/** Rows that are asked for in the same moment are one call. Null: there is no such request, or it is not ours to see. */
function fetchRow(id: string): Promise<InboxItem | null> {
  return new Promise((resolve, reject) => {
    if (waiting.size === 0) setTimeout(fetchWaiting)
    waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }])
  })
}

function fetchWaiting(): void {
  const all = [...waiting]
  waiting.clear()
  for (let from = 0; from < all.length; from += limits.rowsMax) {
    const batch = all.slice(from, from + limits.rowsMax)
    const ids = batch.map(([id]) => id).join(',')
    consoleApi<InboxRows>('GET', `/inbox/rows${queryString({ ids })}`).then(
      ({ items }) => {
        const byId = new Map(items.map((item) => [item.id, item]))
        for (const [id, asked] of batch) for (const { resolve } of asked) resolve(byId.get(id) ?? null)
      },
      (error: unknown) => {
        for (const [, asked] of batch) for (const { reject } of asked) reject(error)
      },
    )
  }
}

/** GET /inbox/splits: the tabs with their counts. */
export function splitsOptions() {
  return queryOptions({
    queryKey: inboxKeys.splits,
    queryFn: ({ signal }) => consoleApi<SplitsPage>('GET', '/inbox/splits', undefined, signal),
    staleTime: 5_000,
  })
}

export type SplitChange =
  | { kind: 'keep'; split: SplitInput }
  | { kind: 'change'; id: string; split: SplitInput }
  | { kind: 'delete'; id: string }
  | { kind: 'order'; ids: string[] }

/** POST /inbox/splits and below: whatever is done to one's own tabs. The answer to `keep` names the new one. */
export function splitMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (change: SplitChange) => {
      switch (change.kind) {
        case 'keep':
          return consoleApi<{ id: string } | undefined>('POST', '/inbox/splits', change.split)
        case 'change':
          return consoleApi<{ id: string } | undefined>('POST', `/inbox/splits/${change.id}`, change.split)
        case 'delete':
          return consoleApi<undefined>('POST', `/inbox/splits/${change.id}/delete`, {})
        case 'order':
          return consoleApi<undefined>('POST', '/inbox/splits/order', { ids: change.ids })
      }
    },
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: inboxKeys.splits }),
  })
}

/** GET /requests: every request this person may see, page by page. */
export function requestsOptions(q: string) {
  return infiniteQueryOptions({
    queryKey: [...inboxKeys.pages, 'all', q],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<RequestsPage>(
        'GET',
        `/requests${queryString({ q, cursor: pageParam, limit: 50 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /requests: the newest that match, for the palette. */
export function findRequestsOptions(q: string) {
  return queryOptions({
    queryKey: [...inboxKeys.pages, 'find', q],
    queryFn: ({ signal }) =>
      consoleApi<RequestsPage>('GET', `/requests${queryString({ q, limit: 12 })}`, undefined, signal),
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

/** GET /requests/{id}/background: what it is compared with. Of the moment in which it was asked, so it is read once. */
export function backgroundOptions(id: string) {
  return queryOptions({
    queryKey: inboxKeys.background(id),
    queryFn: ({ signal }) =>
      consoleApi<RequestBackground>('GET', `/requests/${encodeURIComponent(id)}/background`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
