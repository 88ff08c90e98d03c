import { type NextRequest, NextResponse } from 'next/server'

/**
 * The headers of every page, with a nonce for its scripts. Nothing is authorised here: who may see what is asked where
 * the data is read. It stands in front under any Next host, with or without server.ts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const csp = contentSecurityPolicy(nonce, request.nextUrl.protocol === 'https:')
  const headers = new Headers(request.headers)
  // Next reads the nonce for its own scripts from this request header; layouts read it from x-nonce.
  headers.set('content-security-policy', csp)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', csp)
  for (const [name, value] of FIXED) response.headers.set(name, value)
  return response
}

// The applications under api, oauth and .well-known set headers of their own.
export const config = {
  matcher: ['/((?!_next/static|_next/image|api/v1|api/console|api/health|oauth/|\\.well-known/|favicon.ico).*)'],
}

const FIXED = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
] as const

function contentSecurityPolicy(nonce: string, secure: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Positioned popups and toasts write style attributes and elements; a style cannot read or send what a page holds,
    // because images, fonts and connections may go nowhere else.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
