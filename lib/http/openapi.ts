import { OpenAPIHono, z } from '@hono/zod-openapi'
import { env } from '@/lib/platform/env'
import type { MachineRoute } from './machine-route'
import { type AnswerDoc, none } from './operation'
import { problems, type RefusalCode } from './problem-table'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const problemSchema = z
  .object({
    type: z.url().openapi({ description: 'Names the code; the same for every occurrence.' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().openapi({ description: 'Stable; switch on this.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: 'RFC 6901 pointer into the body, or /query/name, /header/name.' }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Problem', { description: 'RFC 9457' })

/** What any call may be answered, whatever it does. */
const always: readonly RefusalCode[] = [
  'auth.missing',
  'auth.invalid',
  'auth.wrong_kind',
  'auth.suspended',
  'request.invalid',
  'rate.limited',
  'unavailable',
]
const withBody: readonly RefusalCode[] = [
  'request.body_unreadable',
  'request.body_too_large',
  'request.unsupported_media_type',
]
const withKey: readonly RefusalCode[] = ['idempotency.mismatch', 'idempotency.in_progress', 'idempotency.key_invalid']

const made = new Map<string, OpenApiDocument>()

/** OpenAPI 3.1 of the machine API, from the same table and schemas that serve it. Made once per base URL. */
export function openApiDocument(routes: readonly MachineRoute[]): OpenApiDocument {
  const { baseUrl } = env()
  const found = made.get(baseUrl)
  if (found) return found
  const app = new OpenAPIHono()
  for (const route of routes) app.openAPIRegistry.registerPath(pathOf(route, baseUrl))
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`csk_…`), for trying things out, or an access token of the token endpoint.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'oauth2', {
    type: 'oauth2',
    description: 'Client credentials with `private_key_jwt` (RFC 7523); the token is good for ten minutes.',
    flows: { clientCredentials: { tokenUrl: `${baseUrl}/oauth/token`, scopes: {} } },
  })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Countersign machine API',
      version: '1.0.0',
      description:
        'For agents, which ask, executors, which redeem, and auditors, which check. Unknown members are refused. Times are RFC 3339 UTC. Errors are `application/problem+json` with a stable `code`.',
      license: { name: 'Proprietary', url: `${baseUrl}/` },
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    tags: [...new Set(routes.map(({ docs }) => docs.tag))].map((name) => ({ name, description: TAGS[name] ?? name })),
    security: [{ bearer: [] }, { oauth2: [] }],
  })
  made.set(baseUrl, document)
  return document
}

const TAGS: Readonly<Record<string, string>> = {
  Requests: 'An agent asks for one action, and learns what became of it.',
  Grants: 'The single-use permission that an approved request yields.',
  Executions: 'What an executor does with a redeemed grant, under a lease.',
  Catalogue: 'What may be asked for.',
  Log: 'The transparency log, for auditors.',
  Boundaries: 'Boundaries as code, for pipelines: they check, compare and propose, and never decide.',
}

type RegisteredPath = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0]

function pathOf(route: MachineRoute, baseUrl: string): RegisteredPath {
  const { docs, input } = route
  const method = route.method === 'GET' ? 'get' : 'post'
  const hasBody = method === 'post' && input.body !== none
  const headers: Record<string, string> = {
    ...docs.headers,
    ...(docs.idempotent && {
      'Idempotency-Key':
        'Quoted or bare, 1 to 255 printable ASCII characters; the same key and body gives the stored answer',
    }),
  }
  const codes = [...always, ...(hasBody ? withBody : []), ...(docs.idempotent ? withKey : []), ...docs.refusals]
  return {
    method,
    path: route.path,
    operationId: docs.id,
    tags: [docs.tag],
    summary: docs.summary,
    description: `${docs.description}\n\nFor: ${route.who.join(', ')}.`,
    security: [{ bearer: [] }, { oauth2: [] }],
    request: {
      ...(input.params !== none && { params: input.params }),
      ...(input.query !== none && { query: input.query }),
      ...(Object.keys(headers).length > 0 && {
        headers: z.object(
          Object.fromEntries(
            Object.entries(headers).map(([name, description]) => [
              name,
              z.string().optional().openapi({ description }),
            ]),
          ),
        ),
      }),
      ...(hasBody && {
        body: {
          required: true,
          content: {
            'application/json': {
              schema: input.body,
              ...(docs.bodyExample !== undefined && { example: docs.bodyExample }),
            },
          },
        },
      }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(docs.answers).map(([status, answer]) => [status, answerOf(answer, docs.idempotent === true)]),
      ),
      ...problemAnswers(codes, baseUrl),
      500: {
        description: 'A fault of the service',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

function answerOf(answer: AnswerDoc, idempotent: boolean): RegisteredPath['responses'][string] {
  const headers = {
    ...answer.headers,
    ...(idempotent && { 'Idempotency-Replayed': '`true` when this is the stored answer to the same key' }),
  }
  return {
    description: answer.description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
    ),
    content: {
      [answer.mediaType ?? 'application/json']: {
        schema: answer.schema ?? z.string(),
        ...(answer.example !== undefined && { example: answer.example }),
      },
    },
  }
}

/** One answer per status, with an example of every code that comes with it. */
function problemAnswers(codes: readonly RefusalCode[], baseUrl: string): RegisteredPath['responses'] {
  const byStatus = new Map<number, RefusalCode[]>()
  for (const code of new Set(codes))
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, theirs]) => [
      status,
      {
        description: theirs.map((code) => `\`${code}\``).join(', '),
        ...(status === 429 || status === 503
          ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'string' } } } }
          : {}),
        content: {
          'application/problem+json': {
            schema: problemSchema,
            examples: Object.fromEntries(theirs.map((code) => [code, { value: exampleOf(code, baseUrl) }])),
          },
        },
      },
    ]),
  )
}

function exampleOf(code: RefusalCode, baseUrl: string): Record<string, unknown> {
  const { status, title, detail } = problems[code]
  return {
    type: `${baseUrl}/problems/${code}`,
    title,
    status,
    detail: detail.replace('{status}', 'denied').replace('{detail}', title),
    code,
  }
}
