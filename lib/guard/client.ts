import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi } from '@/lib/http/client'
import type { AnswerView, CheckView, GuardSettingsView } from './schema'

const path = (requestId: string) => `/requests/${encodeURIComponent(requestId)}/check`

/** POST /check: a question about what is shown; the open one again while it is not answered. */
export function askCheck(requestId: string, presentationDigest: string): Promise<CheckView> {
  return consoleApi('POST', path(requestId), { presentation_digest: presentationDigest })
}

/** POST /check/{id}: the place of the choice, from 0. Once. */
export function answerCheck(requestId: string, checkId: string, choice: number): Promise<AnswerView> {
  return consoleApi('POST', `${path(requestId)}/${encodeURIComponent(checkId)}`, { choice })
}

/** GET /organisation/guard */
export function guardSettingsOptions() {
  return queryOptions({
    queryKey: ['organisation', 'guard'],
    queryFn: ({ signal }) => consoleApi<GuardSettingsView>('GET', '/organisation/guard', undefined, signal),
  })
}

/** POST /organisation/guard: stricter, at once. */
export function strengthenMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (numbers: GuardSettingsView) => consoleApi<undefined>('POST', '/organisation/guard', numbers),
    networkMode: 'always',
    retry: false,
    // Refused, it was stricter already than this page knew.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['organisation'] }),
  })
}
