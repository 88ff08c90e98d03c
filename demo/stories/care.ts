import type { Wish } from '../wire'
import type { Draw, Story } from './story'

function ask(says: string, action: string, resource: string, params: Wish['params'], justification: string): Story {
  return {
    agent: 'support-agent',
    says,
    wish: { workflow: 'customer-care', action, resource, params, executor: 'message-runner', justification },
  }
}

export const careStories = {
  messageToDelayed: (draw: Draw): Story[] => {
    const recipients = draw.int(24, 400)
    return [
      ask(
        `write to ${recipients} customers with delayed orders`,
        'care.send_message',
        'segment:delayed-orders',
        { template: 'delivery-delay', recipients, subject: `Your order arrives ${draw.int(1, 4)} days later` },
        'The carrier announced a delay this morning.',
      ),
    ]
  },
  messageInOwnWords: (draw: Draw): Story[] => {
    const recipients = draw.int(30, 90)
    // Longer than a screen: it has to be opened before it can be approved.
    const body = Array.from(
      { length: 24 },
      (_, n) =>
        `${n + 1}. We are sorry that delivery ${n + 1} of your order is late. It left our warehouse and is on its way to you.`,
    ).join('\n\n')
    return [
      ask(
        `write a text of its own to ${recipients} customers`,
        'care.send_message',
        'segment:delayed-orders',
        { template: 'delivery-delay', recipients, subject: 'About your order', body },
        'The template does not mention partial deliveries.',
      ),
    ]
  },
  addNote: (draw: Draw): Story[] => [
    ask(
      'add a note to a customer',
      'care.add_note',
      `customer:${draw.pick(['1204', '3017', '6633'])}`,
      { note: 'Prefers delivery before noon.' },
      'The customer asked for it on the phone.',
    ),
  ],
}
