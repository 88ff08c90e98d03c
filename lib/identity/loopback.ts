const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True when `host` (as in a Host header) is this very machine by name, whatever the port. */
export function isLoopbackHost(host: string | null): boolean {
  if (host === null) return false
  const name = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.exec(host)?.[1]
  return name !== undefined && LOOPBACK.has(name)
}

/**
 * True when a request was addressed to this very machine, all the way: a tunnel or proxy in front says its own name in
 * `X-Forwarded-Host`, and another site that resolves to 127.0.0.1 (DNS rebinding) says its own in `Host`.
 */
export function isLoopbackRequest(headers: Headers): boolean {
  const forwarded = headers.get('x-forwarded-host')
  return isLoopbackHost(headers.get('host')) && (forwarded === null || isLoopbackHost(forwarded))
}
