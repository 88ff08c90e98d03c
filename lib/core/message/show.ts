import { canonicalize } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { renderGeneric, renderSlack } from './chat'
import { renderMail } from './mail'
import { type Message, type Place, wordsOf } from './message'
import { oneLine } from './plain'
import type { Channel } from './preferences'
import { renderPush } from './push'
import { messageWords } from './say'

/** A message as the delivery log shows it: the very text, in the language that it was sent in, without the HTML twin of a mail. `reader` reads the log. */
export function showMessage(
  message: Message,
  channel: Channel,
  place: Place,
  at: Date,
  reader: SaidIn,
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
  return { subject: titleOf(message, reader), text: JSON.stringify(JSON.parse(canonicalize(body)), null, 2) }
}

/** What a message says, in one line of a list, to whoever reads the list. What a notice said stays as it was sent: see `noticeMessage`. */
export function titleOf(message: Message, reader: SaidIn): string {
  const { list, outcome, withheld } = messageWords(reader)
  switch (message.kind) {
    case 'asked':
    case 'ended':
      return oneLine(`${message.agent}: ${message.sentence.replaceAll(wordsOf(message).withheld, withheld)}`)
    case 'outcome':
      return oneLine(outcome[message.outcome](message))
    case 'collected':
      return list.collected(message.items.length)
    case 'notice':
      return oneLine(message.sentence)
    case 'test':
      return list.test
  }
}
