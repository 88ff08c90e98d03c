/**
 * Whether an IP address is one of the public internet, for requests that somebody else's setting makes us send (ATTACKS 93).
 * Closed: whatever is not understood, reserved, or reaches a private network by translation is not public.
 */
export function isPublicAddress(text: string): boolean {
  const address = text.replace(/%.*$/, '')
  const four = parseV4(address)
  if (four !== null) return isPublicV4(four)
  const six = parseV6(address)
  return six !== null && isPublicV6(six)
}

/** [network, bits] of every special-purpose IPv4 block (RFC 6890 and after). */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Four octets as one number; null for every spelling but the dotted decimal one without leading zeros. */
function parseV4(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

function isPublicV4(address: number): boolean {
  return !NOT_PUBLIC_V4.some(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(address / size) === Math.floor((parseV4(network) ?? 0) / size)
  })
}

/** Eight groups of sixteen bits; null when it is no IPv6 address. The last two may be written as an IPv4 address. */
function parseV6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half) => groups(half))
  if (head === null || head === undefined || tail === null) return null
  if (tail === undefined) return head.length === 8 ? head : null
  const zeros = 8 - head.length - tail.length
  return zeros < 1 ? null : [...head, ...Array<number>(zeros).fill(0), ...tail]
}

function groups(text: string): number[] | null {
  if (text === '') return []
  const out: number[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    const four = at === parts.length - 1 ? parseV4(part) : null
    if (four !== null) out.push(Math.floor(four / 65_536), four % 65_536)
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16))
    else return null
  }
  return out
}

function isPublicV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  const embedded = (high: number, low: number) => isPublicV4(high * 65_536 + low)
  // Mapped (::ffff:0:0/96) and translated (64:ff9b::/96) addresses reach the IPv4 address inside; so do 6to4 routers.
  if (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff) return embedded(g, h)
  if (a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0) return embedded(g, h)
  if (a === 0x2002) return embedded(b, c)
  // Only 2000::/3 is given out; documentation and what the registry keeps for protocols are not.
  if (a < 0x2000 || a > 0x3fff) return false
  if (a === 0x2001 && (b < 0x0200 || b === 0x0db8)) return false
  return !(a === 0x3fff && b < 0x1000)
}
