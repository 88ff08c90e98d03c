import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { PinnedTest, SimulationSummary, TestWish } from '@/lib/core/boundary/analysis'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { ApiError, consoleApi, queryString } from '@/lib/http/client'
import { signedCall } from '@/lib/identity/client'
import type { commentBody, createWorkflowBody, reviewBody, submitChangeBody } from './schema'
import type {
  BoundaryView,
  CheckView,
  CompareView,
  SimulationLine,
  TryView,
  WorkflowsPage,
  WorkflowView,
} from './schema-views'

/** Everything of this noun begins with its name: a change of any boundary makes all of it old. */
export const boundaryKeys = { all: ['boundaries'], draft: (slug: string) => ['boundaries', 'draft', slug] } as const

export type WorkflowsFilter = { view: 'all' | 'mine' | 'gaps' | 'in_review'; q: string }
/** What of a draft is judged, and what is stored of it. */
export type JudgedContent = { cedar: string; catalogue: CatalogueJson }
export type CheckedContent = JudgedContent & { tests: PinnedTest[] }
export type DraftContent = CheckedContent & { title: string; note: string; ticket: string }

const at = (slug: string, rest = '') => `/workflows/${encodeURIComponent(slug)}${rest}`

/** GET /workflows */
export function workflowsOptions(filter: WorkflowsFilter) {
  return infiniteQueryOptions({
    queryKey: [...boundaryKeys.all, 'workflows', filter],
    queryFn: ({ pageParam, signal }) =>
      consoleApi<WorkflowsPage>(
        'GET',
        `/workflows${queryString({ ...filter, cursor: pageParam, limit: 50 })}`,
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })
}

/** GET /workflows/{slug} */
export function workflowOptions(slug: string) {
  return queryOptions({
    queryKey: [...boundaryKeys.all, 'workflow', slug],
    queryFn: ({ signal }) => consoleApi<WorkflowView>('GET', at(slug), undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /workflows/{slug}/draft: the version that is open, as a draft or in review. */
export function draftOptions(slug: string) {
  return queryOptions({
    queryKey: boundaryKeys.draft(slug),
    queryFn: ({ signal }) => consoleApi<BoundaryView>('GET', at(slug, '/draft'), undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /workflows/{slug}/versions/{version} */
export function versionOptions(slug: string, version: number) {
  return queryOptions({
    queryKey: [...boundaryKeys.all, 'version', slug, version],
    queryFn: ({ signal }) => consoleApi<BoundaryView>('GET', at(slug, `/versions/${version}`), undefined, signal),
    staleTime: 5_000,
  })
}

/** GET /workflows/{slug}/compare */
export function compareOptions(slug: string, from: number, to: number) {
  return queryOptions({
    queryKey: [...boundaryKeys.all, 'compare', slug, from, to],
    queryFn: ({ signal }) =>
      consoleApi<CompareView>('GET', at(slug, `/compare${queryString({ from, to })}`), undefined, signal),
    staleTime: 60_000,
  })
}

/** POST /workflows */
export function createWorkflowMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: z.input<typeof createWorkflowBody>) => consoleApi<WorkflowView>('POST', '/workflows', body),
    ...once(queryClient),
  })
}

export type WorkflowStep = { step: 'open'; from_version?: number } | { step: 'discard' | 'withdraw' }

/** The steps of a workflow that need no more than their name. */
export function stepMutation(queryClient: QueryClient, slug: string) {
  return mutationOptions({
    mutationFn: ({ step, ...body }: WorkflowStep) => consoleApi<unknown>('POST', at(slug, STEP_PATHS[step]), body),
    ...once(queryClient),
  })
}

const STEP_PATHS: Record<WorkflowStep['step'], string> = {
  open: '/draft',
  discard: '/draft/discard',
  withdraw: '/draft/withdraw',
}

/** POST /workflows/{slug}/suspend */
export function suspendMutation(queryClient: QueryClient, slug: string) {
  return mutationOptions({
    mutationFn: (reason: string) => consoleApi<unknown>('POST', at(slug, '/suspend'), { reason }),
    ...once(queryClient),
  })
}

/** POST /workflows/{slug}/owners/{personId}/remove */
export function removeOwnerMutation(queryClient: QueryClient, slug: string) {
  return mutationOptions({
    mutationFn: (personId: string) =>
      consoleApi<unknown>('POST', at(slug, `/owners/${encodeURIComponent(personId)}/remove`), {}),
    ...once(queryClient),
  })
}

/** POST /workflows/{slug}/draft/submit */
export function submitMutation(queryClient: QueryClient, slug: string) {
  return mutationOptions({
    mutationFn: (body: z.input<typeof submitChangeBody>) =>
      consoleApi<unknown>('POST', at(slug, '/draft/submit'), body),
    ...once(queryClient),
  })
}

export type Review = Omit<z.input<typeof reviewBody>, 'signature'>
export type ReviewAnswer = { activated?: boolean; status?: string; version?: number }

/** POST /workflows/{slug}/draft/review; an approval is signed by a passkey over the change's digest. */
export function reviewMutation(queryClient: QueryClient, slug: string, onStatement: (statement: string) => void) {
  return mutationOptions({
    mutationFn: (body: Review) => signedCall<ReviewAnswer>(at(slug, '/draft/review'), body, onStatement),
    ...once(queryClient),
  })
}

export type CommentStep = ({ kind: 'write' } & z.input<typeof commentBody>) | { kind: 'resolve'; id: string }

/** POST /workflows/{slug}/draft/comments and /workflows/{slug}/comments/{id}/resolve */
export function commentMutation(queryClient: QueryClient, slug: string) {
  return mutationOptions({
    mutationFn: (step: CommentStep) =>
      step.kind === 'write'
        ? consoleApi<unknown>('POST', at(slug, '/draft/comments'), { rule: step.rule, text: step.text })
        : consoleApi<unknown>('POST', at(slug, `/comments/${encodeURIComponent(step.id)}/resolve`), {}),
    ...once(queryClient),
  })
}

/** POST /workflows/{slug}/draft/check: what is wrong with a text, and what it says. Nothing is stored. */
export function checkDraft(slug: string, content: CheckedContent, signal: AbortSignal): Promise<CheckView> {
  return consoleApi<CheckView>('POST', at(slug, '/draft/check'), content, signal)
}

/** POST /workflows/{slug}/draft/save. `edits` is what was read. @throws ApiError `draft.changed` when somebody saved meanwhile. */
export function saveDraft(slug: string, content: DraftContent & { edits: number }): Promise<{ edits: number }> {
  return consoleApi<{ edits: number }>('POST', at(slug, '/draft/save'), content)
}

/** POST /workflows/{slug}/draft/try: what would happen to this one. Nothing is stored. */
export function tryWish(
  slug: string,
  body: JudgedContent & { wish: TestWish },
  signal?: AbortSignal,
): Promise<TryView> {
  return consoleApi<TryView>('POST', at(slug, '/draft/try'), body, signal)
}

/**
 * POST /workflows/{slug}/draft/simulate: recorded requests judged again by the text. `onProgress` is told how far it is.
 * @throws ApiError when it was refused or broke off; without words where nobody said any.
 */
export async function simulateDraft(
  slug: string,
  body: JudgedContent & { last: number },
  onProgress: (progress: { done: number; of: number }) => void,
  signal: AbortSignal,
): Promise<SimulationSummary> {
  for await (const line of linesOf(at(slug, '/draft/simulate'), body, signal)) {
    const said = JSON.parse(line) as SimulationLine
    if ('progress' in said) onProgress(said.progress)
    else if ('failed' in said) throw new ApiError(500, 'unavailable', said.failed)
    else return said.result
  }
  throw new ApiError(0, 'offline', '')
}

/** The lines of an answer as they come. */
async function* linesOf(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(`/api/console${path}`, {
    method: 'POST',
    headers: { accept: 'application/x-ndjson', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
    signal,
  })
  if (!response.ok || response.body === null) {
    const problem = await response.json().catch(() => ({}))
    throw new ApiError(response.status, String(problem.code ?? 'unavailable'), String(problem.detail ?? ''))
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line.trim() !== '') yield line
    if (done) return
  }
}

/** A write happens once, online, and makes everything of the noun old. */
function once(queryClient: QueryClient) {
  return {
    networkMode: 'always',
    retry: false,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: boundaryKeys.all })
    },
  } as const
}
