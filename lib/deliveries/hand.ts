import { renderGeneric, renderSlack } from '@/lib/core/message/chat'
import { messageId, renderMail } from '@/lib/core/message/mail'
import type { Message, Place } from '@/lib/core/message/message'
import { renderPush } from '@/lib/core/message/push'
import { postChat } from '@/lib/platform/chat'
import { type Handed, sendMail } from '@/lib/platform/mailer'
import { sendPush } from '@/lib/platform/push'
import type { Device, Hook } from './store'

/** To whom a message goes, with what is needed to reach them. */
export type Reach =
  | { readonly channel: 'email'; readonly address: string }
  | { readonly channel: 'push'; readonly device: Device }
  | { readonly channel: 'chat'; readonly hook: Hook }

/** How long a push service keeps what has no deadline, in seconds. */
const KEEP_SECONDS = 24 * 3_600

/** Renders a message for its channel and hands it over, once. `follows` is the delivery whose thread it goes on. */
export function handOver(
  message: Message,
  to: Reach,
  delivery: { readonly id: string; readonly follows: string | null },
  place: Place,
  now: Date,
): Promise<Handed> {
  switch (to.channel) {
    case 'email': {
      const host = new URL(place.baseUrl).hostname
      return sendMail({
        to: to.address,
        fromName: place.organisation,
        messageId: messageId(delivery.id, host),
        inReplyTo: delivery.follows === null ? null : messageId(delivery.follows, host),
        ...renderMail(message, place),
      })
    }
    case 'push': {
      const payload = renderPush(message)
      const left =
        payload.until === null ? KEEP_SECONDS : Math.ceil((Date.parse(payload.until) - now.getTime()) / 1_000)
      return sendPush(to.device, JSON.stringify(payload), {
        ttlSeconds: Math.max(0, Math.min(left, KEEP_SECONDS)),
        urgency: message.kind === 'asked' ? 'high' : 'normal',
        // At most 32 characters of base64url: the random end of an id tells it from every other.
        topic: payload.tag.replace(/[^A-Za-z0-9_-]/g, '').slice(-32),
      })
    }
    case 'chat':
      return postChat(
        to.hook,
        delivery.id,
        JSON.stringify(to.hook.kind === 'slack' ? renderSlack(message, place) : renderGeneric(message, place, now)),
        now,
      )
  }
}
