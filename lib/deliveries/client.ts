import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type { DeliveriesPage, DeliveryDetail, DeliveryView } from './schema'

const key = (...rest: readonly unknown[]) => ['deliveries', ...rest] as const
/** What is under way changes within seconds, and nothing announces it. */
const EVERY_MS = 4_000

export type DeliveriesFilter = {
  status?: DeliveryView['status'] | ''
  channel?: DeliveryView['channel'] | ''
  person?: string
  about?: string
}

/** GET /deliveries */
export function deliveriesOptions(filter: DeliveriesFilter) {
  return infiniteQueryOptions({
    queryKey: key('pages', filter),
    queryFn: ({ pageParam, signal }) =>
      consoleApi<DeliveriesPage>(
        'GET',
        `/deliveries${queryString({ ...filter, cursor: pageParam })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: EVERY_MS,
  })
}

/** GET /deliveries/{id} */
export function deliveryOptions(id: string) {
  return queryOptions({
    queryKey: key('one', id),
    queryFn: ({ signal }) => consoleApi<DeliveryDetail>('GET', `/deliveries/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'due' ? 1_500 : false),
  })
}

/** POST /deliveries/{id}/resend */
export function resendMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi<DeliveryDetail>('POST', `/deliveries/${id}/resend`, {}),
    retry: false,
    onSuccess: (detail) => {
      queryClient.setQueryData(key('one', detail.id), detail)
      return queryClient.invalidateQueries({ queryKey: key() })
    },
  })
}
