import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import type { DemoMachine } from '@/prisma/seed/demo-file'

/** The server said no; `code` is the stable code of its problem document. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${status} ${code}: ${detail}`)
  }
}

export interface Call {
  readonly method: 'GET' | 'POST'
  /** Below the base URL. */
  readonly path: string
  readonly body?: unknown
  /** Seconds of a long poll. */
  readonly wait?: number
  /** Sent with every attempt, so that an answer lost on the way is given again and nothing happens twice. */
  readonly idempotencyKey?: string
}

/** How a machine proves itself: the plain API key, or a signed assertion for a ten-minute token (RFC 7523). */
export type Proof = 'api_key' | 'private_key_jwt'

/** Attempts while the server is away or busy; with the back-off below, a bit over two minutes. */
const ATTEMPTS = 10
/** RFC 9457 from the API, RFC 6749 section 5.2 from the token endpoint. */
const problem = z.union([
  z.object({ code: z.string(), detail: z.string().default('') }),
  z
    .object({ error: z.string(), error_description: z.string().default('') })
    .transform(({ error, error_description }) => ({ code: error, detail: error_description })),
])
const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() })

/** One machine that talks to the public API: proves itself, backs off when the server is busy or away, says honestly what failed. */
export class MachineClient {
  #token: { readonly value: string; readonly until: number } | null = null

  constructor(
    private readonly baseUrl: string,
    private readonly machine: DemoMachine,
    private readonly proof: Proof,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * One call, its answer parsed by `schema`. Throws ApiProblem for an answer that repeating would not change; network
   * faults, 429 and 503 are tried again after Retry-After or with growing pauses.
   */
  async call<S extends z.ZodType>(schema: S, call: Call): Promise<z.output<S>> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#once(call)
      if (outcome instanceof Response) {
        if (outcome.ok) return schema.parse(await outcome.json())
        const refused = await readProblem(outcome)
        const renewable = outcome.status === 401 && this.proof === 'private_key_jwt' && attempt === 1
        if (renewable) this.#token = null
        else if (attempt >= ATTEMPTS || ![429, 503].includes(outcome.status)) throw refused
        await this.#pause(attempt, renewable ? 0 : Number(outcome.headers.get('retry-after')))
      } else {
        if (attempt >= ATTEMPTS) throw outcome
        await this.#pause(attempt, 0)
      }
    }
  }

  async #once(call: Call): Promise<Response | Error> {
    try {
      const bearer = this.proof === 'api_key' ? this.machine.api_key : await this.#accessToken()
      return await fetch(`${this.baseUrl}${call.path}`, {
        method: call.method,
        headers: {
          authorization: `Bearer ${bearer}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(call.wait === undefined ? {} : { prefer: `wait=${call.wait}` }),
          ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: this.#within((call.wait ?? 0) + 30),
      })
    } catch (error) {
      if (this.signal.aborted || error instanceof ApiProblem) throw error
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  /** Seconds between attempts: what the server asks, else 0.5, 1, 2 … 30, spread so that agents do not come all at once. */
  async #pause(attempt: number, retryAfter: number): Promise<void> {
    const seconds = retryAfter > 0 ? Math.min(retryAfter, 120) : Math.min(0.5 * 2 ** (attempt - 1), 30)
    await sleep(seconds * 1000 * (1 + Math.random() / 4), undefined, { signal: this.signal })
  }

  async #accessToken(): Promise<string> {
    // A minute before its end a token is as good as over: the call may take that long.
    if (this.#token && this.#token.until > Date.now() + 60_000) return this.#token.value
    const { d, x, y, kid, kty, crv, alg } = this.machine.private_jwk
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg, kid })
      .setIssuer(this.machine.id)
      .setSubject(this.machine.id)
      .setAudience(`${this.baseUrl}/oauth/token`)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(await importJWK({ kty, crv, x, y, d }, alg))
    const response = await fetch(`${this.baseUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.machine.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
      signal: this.#within(30),
    })
    if (!response.ok) {
      const refused = await readProblem(response)
      // Busy is not refused: those two are tried again like everything else.
      throw [429, 503].includes(response.status) ? new Error(refused.message) : refused
    }
    const { access_token, expires_in } = tokenAnswer.parse(await response.json())
    this.#token = { value: access_token, until: Date.now() + expires_in * 1000 }
    return access_token
  }

  #within(seconds: number): AbortSignal {
    return AbortSignal.any([this.signal, AbortSignal.timeout(seconds * 1000)])
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const parsed = problem.safeParse(await response.json().catch(() => null))
  if (!parsed.success) return new ApiProblem(response.status, 'unreadable', response.statusText)
  return new ApiProblem(response.status, parsed.data.code, parsed.data.detail)
}
