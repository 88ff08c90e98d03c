import type { SaidIn } from '../language/said'
import { type About, linkOf, type Message, type Place, wordsOf } from './message'
import { escapeHtml, oneLine } from './plain'
import type { MessageWords } from './words'
import { sayMoment, sayTime } from './zone'

export type Mail = { readonly subject: string; readonly text: string; readonly html: string }

/**
 * A message as e-mail: text and HTML that say the same, nothing loaded from anywhere, one link that only shows. Every text
 * is one line without hidden characters, so nothing that was put into a name or a title becomes a header (ATTACKS 91).
 */
export function renderMail(message: Message, place: Place): Mail {
  const { lead, rows, action } = contents(message, place)
  const { foot } = wordsOf(message).mail
  const link = linkOf(message, place)
  const facts = rows.map(([label, value]) => [label, oneLine(value, 300)] as const)
  const sign = `${oneLine(place.organisation, 80)} · Countersign`
  const text = [
    oneLine(lead, 400),
    ...(facts.length > 0 ? ['', ...facts.map(([label, value]) => `${label}: ${value}`)] : []),
    '',
    `${action}: ${link}`,
    '',
    '-- ',
    sign,
    foot,
    '',
  ].join('\n')
  return {
    subject: oneLine(subjectOf(message), 180),
    text,
    html: html({ language: message.language ?? 'en', lead: oneLine(lead, 400), facts, action, link, sign, foot }),
  }
}

/** `[T3] billing-agent: Refund €1,240.00 to ch_1042, until 10:32 UTC (PAY-7F3K)`. */
function subjectOf(message: Message): string {
  const { mail, outcomeWord } = wordsOf(message)
  const threadOf = (about: About) =>
    `${mail.until(`[${about.level}] ${about.agent}: ${about.sentence}`, sayTime(new Date(about.expires_at)))} (${about.code})`
  switch (message.kind) {
    case 'asked':
      return message.again ? mail.again(threadOf(message)) : threadOf(message)
    case 'ended':
      return `Re: ${threadOf(message)}`
    case 'outcome':
      return `${outcomeWord[message.outcome]}: ${message.agent}: ${message.sentence} (${message.code})`
    case 'collected':
      return mail.collected.subject(message.items.length)
    case 'notice':
      return message.sentence
    case 'test':
      return mail.test.subject
  }
}

type Contents = { lead: string; rows: (readonly [label: string, value: string])[]; action: string }

function contents(message: Message, place: Place): Contents {
  const { mail, ended, outcome } = wordsOf(message)
  const { links } = mail
  const moment = (about: About) => sayMoment(new Date(about.expires_at), place.zone, message.language)
  const about = (about: About, until: string | null) => rowsOf(mail.rows, about, until)
  switch (message.kind) {
    case 'asked':
      return {
        lead: message.again ? mail.asksAgain(message.agent) : mail.asks(message.agent),
        rows: about(message, moment(message)),
        action: links.review,
      }
    case 'ended':
      return { lead: ended[message.outcome](message.code), rows: about(message, null), action: links.see }
    case 'outcome':
      return { lead: outcome[message.outcome](message), rows: about(message, null), action: links.see }
    case 'collected':
      return {
        lead: mail.collected.lead,
        rows: message.items.map(
          (item) => [item.code, mail.collected.item(`${item.agent}: ${item.sentence}`, moment(item))] as const,
        ),
        action: links.inbox,
      }
    case 'notice':
      return { lead: message.sentence, rows: [], action: links.open }
    case 'test':
      return {
        lead: mail.test.lead(message.by),
        rows: [],
        action: links.channels,
      }
  }
}

/** `until`: null when it is over. */
function rowsOf(rows: MessageWords['mail']['rows'], about: About, until: string | null): Contents['rows'] {
  return [
    [rows.action, about.sentence],
    [rows.agent, about.agent],
    [rows.workflow, about.workflow],
    [rows.level, about.level],
    ...(until === null ? [] : [[rows.until, until] as const]),
    [rows.code, about.code],
  ]
}

function html(mail: {
  language: SaidIn
  lead: string
  facts: readonly (readonly [string, string])[]
  action: string
  link: string
  sign: string
  foot: string
}): string {
  const rows = mail.facts
    .map(
      ([label, value]) =>
        `<tr><td style="padding:4px 16px 4px 0;color:#5c6070;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td><td style="padding:4px 0;vertical-align:top">${escapeHtml(value)}</td></tr>`,
    )
    .join('')
  return `<!doctype html><html lang="${mail.language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title></title></head><body style="margin:0;padding:24px;font:15px/22px system-ui,sans-serif"><p style="margin:0 0 16px;font-size:17px;font-weight:600">${escapeHtml(mail.lead)}</p>${rows === '' ? '' : `<table role="presentation" cellspacing="0" cellpadding="0" style="margin:0 0 20px;font-size:15px;line-height:22px">${rows}</table>`}<p style="margin:0 0 24px"><a href="${escapeHtml(mail.link)}" style="display:inline-block;padding:9px 16px;border-radius:6px;background:#3a3fa8;color:#fff;text-decoration:none;font-weight:600">${escapeHtml(mail.action)}</a></p><p style="margin:0;padding-top:12px;border-top:1px solid #d9dae0;color:#5c6070;font-size:13px;line-height:19px">${escapeHtml(mail.sign)}<br>${escapeHtml(mail.foot)}</p></body></html>`
}

/**
 * The Message-ID of a delivery, the same at every try, so that a second copy is known for one. What follows up a request
 * refers to what asked, which makes them one thread. `host` is that of the base address.
 */
export function messageId(deliveryId: string, host: string): string {
  return `<${deliveryId}@${host.replace(/[^A-Za-z0-9.-]/g, '-')}>`
}
