import { consoleApi } from '@/lib/http/client'
import type { AnswerView, CheckView } from './schema'

const path = (requestId: string) => `/requests/${encodeURIComponent(requestId)}/check`

/** POST /check: a question about what is shown; the open one again while it is not answered. */
export function askCheck(requestId: string, presentationDigest: string): Promise<CheckView> {
  return consoleApi('POST', path(requestId), { presentation_digest: presentationDigest })
}

/** POST /check/{id}: the place of the choice, from 0. Once. */
export function answerCheck(requestId: string, checkId: string, choice: number): Promise<AnswerView> {
  return consoleApi('POST', `${path(requestId)}/${encodeURIComponent(checkId)}`, { choice })
}
