import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AccountabilityRole } from '@/lib/core/directory'
import { consoleApi, queryString } from '@/lib/http/client'
import { signedCall } from '@/lib/identity/client'
import { peopleKeys } from '@/lib/people/client'
import type { AccountablePage, AccountablePeople, CellDetail, MatrixPage, MatrixView, MinePage } from './schema'

const accountabilityKeys = { all: ['accountability'] } as const

/** GET /accountability: who answers for what, as filtered. */
export function matrixOptions(view: MatrixView, q: string) {
  return infiniteQueryOptions({
    queryKey: [...accountabilityKeys.all, 'matrix', view, q],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<MatrixPage>('GET', `/accountability${queryString({ view, q, cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /accountability/cells/{slug}/{role} */
export function cellOptions(slug: string, role: AccountabilityRole) {
  return queryOptions({
    queryKey: [...accountabilityKeys.all, 'cell', slug, role],
    queryFn: ({ signal }) =>
      consoleApi<CellDetail>('GET', `/accountability/cells/${encodeURIComponent(slug)}/${role}`, undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /accountability/mine */
export function mineOptions() {
  return queryOptions({
    queryKey: [...accountabilityKeys.all, 'mine'],
    queryFn: ({ signal }) => consoleApi<MinePage>('GET', '/accountability/mine', undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /accountability/people */
export function accountablePeopleOptions(q: string) {
  return infiniteQueryOptions({
    queryKey: [...accountabilityKeys.all, 'people', q],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<AccountablePeople>(
        'GET',
        `/accountability/people${queryString({ q, cursor: pageParam })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /accountability/people/{id} */
export function accountableOptions(id: string) {
  return queryOptions({
    queryKey: [...accountabilityKeys.all, 'person', id],
    queryFn: ({ signal }) =>
      consoleApi<AccountablePage>('GET', `/accountability/people/${encodeURIComponent(id)}`, undefined, signal),
    staleTime: 5_000,
  })
}

/** Every change makes the same answers old. */
function changed(queryClient: QueryClient) {
  return {
    networkMode: 'always',
    retry: false,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: accountabilityKeys.all })
      await queryClient.invalidateQueries({ queryKey: peopleKeys.me })
    },
  } as const
}

export type Who =
  | { person_id: string }
  | { team: string }
  | { vendor: { name: string; contract: string; contact: string; voucher_id: string } }

/** POST …/assign: names who answers. */
export function assignMutation(queryClient: QueryClient, slug: string, role: AccountabilityRole) {
  return mutationOptions({
    mutationFn: (input: Who & { review_by: string }) =>
      consoleApi('POST', `/accountability/cells/${encodeURIComponent(slug)}/${role}/assign`, input),
    ...changed(queryClient),
  })
}

/** POST …/acknowledge: asks for the passkey and sends what it signed. */
export function acknowledgeMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) =>
      signedCall<{ review_due: string }>(`/accountability/assignments/${encodeURIComponent(id)}/acknowledge`, {}),
    ...changed(queryClient),
  })
}

/** POST …/withdraw: nobody answers from now on. */
export function withdrawMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      consoleApi('POST', `/accountability/assignments/${encodeURIComponent(id)}/withdraw`, { reason }),
    ...changed(queryClient),
  })
}

/** POST …/remind: at most once a day. */
export function remindMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) =>
      consoleApi<{ reminded: boolean }>('POST', `/accountability/assignments/${encodeURIComponent(id)}/remind`, {}),
    ...changed(queryClient),
  })
}

/** POST /accountability/campaigns */
export function campaignMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (input: { title: string; due: string }) => consoleApi('POST', '/accountability/campaigns', input),
    ...changed(queryClient),
  })
}

/** POST /accountability/people/{id}/hand-over */
export function handOverMutation(queryClient: QueryClient, personId: string) {
  return mutationOptions({
    mutationFn: (input: { reason: string; items: { kind: string; id: string; to: string }[] }) =>
      consoleApi<{ handed_over: number }>(
        'POST',
        `/accountability/people/${encodeURIComponent(personId)}/hand-over`,
        input,
      ),
    ...changed(queryClient),
  })
}
