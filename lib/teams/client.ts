import { infiniteQueryOptions, mutationOptions, type QueryClient } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type { TeamsPage, TeamView } from './schema'

/** Begins with `people`: whatever changes members makes them old. */
export const teamKeys = { all: ['people', 'teams'] } as const

/** GET /teams */
export function teamsOptions(q = '') {
  return infiniteQueryOptions({
    queryKey: [...teamKeys.all, q],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<TeamsPage>('GET', `/teams${queryString({ q, cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

function teamMutation<V>(queryClient: QueryClient, call: (input: V) => Promise<TeamView>) {
  return mutationOptions({
    mutationFn: call,
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
  })
}

/** POST /teams */
export function createTeamMutation(queryClient: QueryClient) {
  return teamMutation(queryClient, (body: { slug: string; title: string }) => consoleApi('POST', '/teams', body))
}

/** POST /teams/{id} */
export function renameTeamMutation(queryClient: QueryClient) {
  return teamMutation(queryClient, ({ id, title }: { id: string; title: string }) =>
    consoleApi('POST', `/teams/${encodeURIComponent(id)}`, { title }),
  )
}

/** POST /teams/{id}/members/{personId}/remove */
export function removeMemberMutation(queryClient: QueryClient) {
  return teamMutation(queryClient, ({ id, personId }: { id: string; personId: string }) =>
    consoleApi('POST', `/teams/${encodeURIComponent(id)}/members/${encodeURIComponent(personId)}/remove`, {}),
  )
}
