import { env } from '@/lib/platform/env'

/** True where cookies are sent over HTTPS only, which their names then say as well (`__Secure-`). */
export function secureCookies(): boolean {
  return env().baseUrl.startsWith('https://')
}

/** The name of next-auth's session cookie in this deployment. */
export function sessionCookieName(): string {
  return `${secureCookies() ? '__Secure-' : ''}next-auth.session-token`
}

/** The `Set-Cookie` value that makes the browser forget its session. */
export function clearedSessionCookie(): string {
  return `${sessionCookieName()}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax${secureCookies() ? '; Secure' : ''}`
}
