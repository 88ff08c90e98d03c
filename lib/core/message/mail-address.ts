/** RFC 5321: octets of a local part and of a whole path. */
const LOCAL_MAX = 64
const WHOLE_MAX = 254

/**
 * True for an address that we send to: a strict ASCII addr-spec (RFC 5322 dot-atom, no quoted local part, no comment, no
 * list, no display name), to a host name with a dot or to `localhost`. What mail parsers are known to misread is refused here, before one
 * sees it: comma lists, quoted local parts, look-alikes of `@`, markup, line breaks (ATTACKS 92).
 */
export function isMailAddress(text: string): boolean {
  if (text.length > WHOLE_MAX) return false
  const at = text.indexOf('@')
  if (at < 1 || at > LOCAL_MAX) return false
  const domain = text.slice(at + 1)
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(text.slice(0, at))) return false
  if (domain === 'localhost') return true
  return /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(domain)
}
