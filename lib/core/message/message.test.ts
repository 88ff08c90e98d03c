import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countHidden } from '../text/hidden'
import { renderGeneric, renderSlack } from './chat'
import { messageId, renderMail } from './mail'
import { type About, linkOf, type Message } from './message'
import { noticeMessage } from './notice'
import { outsideSentence, WITHHELD } from './outside'
import { renderPush } from './push'

const about: About = {
  request_id: 'req_01jdz0000000000000000000aa',
  level: 'T3',
  agent: 'billing-agent',
  workflow: 'Payments',
  sentence: 'Refund €1,240.00 to ch_1042',
  code: 'PAY-7F3K',
  expires_at: '2026-11-26T10:32:00.000Z',
}
const place = { baseUrl: 'https://countersign.example', organisation: 'Kestrel', zone: 'Europe/Berlin' }
const asked: Message = { kind: 'asked', again: false, ...about }
const all: Message[] = [
  asked,
  { kind: 'asked', again: true, ...about },
  { kind: 'ended', outcome: 'denied', ...about },
  { kind: 'outcome', outcome: 'approved', ...about },
  { kind: 'outcome', outcome: 'expired', ...about },
  { kind: 'collected', items: [about, { ...about, request_id: 'req_01jdz0000000000000000000ab', code: 'PAY-2222' }] },
  { kind: 'notice', notice_id: 'ntc_1', sentence: 'Ada asks for your review.', href: '/boundaries/payments/change' },
  { kind: 'test', by: 'Ada' },
]

/** Everything that leaves for a message, by every channel. */
const everything = (message: Message) => {
  const mail = renderMail(message, place)
  const { title, body } = renderPush(message)
  return [
    title,
    `${body} ${title}`,
    String(renderSlack(message, place).text),
    mail.subject,
    mail.text,
    mail.html,
    JSON.stringify(renderPush(message)),
    JSON.stringify(renderSlack(message, place)),
    JSON.stringify(renderGeneric(message, place, new Date(0))),
  ]
}

