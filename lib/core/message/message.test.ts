import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countHidden } from '../text/hidden'
import { renderGeneric, renderSlack } from './chat'
import { messageId, renderMail } from './mail'
import { type About, linkOf, type Message } from './message'
import { noticeMessage } from './notice'
import { outsideSentence } from './outside'
import { renderPush } from './push'
import { messageWords } from './say'
import { showMessage, titleOf } from './show'

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

describe('a message in German', () => {
  const outcomes = ['approved', 'denied', 'expired', 'cancelled', 'taken_back'] as const
  const every: Message[] = [
    ...all.filter(({ kind }) => kind !== 'notice' && kind !== 'ended' && kind !== 'outcome'),
    ...outcomes.flatMap((outcome): Message[] => [
      { kind: 'ended', outcome, ...about },
      { kind: 'outcome', outcome, ...about },
    ]),
  ]

  test.each(every.map((message) => [message.kind, 'outcome' in message ? message.outcome : '', message] as const))(
    '%s %s says something else around the same sentence, names, code and link, on every channel',
    (_, _outcome, message) => {
      const german: Message = { ...message, language: 'de' }
      const [inEnglish, inGerman] = [renderMail(message, place), renderMail(german, place)]
      expect(inGerman.text).not.toBe(inEnglish.text)
      if (message.kind !== 'asked' && message.kind !== 'ended') expect(inGerman.subject).not.toBe(inEnglish.subject)
      expect(inGerman.html).toContain('<html lang="de">')
      expect(inGerman.text).toContain('lässt sich nichts entscheiden')
      for (const kept of [about.sentence, about.agent, about.code].filter((text) => inEnglish.text.includes(text)))
        expect(inGerman.text).toContain(kept)
      expect(inGerman.text).toContain(linkOf(message, place))
      const push = renderPush(german)
      expect(push).toMatchObject({ language: 'de', tag: renderPush(message).tag, path: renderPush(message).path })
      expect(JSON.stringify(renderSlack(german, place))).toContain('In Countersign öffnen')
      // What is plain JSON keeps its shape: only the text differs.
      const [plain, said] = [message, german].map((each) => renderGeneric(each, place, new Date(0)))
      expect(Object.keys(said?.data ?? {})).toEqual(Object.keys(plain?.data ?? {}))
    },
  )

  test('the subject and the deadline are written as German writes them, the action as it was signed', () => {
    const { subject, text } = renderMail({ ...asked, kind: 'asked', again: true, language: 'de' }, place)
    expect(subject).toBe('Erinnerung: [T3] billing-agent: Refund €1,240.00 to ch_1042, bis 10:32 UTC (PAY-7F3K)')
    expect(text).toContain('Entscheiden bis: 26. Nov. 2026, 10:32 UTC (11:32 in Europe/Berlin)')
  })

  test('the log shows what was sent in the language that it was sent in, and lists it for its reader', () => {
    const collected: Message = { kind: 'collected', items: [about], language: 'de' }
    const shown = showMessage(collected, 'email', place, new Date(0), 'en')
    expect(shown.subject).toBe('Eine Anfrage wartet auf Sie')
    expect([titleOf(collected, 'en'), titleOf(collected, 'de')]).toEqual([
      '1 requests, collected',
      '1 Anfragen, gesammelt',
    ])
  })
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
    for (const said of [...everything(message), ...everything({ ...message, language: 'de' })])
      expect(countHidden(said.replaceAll('\n', ' '))).toBe(0)
    const german = renderMail({ ...message, language: 'de' }, { ...place, organisation: nasty })
    expect(german.subject).not.toMatch(/[\r\n]/)
    expect(german.text.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false)
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
    const notice = {
      id: 'ntc_1',
      kind: 'execution_unknown',
      facts: { title: 'Transfer to evil.example', executor: 'refund-runner', workflow: 'Payments' },
      subject: { request_id: about.request_id },
    }
    expect(noticeMessage(notice, 'en').sentence).toBe(
      'Nobody knows how “an action” by refund-runner in Payments ended.',
    )
    expect(noticeMessage(notice, 'de').sentence).toBe(
      'Niemand weiß, wie „eine Aktion“ durch refund-runner in Payments ausgegangen ist.',
    )
  })
})

describe('outsideSentence keeps the words of the template and values that cannot be prose', () => {
  const value = (text: string, kind: 'value' | 'code' = 'code') =>
    outsideSentence(
      {
        opaque: false,
        action: 'Refund',
        parts: [
          { text: 'Refund ', kind: 'text' },
          { text, kind },
        ],
      },
      'en',
    )

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
    expect(value(text)).toBe(`Refund ${messageWords('en').withheld}`)
    expect(value(text, 'value')).toBe(`Refund ${messageWords('en').withheld}`)
  })

  test('an action without a template is named by its title, not by its raw params', () => {
    expect(
      outsideSentence(
        { opaque: true, action: 'Write a CRM blob', parts: [{ text: '{"x":"approve"}', kind: 'code' }] },
        'en',
      ),
    ).toBe('Write a CRM blob')
  })
})

test('a Message-ID is of the delivery and our own host, whatever the host is', () => {
  expect(messageId('dlv_1', 'countersign.example')).toBe('<dlv_1@countersign.example>')
  expect(messageId('dlv_1', 'x>\r\nBcc: y')).toBe('<dlv_1@x---Bcc--y>')
})
