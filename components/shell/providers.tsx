'use client'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LiveRegion } from '@/components/ui/live-region'
import { ApiError, sayFaults } from '@/lib/http/client'
import { followDevice } from './theme'

/** A session that is over leads to sign-in and back to the same page. Who may do what is decided by the API alone. */
function leaveForSignIn(error: Error): void {
  if (!(error instanceof ApiError) || error.status !== 401) return
  const { pathname, search } = window.location
  if (pathname.startsWith('/sign-in') || pathname.startsWith('/welcome')) return
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`)
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveForSignIn }),
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
        refetchOnWindowFocus: true,
      },
      mutations: { onError: leaveForSignIn },
    },
  })
}

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  useEffect(followDevice, [])
  const t = useTranslations('words')
  useEffect(
    () => sayFaults({ noAnswer: t('noAnswer'), answered: (status) => t('answered', { status: String(status) }) }),
    [t],
  )
  return (
    <CSPProvider {...(nonce ? { nonce } : {})}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>{children}</NuqsAdapter>
        <LiveRegion />
      </QueryClientProvider>
    </CSPProvider>
  )
}
