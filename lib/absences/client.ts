import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi } from '@/lib/http/client'
import type { AbsencesView } from './schema'

/** Begins with `oncall`: whatever changes who is on call makes them old. */
const absenceKeys = { mine: ['oncall', 'absences'] } as const

/** GET /absences/mine */
export function absencesOptions() {
  return queryOptions({
    queryKey: absenceKeys.mine,
    queryFn: ({ signal }) => consoleApi<AbsencesView>('GET', '/absences/mine', undefined, signal),
    staleTime: 30_000,
  })
}

/** POST /absences: instants as RFC 3339; `from` null is now. */
export function goAwayMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: { from: string | null; until: string; delegate: string | null }) =>
      consoleApi<{ id: string }>('POST', '/absences', body),
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['oncall'] }),
  })
}

/** POST /absences/{id}/end */
export function comeBackMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi<undefined>('POST', `/absences/${id}/end`, {}),
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['oncall'] }),
  })
}
