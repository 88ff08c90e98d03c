import { readCookies } from './cookies'
import { parseForm } from './form'

/** A request as next-auth's handler for Node reads it. */
export interface AuthCall {
  readonly method: 'GET' | 'POST'
  readonly query: { readonly [name: string]: string | string[]; readonly nextauth: string[] }
  readonly body: { readonly [name: string]: string }
  readonly cookies: { readonly [name: string]: string }
  readonly headers: { readonly [name: string]: string }
}

const PREFIX = '/api/auth/'
const WORD = /^[a-z-]{1,20}$/

/** A Web request as next-auth reads it; null for other methods, other paths, and a body that is no small form. */
export async function readAuthCall(request: Request): Promise<AuthCall | null> {
  const { method } = request
  const url = new URL(request.url)
  if ((method !== 'GET' && method !== 'POST') || !url.pathname.startsWith(PREFIX)) return null
  const nextauth = url.pathname.slice(PREFIX.length).split('/')
  if (nextauth.length > 2 || !nextauth.every((part) => WORD.test(part))) return null
  const form = method === 'POST' ? await parseForm(request) : new Map<string, string>()
  if (!form) return null
  // On POST everything is in the form: next-auth would hand the query on to the identity provider, `redirect_uri` included.
  const query = method === 'GET' ? Object.fromEntries(url.searchParams) : {}
  return {
    method,
    query: { ...query, nextauth },
    body: Object.fromEntries(form),
    cookies: Object.fromEntries(readCookies(request.headers)),
    headers: Object.fromEntries(request.headers),
  }
}

/** The members of Node's response that next-auth uses, kept as a Web response. */
export class AuthAnswer {
  private code = 200
  private readonly fields = new Map<string, string | readonly string[]>()
  private body: string | null = null

  status(code: number): this {
    this.code = code
    return this
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.fields.get(name.toLowerCase())
  }

  setHeader(name: string, value: string | readonly string[]): this {
    this.fields.set(name.toLowerCase(), value)
    return this
  }

  json(value: unknown): void {
    this.setHeader('content-type', 'application/json')
    this.body = JSON.stringify(value)
  }

  /** Objects are sent as JSON, as Node frameworks do; text as text and never as a page. */
  send(value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      this.json(value)
      return
    }
    if (!this.fields.has('content-type')) this.setHeader('content-type', 'text/plain; charset=utf-8')
    this.body = typeof value === 'string' ? value : ''
  }

  end(): void {}

  /** What was answered; never to be stored by anybody. */
  toResponse(): Response {
    const headers = new Headers()
    for (const [name, value] of this.fields) {
      if (typeof value === 'string') headers.set(name, value)
      else for (const one of value) headers.append(name, one)
    }
    headers.set('cache-control', 'private, no-store')
    return new Response(this.body, { status: this.code, headers })
  }
}
