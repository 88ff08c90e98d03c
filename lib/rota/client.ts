import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi } from '@/lib/http/client'
import type { MyOnCall, OnCallPage, RotaWish } from './schema'

const rotaKeys = { all: ['oncall'], page: ['oncall', 'page'], mine: ['oncall', 'mine'] } as const

/** GET /oncall: the rotas that I may see. */
export function onCallOptions() {
  return queryOptions({
    queryKey: rotaKeys.page,
    queryFn: ({ signal }) => consoleApi<OnCallPage>('GET', '/oncall', undefined, signal),
    staleTime: 30_000,
  })
}

/** GET /oncall/me: asked again every few minutes, because turns end without anything being changed. */
export function myOnCallOptions() {
  return queryOptions({
    queryKey: rotaKeys.mine,
    queryFn: ({ signal }) => consoleApi<MyOnCall>('GET', '/oncall/me', undefined, signal),
    staleTime: 60_000,
    refetchInterval: 180_000,
  })
}

export type RotaChange =
  | { kind: 'rota'; rota: RotaWish }
  | { kind: 'end' }
  | { kind: 'override'; person: string; from: string; until: string }
  | { kind: 'remove-override'; id: string }
  | { kind: 'holiday'; day: string; title: string }
  | { kind: 'remove-holiday'; day: string }

/** POST /oncall/{teamId} and below. */
export function rotaMutation(queryClient: QueryClient, teamId: string) {
  const base = `/oncall/${encodeURIComponent(teamId)}`
  return mutationOptions({
    mutationFn: (change: RotaChange): Promise<unknown> => {
      switch (change.kind) {
        case 'rota':
          return consoleApi('POST', base, change.rota)
        case 'end':
          return consoleApi('POST', `${base}/end`, {})
        case 'override':
          return consoleApi('POST', `${base}/overrides`, {
            person: change.person,
            from: change.from,
            until: change.until,
          })
        case 'remove-override':
          return consoleApi('POST', `${base}/overrides/${change.id}/remove`, {})
        case 'holiday':
          return consoleApi('POST', `${base}/holidays`, { day: change.day, title: change.title })
        case 'remove-holiday':
          return consoleApi('POST', `${base}/holidays/${change.day}/remove`, {})
      }
    },
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: rotaKeys.all }),
  })
}
