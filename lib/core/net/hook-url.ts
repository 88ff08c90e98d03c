import { isPublicAddress } from './address'

/** What an outgoing address may be. `allowed` names `host:port` of our own network that the operator opened. */
export type Allowed = ReadonlySet<string>

/**
 * Reads an address that we are asked to send to: a chat webhook or a device's push service (ATTACKS 93). The URL parser
 * turns `2130706433`, `0x7f.1` and `０` into the address that would be called, and that is what is looked at.
 * Refuses, with why as the end of a sentence: not https, user names, fragments, names and addresses that are not public. The
 * name's own addresses are looked at again when it is called (`sendOutside`).
 */
export function checkOutgoing(
  text: string,
  allowed: Allowed,
): { readonly ok: true; readonly url: URL; readonly inside: boolean } | { readonly ok: false; readonly why: string } {
  const no = (why: string) => ({ ok: false, why }) as const
  if (text.length > 2_048) return no('is longer than 2,048 characters')
  // What a parser would silently drop or change is not what somebody meant to write.
  if (!/^[!-~]+$/.test(text)) return no('has characters that an address cannot have')
  if (!URL.canParse(text)) return no('is not an address')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return no('names a user')
  if (url.hash !== '') return no('has a fragment')
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  const port = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port
  const inside = allowed.has(`${host}:${port}`)
  if (inside && (url.protocol === 'http:' || url.protocol === 'https:')) return { ok: true, url, inside }
  if (url.protocol !== 'https:') return no('is not https')
  if (isLiteral(host)) return isPublicAddress(host) ? { ok: true, url, inside } : no('is not a public address')
  if (!host.includes('.') || OURS.test(host)) return no('is a name of a private network')
  return { ok: true, url, inside }
}

function isLiteral(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}

/** Names that resolve inside only (RFC 6761, 6762, 8375, 9476 and habit). */
const OURS =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|onion|alt)$/
