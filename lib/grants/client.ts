import { infiniteQueryOptions, mutationOptions, type QueryClient } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'
import type { GrantView } from '@/lib/inbox/schema'
import type { GrantsPage } from './schema'

export const grantKeys = { all: ['grants'] } as const

/** GET /grants: what is open now, or what has ended. */
export function grantsOptions(view: 'live' | 'ended') {
  return infiniteQueryOptions({
    queryKey: [...grantKeys.all, view],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<GrantsPage>(
        'GET',
        `/grants${queryString({ view, cursor: pageParam, limit: 100 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** POST /grants/{id}/revoke: takes the permission back at once. */
export function revokeMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      consoleApi<{ grant: GrantView }>('POST', `/grants/${encodeURIComponent(id)}/revoke`, { reason }),
    networkMode: 'always',
    retry: false,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: grantKeys.all })
      await queryClient.invalidateQueries({ queryKey: inboxKeys.all })
    },
  })
}
