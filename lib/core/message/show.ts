import { canonicalize } from '../canonical/json'
import { renderGeneric, renderSlack } from './chat'
import { renderMail } from './mail'
import { type Message, outcomeForSponsor, type Place } from './message'
import { oneLine } from './plain'
import type { Channel } from './preferences'
import { renderPush } from './push'

/** A message as the delivery log shows it: the very text, without the HTML twin of a mail. */
export function showMessage(
  message: Message,
  channel: Channel,
  place: Place,
  at: Date,
  kind: 'slack' | 'generic' = 'slack',
): { subject: string; text: string } {
  if (channel === 'email') {
    const { subject, text } = renderMail(message, place)
    return { subject, text }
  }
  if (channel === 'push') {
    const { title, body, path } = renderPush(message)
    return { subject: title, text: `${body}\n\n${path}` }
  }
  const body = kind === 'slack' ? renderSlack(message, place) : renderGeneric(message, place, at)
  return { subject: titleOf(message), text: JSON.stringify(JSON.parse(canonicalize(body)), null, 2) }
}

/** What a message says, in one line of a list. */
export function titleOf(message: Message): string {
  switch (message.kind) {
    case 'asked':
    case 'ended':
      return oneLine(`${message.agent}: ${message.sentence}`)
    case 'outcome':
      return oneLine(outcomeForSponsor(message))
    case 'collected':
      return `${message.items.length} requests, collected`
    case 'notice':
      return oneLine(message.sentence)
    case 'test':
      return 'Test message'
  }
}
