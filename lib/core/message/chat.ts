import type { Json } from '../canonical/json'
import { type About, linkOf, type Message, type Place, wordsOf } from './message'
import { oneLine } from './plain'
import { sayMoment } from './zone'

/**
 * A message as Slack-compatible blocks: plain text only, so that nothing in it is markup or a link, and one button that opens
 * a page. There is none that decides (ATTACKS 98): no chat can be believed for whom it speaks. What follows up says so in a message of its own, because a webhook cannot change what it posted.
 */
export function renderSlack(message: Message, place: Place): { [key: string]: Json } {
  const { lead, about } = contents(message)
  const { chat } = wordsOf(message)
  const moment = (about: About) => sayMoment(new Date(about.expires_at), place.zone, message.language)
  const plain = (text: string) => ({ type: 'plain_text', text: oneLine(text, 400), emoji: false })
  return {
    text: oneLine(lead, 400),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'section', text: plain(lead) },
      ...(about === null
        ? []
        : [
            {
              type: 'context',
              elements: [
                plain(`${about.level} · ${about.workflow} · ${about.code}`),
                ...(message.kind === 'asked' ? [plain(chat.until(moment(about)))] : []),
              ],
            },
          ]),
      {
        type: 'actions',
        elements: [{ type: 'button', text: plain(chat.open), url: linkOf(message, place), action_id: 'open' }],
      },
    ],
  }
}

/** A message as plain JSON for whatever else listens: `type`, `timestamp` and `data`, as Standard Webhooks has it. */
export function renderGeneric(message: Message, place: Place, at: Date): { [key: string]: Json } {
  const { lead, about } = contents(message)
  return {
    type: `message.${message.kind}`,
    timestamp: at.toISOString(),
    data: {
      text: oneLine(lead, 400),
      link: linkOf(message, place),
      ...(about === null
        ? {}
        : {
            request_id: about.request_id,
            level: about.level,
            agent: oneLine(about.agent, 80),
            workflow: oneLine(about.workflow, 120),
            action: oneLine(about.sentence, 200),
            code: about.code,
            expires_at: about.expires_at,
          }),
      ...('outcome' in message ? { outcome: message.outcome } : {}),
    },
  }
}

function contents(message: Message): { lead: string; about: About | null } {
  const { chat, ended, outcome } = wordsOf(message)
  switch (message.kind) {
    case 'asked':
      return {
        lead: message.again
          ? chat.again(`${message.agent}: ${message.sentence}`)
          : `${message.agent}: ${message.sentence}`,
        about: message,
      }
    case 'ended':
      return { lead: ended[message.outcome](message.code), about: message }
    case 'outcome':
      return { lead: outcome[message.outcome](message), about: message }
    case 'collected':
      return { lead: chat.collected(message.items.length), about: null }
    case 'notice':
      return { lead: message.sentence, about: null }
    case 'test':
      return { lead: chat.test(message.by), about: null }
  }
}
