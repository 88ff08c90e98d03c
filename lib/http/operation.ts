import { z } from '@hono/zod-openapi'
import type { Actor } from '@/lib/core/actor'
import type { FieldError } from '@/lib/core/refusal'
import type { Result } from '@/lib/core/result'
import type { Idempotency } from '@/lib/directory/context'
import { type BodyLimit, readJsonBody } from './body'
import { readIdempotency } from './idempotency'
import { jsonResponse } from './json-response'
import { escapePointer, pointedErrors, problemResponse } from './problem'
import type { RefusalCode } from './problem-table'

/** One call, after its credential was proven and its input validated. */
export type Call<A, P, Q, B> = {
  actor: A
  /** When the call was taken up. */
  now: Date
  params: P
  query: Q
  body: B
  idempotency: Idempotency | null
  /** Headers, and the signal that tells when the client has gone. */
  request: Request
}

/** What an operation answers when it does not refuse. `body: null` goes with status 204. */
export type Reply = { status: number; body: unknown; replayed?: boolean; headers?: Readonly<Record<string, string>> }

/** One successful answer, for the document. */
export type AnswerDoc = {
  description: string
  schema?: z.ZodType
  mediaType?: string
  example?: unknown
  headers?: Readonly<Record<string, string>>
}

/** What the OpenAPI document says of an operation, beside its schemas. */
export type OperationDocs = {
  /** The verb; also the operationId. */
  id: string
  tag: string
  summary: string
  description: string
  bodyExample?: unknown
  /** Request headers beside credentials, with what they mean. */
  headers?: Readonly<Record<string, string>>
  /** Whether `Idempotency-Key` is honoured. */
  idempotent?: boolean
  answers: Readonly<Record<number, AnswerDoc>>
  /** The refusals that this operation adds to those of every call. */
  refusals: readonly RefusalCode[]
}

/** For what a call does not have: any member is refused. */
export const none = z.strictObject({})

/** An operation that identities of type `A` may call. The route table says where it lives. */
export type Operation<A> = {
  docs: OperationDocs
  params: z.ZodObject
  query: z.ZodObject
  body: z.ZodType
  serve: (taken: Taken, actor: A) => Promise<Response>
}

/** A call as the router hands it over: `path` are the decoded variables of the path, `route` names the table's row. */
export type Taken = { request: Request; now: Date; path: Readonly<Record<string, string>>; route: string }

type Definition<A, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = {
  docs: OperationDocs
  params: P
  query: Q
  body: B
  /** For the few calls whose body may be larger than others'. */
  bodyLimit?: BodyLimit
  handle: (call: Call<A, z.output<P>, z.output<Q>, z.output<B>>) => Promise<Result<Reply> | Response>
}

/**
 * Makes operations for one kind of identity: input is validated once, here; the handler gets typed data and calls one
 * verb or one read. Order: path (a malformed id is not found), query, body, idempotency key, handler.
 */
export function operationFor<A extends Actor>() {
  return <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
    definition: Definition<A, P, Q, B>,
  ): Operation<A> => ({
    ...definition,
    async serve({ request, now, path, route }, actor) {
      const params = definition.params.safeParse(path)
      if (!params.success) return problemResponse({ code: 'not_found' })
      const raw = readQuery(request.url)
      if (!raw.ok) return invalid(raw.errors)
      const query = definition.query.safeParse(raw.query)
      if (!query.success) return invalid(pointedErrors(query.error.issues, '/query'))
      const sent = isRead(request) ? NO_BODY : await readJsonBody(request, definition.bodyLimit)
      if (!sent.ok) return problemResponse(sent.refusal)
      const body = definition.body.safeParse(sent.value.value)
      if (!body.success) return invalid(pointedErrors(body.error.issues))
      const header = definition.docs.idempotent ? request.headers.get('idempotency-key') : null
      const idempotency = readIdempotency(header, route, path, sent.value.value)
      if (!idempotency.ok) return problemResponse(idempotency.refusal)
      const answer = await definition.handle({
        actor,
        now,
        params: params.data,
        query: query.data,
        body: body.data,
        idempotency: idempotency.value,
        request,
      })
      if (answer instanceof Response) return answer
      return answer.ok ? replyResponse(answer.value) : problemResponse(answer.refusal)
    },
  })
}

/** True for the methods that carry no body and change nothing. */
export function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

const NO_BODY = { ok: true, value: { present: false, value: {} } } as const

/** Each parameter once: what is sent twice could be read differently by two readers. No U+0000, which no column can hold. */
function readQuery(url: string): { ok: true; query: Record<string, string> } | { ok: false; errors: FieldError[] } {
  const entries = [...new URL(url).searchParams]
  const errors = entries.flatMap(([name, value], at) => {
    const pointer = `/query/${escapePointer(name)}`
    if (entries.findIndex(([earlier]) => earlier === name) !== at)
      return [{ pointer, detail: 'is given more than once' }]
    return `${name}${value}`.includes('\0') ? [{ pointer, detail: 'has a character that is not allowed' }] : []
  })
  return errors.length === 0
    ? { ok: true, query: Object.fromEntries(entries) }
    : { ok: false, errors: errors.slice(0, 50) }
}

function invalid(errors: FieldError[]): Response {
  return problemResponse({ code: 'request.invalid', errors })
}

function replyResponse(reply: Reply): Response {
  const headers = new Headers(reply.headers)
  if (reply.replayed) headers.set('idempotency-replayed', 'true')
  if (reply.status === 204) return new Response(null, { status: 204, headers })
  headers.set('content-type', 'application/json')
  return jsonResponse(reply.body, reply.status, headers)
}
