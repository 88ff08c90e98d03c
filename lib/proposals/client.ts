import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import { signedCall } from '@/lib/identity/client'
import type { ProposalAnswer, ProposalsPage, ProposalsQuery, ProposalView, ProposeBody } from './schema'

export const proposalKeys = { all: ['proposals'] } as const

/** GET /proposals */
export function proposalsOptions(filter: Partial<Pick<ProposalsQuery, 'view' | 'kind' | 'about'>> = {}) {
  return infiniteQueryOptions({
    queryKey: [...proposalKeys.all, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<ProposalsPage>('GET', `/proposals${queryString({ ...filter, cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /proposals/{id} */
export function proposalOptions(id: string) {
  return queryOptions({
    queryKey: [...proposalKeys.all, 'one', id],
    queryFn: ({ signal }) => consoleApi<ProposalView>('GET', `/proposals/${encodeURIComponent(id)}`, undefined, signal),
  })
}

/** Everything that a proposal, once applied, may have changed. */
async function refresh(queryClient: QueryClient): Promise<void> {
  for (const noun of ['proposals', 'people', 'machines', 'boundaries', 'accountability', 'organisation', 'me'])
    await queryClient.invalidateQueries({ queryKey: [noun] })
}

/** POST /proposals: proposes, or applies at once while setting up (`applied`). */
export function proposeMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: ProposeBody) => consoleApi<ProposalAnswer>('POST', '/proposals', body),
    networkMode: 'always',
    retry: false,
    onSuccess: () => refresh(queryClient),
  })
}

/** POST /proposals/{id}/verdict with the passkey's signature. */
export function applyMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, onStatement }: { id: string; onStatement?: (statement: string) => void }) =>
      signedCall<ProposalAnswer>(`/proposals/${encodeURIComponent(id)}/verdict`, { verb: 'apply' }, onStatement),
    networkMode: 'always',
    retry: false,
    onSuccess: () => refresh(queryClient),
  })
}

/** POST /proposals/{id}/verdict */
export function refuseMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      consoleApi<ProposalAnswer>('POST', `/proposals/${encodeURIComponent(id)}/verdict`, { verb: 'refuse', reason }),
    networkMode: 'always',
    retry: false,
    onSuccess: () => refresh(queryClient),
  })
}

/** POST /proposals/{id}/withdraw */
export function withdrawMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi<ProposalView>('POST', `/proposals/${encodeURIComponent(id)}/withdraw`, {}),
    networkMode: 'always',
    retry: false,
    onSuccess: () => refresh(queryClient),
  })
}
