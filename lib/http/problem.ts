import type { z } from 'zod'
import { whyAskedToYou } from '@/lib/core/guard/explain'
import type { SaidIn } from '@/lib/core/language/said'
import type { FieldError, Refusal } from '@/lib/core/refusal'
import { env } from '@/lib/platform/env'
import { answerLanguage, sayingIn } from '@/lib/platform/spoken-language'
import { jsonResponse } from './json-response'
import { type ProblemRow, problems } from './problem-table'
import { internalGerman } from './problems/german'
import { sayDetail, sayRefusal } from './problems/say'

/** The body of an `application/problem+json` answer (RFC 9457), with the stable `code` that callers switch on. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  errors?: FieldError[]
  why?: string
}

/**
 * A refusal as problem+json. Two refusals with equal data give equal bytes in one language, so nothing tells unknown from
 * foreign. Only sentences are in the language of whoever asked; what a program reads is the same in each.
 */
export function problemResponse(refusal: Refusal): Response {
  const row: ProblemRow = problems[refusal.code]
  const data = new Map<string, unknown>(Object.entries(refusal))
  const language = sayingIn()
  const { title, detail } = sayRefusal(refusal, language)
  const errors = fieldErrors(refusal, row, detail, language)
  // The one other member that is a sentence.
  if (refusal.code === 'decision.check_required')
    data.set('why', refusal.why === null ? '' : whyAskedToYou(refusal.why, language))
  const shown = Object.fromEntries((row.shows ?? []).map((name) => [name, data.get(name)]))
  const headers = new Headers()
  const retryAfter = 'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : row.retryAfterSeconds
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  if (refusal.code === 'method_not_allowed') headers.set('allow', refusal.allow.join(', '))
  // RFC 6750 section 3: a refused bearer credential is answered with the scheme, and with the error when one was sent.
  if (refusal.code === 'auth.missing') headers.set('www-authenticate', 'Bearer realm="countersign"')
  if (refusal.code === 'auth.invalid')
    headers.set('www-authenticate', 'Bearer realm="countersign", error="invalid_token"')
  return send(
    {
      type: typeOf(refusal.code),
      title,
      status: row.status,
      detail,
      code: refusal.code,
      ...shown,
      ...(errors.length > 0 && { errors }),
    },
    headers,
  )
}

/** The answer to a bug of ours: says nothing about it. What happened is in the log only. */
export function internalProblem(): Response {
  const said = answerLanguage() === 'de' ? internalGerman : INTERNAL
  return send(
    { type: typeOf('internal'), title: said.title, status: 500, detail: said.detail, code: 'internal' },
    new Headers(),
  )
}

/** zod's issues as field errors with RFC 6901 pointers below `base`; an unknown member is named by its own pointer. */
export function pointedErrors(issues: readonly z.core.$ZodIssue[], base = ''): FieldError[] {
  const errors = issues.flatMap((issue) => {
    const at = base + issue.path.map((part) => `/${escapePointer(String(part))}`).join('')
    if (issue.code !== 'unrecognized_keys') return [{ pointer: at, detail: issue.message }]
    return issue.keys.map((key) => ({ pointer: `${at}/${escapePointer(key)}`, detail: 'is not a known member' }))
  })
  return errors.slice(0, MOST_ERRORS)
}

/** RFC 6901 section 3. */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

const MOST_ERRORS = 50
const INTERNAL = { title: 'Something went wrong', detail: 'This is a fault of the service.' }

/** `detail` is the sentence of the refusal itself, said already. */
function fieldErrors(refusal: Refusal, row: ProblemRow, detail: string, language: SaidIn): FieldError[] {
  if ('errors' in refusal)
    return refusal.errors.map((error) => ({ ...error, detail: sayDetail(error.detail, language) }))
  if ('pointer' in refusal) return [{ pointer: refusal.pointer, detail }]
  if ('unread' in refusal)
    return refusal.unread.map((pointer) => ({ pointer, detail: sayDetail('was not opened', language) }))
  return row.pointer === undefined ? [] : [{ pointer: row.pointer, detail }]
}

function typeOf(code: string): string {
  return `${env().baseUrl}/problems/${code}`
}

function send(body: Problem, headers: Headers): Response {
  headers.set('content-type', 'application/problem+json')
  const language = answerLanguage()
  if (language !== null) {
    headers.set('content-language', language)
    headers.set('vary', 'Cookie, Accept-Language')
  }
  return jsonResponse(body, body.status, headers)
}