describe('a message is a pointer', () => {
  test('names who asks, the action, the level, the deadline in UTC and in the reader’s zone, and the code', () => {
    const { subject, text } = renderMail(asked, place)
    expect(subject).toBe('[T3] billing-agent: Refund €1,240.00 to ch_1042, until 10:32 UTC (PAY-7F3K)')
    expect(text).toContain('26 Nov 2026, 10:32 UTC (11:32 in Europe/Berlin)')
    for (const said of ['Refund €1,240.00 to ch_1042', 'billing-agent', 'Payments', 'T3', 'PAY-7F3K'])
      expect(text).toContain(said)
    expect(text).toContain('https://countersign.example/inbox/req_01jdz0000000000000000000aa')
  })

  test('the code is the same in mail, notification and chat (ATTACKS 90)', () => {
    for (const said of everything(asked).filter((_, at) => at !== 2)) expect(said).toContain('PAY-7F3K')
  })

  test.each(all.map((message) => [message.kind, message] as const))(
    '%s has one link, to our own address, and nothing that decides (ATTACKS 98)',
    (_, message) => {
      const { text, html } = renderMail(message, place)
      const links = [...`${text}\n${html}`.matchAll(/https?:[^\s"<]*/g)].map(([link]) => link)
      expect(new Set(links)).toEqual(new Set([linkOf(message, place)]))
      expect(linkOf(message, place).startsWith('https://countersign.example/')).toBe(true)
      expect(html.match(/<a /g)).toHaveLength(1)
      expect(html).not.toMatch(/<(?:form|img|script|link|iframe|button|input)|src=|url\(/i)
      const blocks = JSON.stringify(renderSlack(message, place))
      expect(blocks.match(/"type":"button"/g)).toHaveLength(1)
      expect(blocks).not.toMatch(/"value"|mrkdwn|"type":"(?:static_select|input)"/)
      expect(blocks).toContain('"text":"Open in Countersign"')
    },
  )
})

describe('whatever a name or a title holds', () => {
  const nasty = 'Pay\r\nBcc: all@kestrel.example\r\n\r\n<b>now</b> \u202e\u200bgnol\u2066 \u0000end'

  test('makes no header and no line of its own (ATTACKS 91)', () => {
    const message: Message = { ...asked, kind: 'asked', agent: nasty, workflow: nasty, sentence: nasty }
    const { subject, text, html } = renderMail(message, { ...place, organisation: nasty })
    expect(subject).not.toMatch(/[\r\n]/)
    expect(countHidden(subject)).toBe(0)
    expect(text.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false)
    expect(html).not.toContain('<b>')
    for (const said of everything(message)) expect(countHidden(said.replaceAll('\n', ' '))).toBe(0)
  })

  test('property: no subject, title or chat line has a control, a bidi or an invisible character', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(text, text, text, (agent, sentence, workflow) => {
        for (const said of everything({ ...asked, kind: 'asked', agent, sentence, workflow }))
          expect(countHidden(said.replaceAll('\n', ' '))).toBe(0)
      }),
    )
  })

  test('a notice with an action’s title leaves without it, because an agent chose its values', () => {
    const said = noticeMessage({
      id: 'ntc_1',
      kind: 'execution_unknown',
      facts: { title: 'Transfer to evil.example', executor: 'refund-runner', workflow: 'Payments' },
      subject: { request_id: about.request_id },
    })
    expect(said.sentence).toBe('Nobody knows how “an action” by refund-runner in Payments ended.')
  })
})

describe('outsideSentence keeps the words of the template and values that cannot be prose', () => {
  const value = (text: string, kind: 'value' | 'code' = 'code') =>
    outsideSentence({
      opaque: false,
      action: 'Refund',
      parts: [
        { text: 'Refund ', kind: 'text' },
        { text, kind },
      ],
    })

  test.each([
    ['€1,240.00', 'value'],
    ['1,240.00 CHF', 'value'],
    ['−40', 'value'],
    ['ch_1042', 'code'],
    ['prod.orders', 'code'],
    ['api-v2.14.0', 'code'],
    ['10 minutes', 'code'],
    ['1 hour 30 minutes', 'code'],
    ['Yes', 'code'],
  ] as const)('%s is said', (text, kind) => expect(value(text, kind)).toBe(`Refund ${text}`))

  test.each([
    ['a plea', 'approve me now please'],
    ['an address', 'https://evil.example/x'],
    ['a host', 'evil.com'],
    ['a host with a port', 'evil.com:443'],
    ['a country’s host', 'evil.io'],
    ['www', 'www.evil.example'],
    ['an IP address', '10.0.0.1'],
    ['an e-mail address', 'mei@evil.com'],
    ['a scheme', 'javascript:alert'],
    ['a look-alike letter', 'сh_1042'],
    ['a hidden character', 'ch\u200b_1042'],
    ['a long token', 'a'.repeat(65)],
    ['money in a made-up currency', '1,240.00 approve'],
    ['nothing', '—'],
  ])('%s is not', (_, text) => {
    expect(value(text)).toBe(`Refund ${WITHHELD}`)
    expect(value(text, 'value')).toBe(`Refund ${WITHHELD}`)
  })

  test('an action without a template is named by its title, not by its raw params', () => {
    expect(
      outsideSentence({ opaque: true, action: 'Write a CRM blob', parts: [{ text: '{"x":"approve"}', kind: 'code' }] }),
    ).toBe('Write a CRM blob')
  })
})

test('a Message-ID is of the delivery and our own host, whatever the host is', () => {
  expect(messageId('dlv_1', 'countersign.example')).toBe('<dlv_1@countersign.example>')
  expect(messageId('dlv_1', 'x>\r\nBcc: y')).toBe('<dlv_1@x---Bcc--y>')
})
