import { mixedScript } from './confusable'
import { countHidden } from './hidden'
import { decodePunycode } from './punycode'

/** What a reader should be told about an address before believing it. */
export type UrlFlag =
  | 'scheme.dangerous'
  | 'scheme.insecure'
  | 'host.missing'
  | 'host.punycode'
  | 'host.mixed_script'
  | 'host.address'
  | 'userinfo'
  | 'port'
  | 'hidden'

/**
 * `host` is the ASCII host as a browser would use it; `unicodeHost` is what its Punycode stands for, or null when it is
 * the same. Both are inert text.
 */
export interface DescribedUrl {
  scheme: string
  host: string
  unicodeHost: string | null
  flags: UrlFlag[]
}

/**
 * Reads an address as a browser would (so `java\nscript:` is `javascript:`) and says what is odd about it (ATTACKS 11).
 * The answer is for showing as text; an address from an agent is never made into a link.
 *
 * @returns null when the text is no absolute URL
 */
export function describeUrl(text: string): DescribedUrl | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const host = url.hostname
  const unicodeHost = host.split('.').map(unicodeLabel).join('.')
  const flags: UrlFlag[] = []
  if (!SAFE_SCHEMES.has(url.protocol)) flags.push('scheme.dangerous')
  if (url.protocol === 'http:') flags.push('scheme.insecure')
  if (host === '') flags.push('host.missing')
  if (unicodeHost !== host) flags.push('host.punycode')
  if (mixedScript(unicodeHost).length > 0) flags.push('host.mixed_script')
  if (/^[\d.]+$|^\[/.test(host)) flags.push('host.address')
  if (url.username !== '' || url.password !== '') flags.push('userinfo')
  if (url.port !== '') flags.push('port')
  if (countHidden(text) > 0 || /[\n\t]/.test(text)) flags.push('hidden')
  return { scheme: url.protocol.slice(0, -1), host, unicodeHost: unicodeHost === host ? null : unicodeHost, flags }
}

/** Everything else (`javascript:`, `data:`, `vbscript:`, `file:`, `blob:` …) may run or read something. */
const SAFE_SCHEMES = new Set(['https:', 'http:', 'mailto:'])

function unicodeLabel(label: string): string {
  return label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label
}
