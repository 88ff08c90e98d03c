import { infiniteQueryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import type { ActivityPage } from './schema'

/** GET /me/activity: my decisions, page by page. Old whenever a request changes. */
export function activityOptions() {
  return infiniteQueryOptions({
    queryKey: [...inboxKeys.pages, 'activity'],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<ActivityPage>(
        'GET',
        `/me/activity${queryString({ cursor: pageParam, limit: 50 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}
