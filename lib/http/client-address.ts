/**
 * The address of the client, or null when nobody trustworthy says it.
 *
 * `X-Forwarded-For` is written by whoever likes to; only the last `trustedProxies` entries were appended by our own
 * proxies, and the first of those is the client (ATTACKS 111). Without proxies of our own the header is not read and the
 * peer of the connection counts.
 */
export function clientAddress(headers: Headers, peer: string | undefined, trustedProxies: number): string | null {
  if (trustedProxies === 0) return peer ?? null
  const hops = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
  return hops.at(-trustedProxies) ?? hops.at(0) ?? peer ?? null
}
