import { createHmac } from 'node:crypto'
import { channelKeys } from './channel-keys'
import { env } from './env'
import type { Handed } from './mailer'
import { postOutside } from './outside'

export type ChatTarget = {
  readonly id: string
  readonly kind: 'slack' | 'generic'
  readonly sealedUrl: string
  readonly generation: number
  /** When the secret was last changed; for a day after, messages are signed with the one before as well (ATTACKS 96). */
  readonly rotatedAt: Date | null
}

const TIMEOUT_MS = 10_000
const BOTH_HOURS = 24

/**
 * Posts one message to a chat. What is generic is signed as Standard Webhooks has it: `webhook-id` is the delivery's and
 * stays the same at every try, so that a receiver can tell a copy (ATTACKS 95). What comes back is ignored but for its status.
 */
export async function postChat(target: ChatTarget, deliveryId: string, body: string, at: Date): Promise<Handed> {
  const url = channelKeys().open(target.sealedUrl, target.id)
  const answer = await postOutside(url, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Countersign',
      ...(target.kind === 'generic' ? signatures(target, deliveryId, body, at) : {}),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    allowed: env().internalHosts,
  })
  if (answer.kind === 'refused') return { kind: 'never', code: '', detail: answer.why, retryAfterSeconds: null }
  if (answer.kind === 'unreachable') return { kind: 'later', code: '', detail: answer.why, retryAfterSeconds: null }
  const { status, retryAfterSeconds } = answer
  return { kind: kindOf(status), code: String(status), detail: '', retryAfterSeconds }
}

/** The headers of Standard Webhooks: id, seconds, and a signature for each secret that counts at that moment. */
export function signatures(
  target: Pick<ChatTarget, 'id' | 'generation' | 'rotatedAt'>,
  deliveryId: string,
  body: string,
  at: Date,
): { [header: string]: string } {
  const seconds = Math.floor(at.getTime() / 1_000)
  const both =
    target.rotatedAt !== null &&
    target.generation > 1 &&
    at.getTime() - target.rotatedAt.getTime() < BOTH_HOURS * 3_600_000
  const generations = both ? [target.generation, target.generation - 1] : [target.generation]
  const signed = generations.map((generation) => {
    const key = channelKeys().hookSecret(target.id, generation)
    return `v1,${createHmac('sha256', key).update(`${deliveryId}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': deliveryId, 'webhook-timestamp': String(seconds), 'webhook-signature': signed.join(' ') }
}

/** The secret as it is handed to whoever receives (`whsec_` and base64). */
export function hookSecretText(hookId: string, generation: number): string {
  return `whsec_${channelKeys().hookSecret(hookId, generation).toString('base64')}`
}

/** A redirect is no delivery: it is not followed, and an address that moved is to be changed by a person. */
function kindOf(status: number): Handed['kind'] {
  if (status >= 200 && status < 300) return 'accepted'
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'later' : 'never'
}
