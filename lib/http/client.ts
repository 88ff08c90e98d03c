import type { FieldError } from '@/lib/core/refusal'

/** What the console API said instead of an answer (RFC 9457). `status` 0: the network did not answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
    /** Every other member of the answer: what a refusal says beside its code. */
    readonly data: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail)
    this.name = 'ApiError'
  }

  /** True when nothing reached the server: nothing was approved and nothing is queued. */
  get offline(): boolean {
    return this.status === 0
  }
}

let offsetMs = 0

/** The server's clock in milliseconds, as far as the last answers tell: every countdown runs on it, not on this machine's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs
}

/** Takes the server's time from an answer; `roundTripMs` halves the error of the way back. */
export function noteServerTime(iso: string, roundTripMs = 0): void {
  const at = Date.parse(iso)
  if (Number.isFinite(at)) offsetMs = at + roundTripMs / 2 - Date.now()
}

/**
 * One call to the console API: JSON in, JSON out, the session cookie goes along, nothing is cached.
 * @throws ApiError for every answer that is not 2xx and for a network that does not answer.
 */
export async function consoleApi<T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const started = performance.now()
  const response = await fetch(`/api/console${path}`, {
    method,
    headers:
      body === undefined
        ? { accept: 'application/json' }
        : { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, 'offline', 'The server did not answer.')
  })
  const text = await response.text()
  if (!response.ok) throw problem(response.status, text)
  const answer = text === '' ? undefined : JSON.parse(text)
  if (typeof answer?.server_now === 'string') noteServerTime(answer.server_now, performance.now() - started)
  return answer
}

/** `?a=1&b=2` of the members that are set; empty when none is. */
export function queryString(query: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(key, String(value))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

function problem(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text)
    return new ApiError(
      status,
      String(body.code ?? 'unavailable'),
      String(body.detail ?? body.title ?? ''),
      body.errors ?? [],
      body,
    )
  } catch {
    return new ApiError(status, 'unavailable', `The server answered ${status}.`)
  }
}
