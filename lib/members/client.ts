import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi, queryString } from '@/lib/http/client'
import type {
  EverySessionPage,
  InvitationsPage,
  InvitedAnswer,
  LeavingView,
  MembersPage,
  MemberView,
  PersonChoices,
  PersonPage,
  TeamChoices,
} from '@/lib/people/schema-admin'

/** Every key begins with `people`, which a change of anybody makes old. */
const key = (...rest: readonly unknown[]) => ['people', ...rest] as const

export type MembersFilter = {
  view?: 'active' | 'left'
  role?: MemberView['roles'][number] | ''
  team?: string
  q?: string
}

/** GET /people */
export function membersOptions(filter: MembersFilter) {
  return infiniteQueryOptions({
    queryKey: key('members', filter),
    queryFn: ({ pageParam, signal }) =>
      consoleApi<MembersPage>('GET', `/people${queryString({ ...filter, cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** GET /people/{id} */
export function personOptions(id: string) {
  return queryOptions({
    queryKey: key('one', id),
    queryFn: ({ signal }) => consoleApi<PersonPage>('GET', `/people/${encodeURIComponent(id)}`, undefined, signal),
  })
}

/** GET /people/{id}/leaving; asked anew each time, because it is about to be confirmed. */
export function leavingOptions(id: string) {
  return queryOptions({
    queryKey: key('leaving', id),
    queryFn: ({ signal }) =>
      consoleApi<LeavingView>('GET', `/people/${encodeURIComponent(id)}/leaving`, undefined, signal),
    staleTime: 0,
  })
}

/** GET /choices/people: active people whose name or title has these words; `role` only those who have it. */
export function personChoicesOptions(q: string, role?: 'admin' | 'compliance') {
  return queryOptions({
    queryKey: key('choices', q, role ?? ''),
    queryFn: ({ signal }) =>
      consoleApi<PersonChoices>('GET', `/choices/people${queryString({ q, role })}`, undefined, signal),
    placeholderData: (before) => before,
  })
}

/** GET /choices/teams */
export function teamChoicesOptions(q: string) {
  return queryOptions({
    queryKey: key('team-choices', q),
    queryFn: ({ signal }) => consoleApi<TeamChoices>('GET', `/choices/teams${queryString({ q })}`, undefined, signal),
    placeholderData: (before) => before,
  })
}

/** GET /every-session */
export function everySessionOptions(q: string) {
  return infiniteQueryOptions({
    queryKey: key('sessions', q),
    queryFn: ({ pageParam, signal }) =>
      consoleApi<EverySessionPage>('GET', `/every-session${queryString({ q, cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** GET /invitations */
export function invitationsOptions() {
  return infiniteQueryOptions({
    queryKey: key('invitations'),
    queryFn: ({ pageParam, signal }) =>
      consoleApi<InvitationsPage>('GET', `/invitations${queryString({ cursor: pageParam })}`, undefined, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** A write about people: everything about them is asked again. */
function write<I, T>(queryClient: QueryClient, call: (input: I) => Promise<T>) {
  return mutationOptions({
    mutationFn: call,
    networkMode: 'always',
    retry: false,
    onSuccess: async () => {
      for (const noun of ['people', 'accountability', 'me']) await queryClient.invalidateQueries({ queryKey: [noun] })
    },
  })
}

const at = (id: string) => `/people/${encodeURIComponent(id)}`

/** POST /people: adds a person; the answer's link is shown once. */
export function addPersonMutation(queryClient: QueryClient) {
  return write(queryClient, (body: { name: string; email: string; title: string }) =>
    consoleApi<InvitedAnswer>('POST', '/people', body),
  )
}

/** POST /people/{id}/invitation */
export function inviteAgainMutation(queryClient: QueryClient) {
  return write(queryClient, (id: string) => consoleApi<InvitedAnswer>('POST', `${at(id)}/invitation`, {}))
}

/** POST /people/{id} */
export function changePersonMutation(queryClient: QueryClient) {
  return write(queryClient, ({ id, ...body }: { id: string; name: string; title: string }) =>
    consoleApi<PersonPage>('POST', at(id), body),
  )
}

/** POST /people/{id}/disable */
export function disablePersonMutation(queryClient: QueryClient) {
  return write(queryClient, ({ id, ...body }: { id: string; confirmed: string[]; reason: string }) =>
    consoleApi<undefined>('POST', `${at(id)}/disable`, body),
  )
}

/** POST /people/{id}/roles/remove */
export function removeRoleMutation(queryClient: QueryClient) {
  return write(queryClient, ({ id, role }: { id: string; role: 'admin' | 'compliance' }) =>
    consoleApi<undefined>('POST', `${at(id)}/roles/remove`, { role }),
  )
}

/** POST /every-session/{handle}/end */
export function endSessionMutation(queryClient: QueryClient) {
  return write(queryClient, (handle: string) => consoleApi<undefined>('POST', `/every-session/${handle}/end`, {}))
}

/** POST /invitations/{id}/end */
export function endInvitationMutation(queryClient: QueryClient) {
  return write(queryClient, (id: string) =>
    consoleApi<undefined>('POST', `/invitations/${encodeURIComponent(id)}/end`, {}),
  )
}

/** POST /organisation */
export function nameOrganisationMutation(queryClient: QueryClient) {
  return write(queryClient, (name: string) => consoleApi<undefined>('POST', '/organisation', { name }))
}
