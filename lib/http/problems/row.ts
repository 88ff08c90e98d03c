import type { Refusal } from '@/lib/core/refusal'

export type RefusalCode = Refusal['code']

/** One refusal as this edge says it. `{name}` in `detail` stands for a text member of the refusal. */
export type ProblemRow = {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 415 | 422 | 429 | 503
  title: string
  detail: string
  /** The member of the body that the refusal is about. */
  pointer?: string
  /** Members of the refusal that callers may see beside `code`; everything else is private. */
  shows?: readonly string[]
  retryAfterSeconds?: number
}
