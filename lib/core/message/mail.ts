import { type About, endedSentence, linkOf, type Message, outcomeForSponsor, type Place } from './message'
import { escapeHtml, oneLine } from './plain'
import { sayMoment, sayTime } from './zone'

export type Mail = { readonly subject: string; readonly text: string; readonly html: string }

/** What every mail says of itself, whoever reads it. */
const FOOT = 'Nothing can be decided from this message. Countersign never asks for a password or a code.'

/**
 * A message as e-mail: text and HTML that say the same, nothing loaded from anywhere, one link that only shows. Every text
 * is one line without hidden characters, so nothing that was put into a name or a title becomes a header (ATTACKS 91).
 */
export function renderMail(message: Message, place: Place): Mail {
  const { lead, rows, action } = contents(message, place)
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
    FOOT,
    '',
  ].join('\n')
  return {
    subject: oneLine(subjectOf(message), 180),
    text,
    html: html({ lead: oneLine(lead, 400), facts, action, link, sign }),
  }
}

/** `[T3] billing-agent: Refund €1,240.00 to ch_1042, until 10:32 UTC (PAY-7F3K)`. */
function subjectOf(message: Message): string {
  switch (message.kind) {
    case 'asked':
      return `${message.again ? 'Reminder: ' : ''}${threadOf(message)}`
    case 'ended':
      return `Re: ${threadOf(message)}`
    case 'outcome':
      return `${outcomeWord[message.outcome]}: ${message.agent}: ${message.sentence} (${message.code})`
    case 'collected':
      return message.items.length === 1 ? `One request waits for you` : `${message.items.length} requests wait for you`
    case 'notice':
      return message.sentence
    case 'test':
      return 'Test message from Countersign'
  }
}

function threadOf(about: About): string {
  return `[${about.level}] ${about.agent}: ${about.sentence}, until ${sayTime(new Date(about.expires_at))} (${about.code})`
}

const outcomeWord = {
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  cancelled: 'Cancelled',
  taken_back: 'Taken back',
} as const

type Contents = { lead: string; rows: (readonly [label: string, value: string])[]; action: string }

function contents(message: Message, place: Place): Contents {
  switch (message.kind) {
    case 'asked':
      return {
        lead: `${message.agent} asks for your consent${message.again ? ' and still waits' : ''}.`,
        rows: about(message, place),
        action: 'Review it',
      }
    case 'ended':
      return { lead: endedSentence(message.outcome, message.code), rows: about(message, place, true), action: 'See it' }
    case 'outcome':
      return { lead: outcomeForSponsor(message), rows: about(message, place, true), action: 'See it' }
    case 'collected':
      return {
        lead: 'These requests wait for you. None of them needs a passkey.',
        rows: message.items.map(
          (item) =>
            [
              item.code,
              `${item.agent}: ${item.sentence}, until ${sayMoment(new Date(item.expires_at), place.zone)}`,
            ] as const,
        ),
        action: 'Open the inbox',
      }
    case 'notice':
      return { lead: message.sentence, rows: [], action: 'Open it' }
    case 'test':
      return {
        lead: `${message.by} sent this to see that it arrives. Messages about requests reach you here.`,
        rows: [],
        action: 'Channels',
      }
  }
}

function about(message: About, place: Place, over = false): Contents['rows'] {
  return [
    ['Action', message.sentence],
    ['Agent', message.agent],
    ['Workflow', message.workflow],
    ['Level', message.level],
    ...(over ? [] : [['Decide until', sayMoment(new Date(message.expires_at), place.zone)] as const]),
    ['Code', message.code],
  ]
}

function html(mail: {
  lead: string
  facts: readonly (readonly [string, string])[]
  action: string
  link: string
  sign: string
}): string {
  const rows = mail.facts
    .map(
      ([label, value]) =>
        `<tr><td style="padding:4px 16px 4px 0;color:#5c6070;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td><td style="padding:4px 0;vertical-align:top">${escapeHtml(value)}</td></tr>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title></title></head><body style="margin:0;padding:24px;font:15px/22px system-ui,sans-serif"><p style="margin:0 0 16px;font-size:17px;font-weight:600">${escapeHtml(mail.lead)}</p>${rows === '' ? '' : `<table role="presentation" cellspacing="0" cellpadding="0" style="margin:0 0 20px;font-size:15px;line-height:22px">${rows}</table>`}<p style="margin:0 0 24px"><a href="${escapeHtml(mail.link)}" style="display:inline-block;padding:9px 16px;border-radius:6px;background:#3a3fa8;color:#fff;text-decoration:none;font-weight:600">${escapeHtml(mail.action)}</a></p><p style="margin:0;padding-top:12px;border-top:1px solid #d9dae0;color:#5c6070;font-size:13px;line-height:19px">${escapeHtml(mail.sign)}<br>${escapeHtml(FOOT)}</p></body></html>`
}

/**
 * The Message-ID of a delivery, the same at every try, so that a second copy is known for one. What follows up a request
 * refers to what asked, which makes them one thread. `host` is that of the base address.
 */
export function messageId(deliveryId: string, host: string): string {
  return `<${deliveryId}@${host.replace(/[^A-Za-z0-9.-]/g, '-')}>`
}
