import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import { ApiError, consoleApi } from '@/lib/http/client'
import { inboxKeys } from '@/lib/inbox/client'

/** What is done to one or several requests that is no decision. */
export type TriageAct =
  | { kind: 'claim' }
  | { kind: 'release' }
  | { kind: 'snooze'; minutes: number }
  | { kind: 'wake' }
  | { kind: 'hand_over'; to: string; reason: string }
  | { kind: 'ask'; of: 'agent' | 'sponsor'; text: string }
  | { kind: 'answer'; questionId: string; text: string }

export type TriageInput = { ids: string[]; act: TriageAct }
/** What became of each: a refusal of one is no reason to leave the others. */
export type TriageOutcome = { done: string[]; refused: { id: string; why: string }[] }

/** POST /requests/{id}/…: one after the other, so that a slow network does not reorder them. Never queued while offline. */
export function triageMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: async ({ ids, act }: TriageInput): Promise<TriageOutcome> => {
      const outcome: TriageOutcome = { done: [], refused: [] }
      for (const id of ids) {
        try {
          await send(id, act)
          outcome.done.push(id)
        } catch (error) {
          if (!(error instanceof ApiError) || ids.length === 1) throw error
          outcome.refused.push({ id, why: error.detail })
        }
      }
      return outcome
    },
    networkMode: 'always',
    retry: false,
    onSettled: () => queryClient.invalidateQueries({ queryKey: inboxKeys.all }),
  })
}

function send(id: string, act: TriageAct): Promise<unknown> {
  const post = (path: string, body: object) => consoleApi('POST', `/requests/${encodeURIComponent(id)}${path}`, body)
  switch (act.kind) {
    case 'claim':
      return post('/claim', {})
    case 'release':
      return post('/claim/release', {})
    case 'snooze':
      return post('/snooze', { minutes: act.minutes })
    case 'wake':
      return post('/snooze/end', {})
    case 'hand_over':
      return post('/hand-over', { to: act.to, reason: act.reason })
    case 'ask':
      return post('/questions', { of: act.of, text: act.text })
    case 'answer':
      return post(`/questions/${encodeURIComponent(act.questionId)}/answer`, { text: act.text })
  }
}
