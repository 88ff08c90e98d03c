import webPush from 'web-push'
import { channelKeys } from './channel-keys'
import { env } from './env'
import type { Handed } from './mailer'
import { postOutside } from './outside'

export type PushTarget = { readonly endpoint: string; readonly p256dh: string; readonly auth: string }

const TIMEOUT_MS = 15_000

/**
 * Hands one notification to a browser's push service (RFC 8030), encrypted for that browser alone (RFC 8291) and signed with our
 * key (RFC 8292). `ttlSeconds`: how long the service keeps it for a device that is off. `topic` lets a later message about
 * the same thing take the place of one that still waits. `gone`: the device will never be reached under this address again.
 */
export async function sendPush(
  target: PushTarget,
  payload: string,
  how: { readonly ttlSeconds: number; readonly urgency: 'normal' | 'high'; readonly topic: string },
): Promise<Handed> {
  const { vapid } = channelKeys()
  const made = webPush.generateRequestDetails(
    { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
    payload,
    {
      TTL: how.ttlSeconds,
      urgency: how.urgency,
      topic: how.topic,
      contentEncoding: 'aes128gcm',
      vapidDetails: { subject: vapidSubject(), publicKey: vapid.publicKey, privateKey: vapid.privateKey },
    },
  )
  const headers = Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name, String(value)]))
  const answer = await postOutside(target.endpoint, {
    headers,
    body: made.body ?? Buffer.alloc(0),
    timeoutMs: TIMEOUT_MS,
    allowed: env().internalHosts,
  })
  if (answer.kind === 'refused') return { kind: 'gone', code: '', detail: answer.why, retryAfterSeconds: null }
  if (answer.kind === 'unreachable') return { kind: 'later', code: '', detail: answer.why, retryAfterSeconds: null }
  const { status, retryAfterSeconds } = answer
  return { kind: kindOf(status), code: String(status), detail: '', retryAfterSeconds }
}

/** RFC 8030 section 5 and RFC 8292: 404 and 410 end a subscription; 401 and 403 mean that it was made for another key of ours. */
function kindOf(status: number): Handed['kind'] {
  if (status >= 200 && status < 300) return 'accepted'
  if ([401, 403, 404, 410].includes(status)) return 'gone'
  return status === 408 || status === 429 || status >= 500 ? 'later' : 'never'
}

/** Whom a push service may write to about our messages. */
function vapidSubject(): string {
  const { smtp, baseUrl } = env()
  if (smtp) return `mailto:${smtp.from}`
  return baseUrl.startsWith('https:') ? baseUrl : 'mailto:countersign@localhost'
}
