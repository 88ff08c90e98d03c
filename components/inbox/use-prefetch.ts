'use client'
import { useQueryClient } from '@tanstack/react-query'
import { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { requestOptions } from '@/lib/inbox/client'

/** How many requests after the selected one are fetched before they are asked for. */
const AHEAD = 2

/** The selected request and the next ones are there before they are asked for. */
export function usePrefetch(order: readonly string[], selected: string | null): void {
  const queryClient = useQueryClient()
  const router = useRouter()
  const at = selected === null ? 0 : Math.max(order.indexOf(selected), 0)
  const ahead = order.slice(at, at + 1 + AHEAD).join(' ')
  useEffect(() => {
    if (ahead === '') return
    for (const id of ahead.split(' ')) {
      void queryClient.prefetchQuery(requestOptions(id))
      // Whole: the page itself carries nothing of the request.
      router.prefetch(`/inbox/${id}`, { kind: PrefetchKind.FULL })
    }
  }, [ahead, queryClient, router])
}
