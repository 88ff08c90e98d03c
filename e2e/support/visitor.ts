import { z } from 'zod'
import type { SoftPasskey } from './passkey'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The JSON body; undefined when there is none. */
  readonly body: unknown
}

const requestOptions = z.looseObject({ challenge_id: z.string(), options: z.looseObject({ challenge: z.string() }) })
const csrf = z.object({ csrfToken: z.string() })

/** A browser without a screen: keeps cookies per origin, sends the headers that a browser's own script would, follows nothing by itself. */
export class Visitor {
  /** origin → name → value */
  readonly cookies = new Map<string, Map<string, string>>()

  constructor(readonly origin: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.send(path, { method: 'GET', headers })
  }

  /** A JSON call of the console's own script. */
  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answered> {
    return this.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.origin, 'sec-fetch-site': 'same-origin', ...headers },
      body: JSON.stringify(body),
    })
  }

  /** A form, as next-auth's client sends it. */
  postForm(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> {
    return this.send(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(path, this.origin).origin,
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  /** What next-auth's client does to sign in with credentials. */
  async signIn(provider: 'passkey' | 'demo', fields: Record<string, string>): Promise<Answered> {
    const { csrfToken } = csrf.parse((await this.get('/api/auth/csrf')).body)
    return this.postForm(`/api/auth/callback/${provider}`, {
      ...fields,
      csrfToken,
      callbackUrl: this.origin,
      json: 'true',
    })
  }

  /** A whole sign-in with a passkey. */
  async signInWithPasskey(passkey: SoftPasskey): Promise<Answered> {
    const { challenge_id, options } = requestOptions.parse(
      (await this.post('/api/console/sign-in/passkey/options')).body,
    )
    return this.signIn('passkey', {
      challenge_id,
      assertion: JSON.stringify(passkey.get({ challenge: options.challenge })),
    })
  }

  /** The sealed session cookie, if there is one. */
  sessionCookie(): string | undefined {
    return this.cookies.get(this.origin)?.get('next-auth.session-token')
  }

  /** Follows redirects, as a browser's window does, until there is a page; `stop` ends it before an address is asked. */
  async follow(
    from: Answered,
    stop: (url: URL) => boolean = () => false,
  ): Promise<{ url: URL; answer: Answered | null }> {
    let answer = from
    let url = new URL(this.origin)
    for (let hops = 0; hops < 10; hops++) {
      const location = answer.headers.get('location')
      if (location === null) return { url, answer }
      url = new URL(location, url)
      if (stop(url)) return { url, answer: null }
      answer = await this.get(url.href)
    }
    throw new Error(`more than ten redirects, the last to ${url}`)
  }

  private async send(
    path: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ): Promise<Answered> {
    const url = new URL(path, this.origin)
    const jar = this.cookies.get(url.origin) ?? new Map<string, string>()
    this.cookies.set(url.origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: bodyOf(response.headers, text) }
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const gone = attributes.some(
    (attribute) => /^max-age=0$/i.test(attribute) || /^expires=thu, 01 jan 1970/i.test(attribute),
  )
  if (gone) jar.delete(name)
  else jar.set(name, pair.slice(at + 1))
}

function bodyOf(headers: Headers, text: string): unknown {
  return /\bjson\b/.test(headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : undefined
}
