import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type {
  ChangeBody,
  ChangeRuntimeBody,
  Choices,
  CredentialBody,
  CredentialIssued,
  MachinesPage,
  MachineView,
  Overlaps,
  RegisterBody,
  RegisterRuntimeBody,
  RuntimesPage,
  RuntimeView,
} from './schema'

// Everything under one name: the live stream calls it old by that name.
const machineKeys = {
  all: ['machines'],
  list: ['machines', 'list'],
  runtimes: ['machines', 'runtimes'],
} as const

export type MachineFilter = { kind: string; status: string; q: string }

/** GET /machines */
export function machinesOptions(filter: MachineFilter) {
  return infiniteQueryOptions({
    queryKey: [...machineKeys.list, filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<MachinesPage>(
        'GET',
        `/machines${queryString({ ...filter, cursor: pageParam, limit: 100 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /machines/{id} */
export function machineOptions(id: string) {
  return queryOptions({
    queryKey: [...machineKeys.all, 'one', id],
    queryFn: ({ signal }) => consoleApi<MachineView>('GET', `/machines/${encodeURIComponent(id)}`, undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /runtimes */
export function runtimesOptions(filter: { status: string; q: string }) {
  return infiniteQueryOptions({
    queryKey: [...machineKeys.runtimes, filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<RuntimesPage>(
        'GET',
        `/runtimes${queryString({ ...filter, cursor: pageParam, limit: 100 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /runtimes/{id} */
export function runtimeOptions(id: string) {
  return queryOptions({
    queryKey: [...machineKeys.runtimes, 'one', id],
    queryFn: ({ signal }) => consoleApi<RuntimeView>('GET', `/runtimes/${encodeURIComponent(id)}`, undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /machines/overlaps */
export function overlapsOptions() {
  return queryOptions({
    queryKey: [...machineKeys.all, 'overlaps'],
    queryFn: ({ signal }) => consoleApi<Overlaps>('GET', '/machines/overlaps', undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /machines/choices: what the forms offer. */
export function choicesOptions() {
  return queryOptions({
    queryKey: [...machineKeys.all, 'choices'],
    queryFn: ({ signal }) => consoleApi<Choices>('GET', '/machines/choices', undefined, signal),
    staleTime: 30_000,
  })
}

/** A write whose answer makes everything known of machines old. */
function writing<Input, Output>(queryClient: QueryClient, send: (input: Input) => Promise<Output>) {
  return mutationOptions({
    mutationFn: send,
    networkMode: 'always',
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: machineKeys.all }),
  })
}

/** POST /machines */
export function registerMutation(queryClient: QueryClient) {
  return writing(queryClient, (body: RegisterBody) => consoleApi<{ id: string }>('POST', '/machines', body))
}

/** POST /machines/{id}/change */
export function changeMutation(queryClient: QueryClient) {
  return writing(queryClient, ({ id, ...body }: ChangeBody & { id: string }) =>
    consoleApi('POST', `/machines/${encodeURIComponent(id)}/change`, body),
  )
}

/** POST /runtimes */
export function registerRuntimeMutation(queryClient: QueryClient) {
  return writing(queryClient, (body: RegisterRuntimeBody) => consoleApi<{ id: string }>('POST', '/runtimes', body))
}

/** POST /runtimes/{id}/change */
export function changeRuntimeMutation(queryClient: QueryClient) {
  return writing(queryClient, ({ id, ...body }: ChangeRuntimeBody & { id: string }) =>
    consoleApi('POST', `/runtimes/${encodeURIComponent(id)}/change`, body),
  )
}

/** What is stopped or let go on, and how: one of the addresses below it. */
export type Standing = {
  of: 'machines' | 'runtimes'
  id: string
  verb: 'suspend' | 'quarantine' | 'retire' | 'resume'
  reason: string
}
export type StoppedAnswer = { ended?: { cancelled: number; revoked: number; unknown: number } }

/** POST /machines/{id}/suspend and the like: it has happened when this answers. */
export function standingMutation(queryClient: QueryClient) {
  return writing(queryClient, ({ of, id, verb, reason }: Standing) =>
    consoleApi<StoppedAnswer>('POST', `/${of}/${encodeURIComponent(id)}/${verb}`, { reason }),
  )
}

/** POST /machines/{id}/credentials. A key is in this answer only; nothing keeps it once the sheet is closed. */
export function issueMutation(queryClient: QueryClient) {
  return {
    ...writing(queryClient, ({ id, ...body }: CredentialBody & { id: string }) =>
      consoleApi<CredentialIssued>('POST', `/machines/${encodeURIComponent(id)}/credentials`, body),
    ),
    gcTime: 0,
  }
}

/** POST /machines/{id}/credentials/{credentialId}/revoke */
export function revokeCredentialMutation(queryClient: QueryClient) {
  return writing(queryClient, ({ id, credentialId }: { id: string; credentialId: string }) =>
    consoleApi(
      'POST',
      `/machines/${encodeURIComponent(id)}/credentials/${encodeURIComponent(credentialId)}/revoke`,
      {},
    ),
  )
}
