import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '@/lib/core/net/address'
import { type Allowed, checkOutgoing } from '@/lib/core/net/hook-url'

/** What became of one POST. `refused`: it was never sent, and never will be as long as the address stays as it is. */
export type Answered =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string }

export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>

const MOST_ANSWER_BYTES = 64 * 1024

/**
 * One POST to an address that somebody else's setting names (ATTACKS 93, 97). Its name is resolved once, every address that
 * comes back must be public, and the connection goes to one that was looked at, so a name that changes its mind in between
 * gains nothing. No redirect is followed, what is answered is read to its end (or 64 KiB) and thrown away; only the status
 * counts. `allowed` names the hosts inside that the operator opened.
 */
export async function postOutside(
  address: string,
  init: {
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | Buffer
    readonly timeoutMs: number
    readonly allowed: Allowed
    readonly resolve?: Resolve
  },
): Promise<Answered> {
  const checked = checkOutgoing(address, init.allowed)
  if (!checked.ok) return { kind: 'refused', why: `The address ${checked.why}.` }
  const { url, inside } = checked
  const pinned = await pin(url, inside, init.resolve ?? resolveAll, init.timeoutMs)
  if (typeof pinned === 'string')
    return pinned === NOT_FOUND ? { kind: 'unreachable', why: pinned } : { kind: 'refused', why: pinned }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const end = (answer: Answered) => {
      clearTimeout(timer)
      resolve(answer)
    }
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...init.headers, 'content-length': String(Buffer.byteLength(init.body)) },
        lookup: pinned,
        // A connection of its own: none that was opened for another check is used again.
        agent: false,
      },
      (response) => {
        end({
          kind: 'answered',
          status: response.statusCode ?? 0,
          retryAfterSeconds: secondsOf(response.headers['retry-after']),
        })
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > MOST_ANSWER_BYTES) response.destroy()
        })
        response.on('error', () => undefined)
      },
    )
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer within ${init.timeoutMs / 1_000} seconds`)),
      init.timeoutMs,
    )
    request.on('error', (error) => end({ kind: 'unreachable', why: sentence(error) }))
    request.end(init.body)
  })
}

const NOT_FOUND = 'The name has no address.'

/** The addresses of a host, looked at; as Node's `lookup`, so that nothing is resolved again. */
async function pin(url: URL, inside: boolean, resolve: Resolve, timeoutMs: number): Promise<LookupFunction | string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const late = new Promise<[]>((done) => setTimeout(() => done([]), timeoutMs).unref())
  const found = family > 0 ? [{ address: host, family }] : await Promise.race([resolve(host).catch(() => []), late])
  const [first] = found
  if (!first) return NOT_FOUND
  if (!inside && !found.every(({ address }) => isPublicAddress(address)))
    return 'The name leads to an address that is not public.'
  return (_host, options, callback) => {
    if (options.all) callback(null, [...found])
    else callback(null, first.address, first.family)
  }
}

const resolveAll: Resolve = (host) => lookup(host, { all: true, order: 'ipv4first' })

function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null
  if (/^\d{1,6}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1_000))
}

function sentence(error: Error): string {
  const code: unknown = Reflect.get(error, 'code')
  return `${typeof code === 'string' ? `${code}: ` : ''}${error.message}`.slice(0, 300)
}
