import { createTransport, type Transporter } from 'nodemailer'
import { isMailAddress } from '@/lib/core/message/mail-address'
import { env } from './env'
import { forget, once } from './once'

/** What became of one try to hand a message over. `never`: the same will be refused again; `later`: it may go through. */
export type Handed = {
  readonly kind: 'accepted' | 'later' | 'never' | 'gone' | 'not_configured'
  /** The other side's status. */
  readonly code: string
  readonly detail: string
  readonly retryAfterSeconds: number | null
}

export type OutgoingMail = {
  readonly to: string
  /** With angle brackets; the same at every try. */
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The organisation's name beside the address it comes from. */
  readonly fromName: string
}

const TIMEOUT_MS = 15_000
const MOST_CONNECTIONS = 3

/** Where mail goes, for screens: never the user's name or password. Null: nowhere. */
export function mailServer(): { host: string; tls: 'implicit' | 'starttls' | 'none'; from: string } | null {
  const { smtp } = env()
  if (!smtp) return null
  const url = new URL(smtp.url)
  return { host: url.host, tls: tlsOf(url), from: smtp.from }
}

/**
 * Hands one message to the SMTP server. It goes over TLS with a certificate that is checked, or not at all; only a server on this
 * machine may do without. One recipient, by a strict address; nothing is read from files or addresses to make it.
 */
export async function sendMail(mail: OutgoingMail): Promise<Handed> {
  const { smtp } = env()
  if (!smtp)
    return { kind: 'not_configured', code: '', detail: 'No mail server is configured.', retryAfterSeconds: null }
  if (!isMailAddress(mail.to))
    return { kind: 'never', code: '', detail: 'The address is not one that is sent to.', retryAfterSeconds: null }
  try {
    const info = await transporter().sendMail({
      from: { name: mail.fromName, address: smtp.from },
      to: { name: '', address: mail.to },
      messageId: mail.messageId,
      ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: [mail.inReplyTo] }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const response = String(info.response ?? '')
    return { kind: 'accepted', code: response.slice(0, 3), detail: response.slice(0, 200), retryAfterSeconds: null }
  } catch (error) {
    return failed(error)
  }
}

/** Closes the connections to the mail server; for a clean stop. */
export function closeMailer(): void {
  forget<Transporter>('mailer')?.close()
}

function transporter(): Transporter {
  return once('mailer', () => {
    const { smtp } = env()
    if (!smtp) throw new Error('COUNTERSIGN_SMTP_URL: no mail server')
    const url = new URL(smtp.url)
    const tls = tlsOf(url)
    return createTransport({
      pool: true,
      maxConnections: MOST_CONNECTIONS,
      maxRequeues: 0,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (tls === 'implicit' ? 465 : 587)),
      secure: tls === 'implicit',
      requireTLS: tls === 'starttls',
      ignoreTLS: false,
      ...(url.username === ''
        ? {}
        : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      dnsTimeout: TIMEOUT_MS,
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: tls !== 'none' },
    }) as Transporter
  })
}

function tlsOf(url: URL): 'implicit' | 'starttls' | 'none' {
  if (url.protocol === 'smtps:') return 'implicit'
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? 'none' : 'starttls'
}

/** A refusal for good has a 5yz reply of its own; everything else, refused sign-in included, may be put right meanwhile. */
function failed(error: unknown): Handed {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const reply: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined
  const permanent = typeof reply === 'number' && reply >= 500 && code !== 'EAUTH' && code !== 'ETLS'
  const detail = error instanceof Error ? error.message : String(error)
  return {
    kind: permanent ? 'never' : 'later',
    code: typeof reply === 'number' ? String(reply) : typeof code === 'string' ? code : '',
    detail: detail.replace(/\s+/g, ' ').slice(0, 300),
    retryAfterSeconds: null,
  }
}
