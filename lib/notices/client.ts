import { infiniteQueryOptions, mutationOptions, type QueryClient } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import { peopleKeys } from '@/lib/people/client'
import type { NoticesPage } from './schema'

const noticeKeys = { all: ['notices'] } as const

/** GET /notices: mine, newest first. */
export function noticesOptions() {
  return infiniteQueryOptions({
    queryKey: noticeKeys.all,
    queryFn: ({ pageParam, signal }) =>
      consoleApi<NoticesPage>('GET', `/notices${queryString({ cursor: pageParam, limit: 30 })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** POST /notices/seen: the count goes at once; what was unseen stays marked until the drawer is opened again. */
export function seenMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (upTo: string) => consoleApi('POST', '/notices/seen', { up_to: upTo }),
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: peopleKeys.me }),
  })
}
