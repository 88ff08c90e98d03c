import { revealHidden } from '../text/hidden'

/**
 * A text as one line that may stand in a header, a subject, a notification or a chat (ATTACKS 91): whatever a reader cannot
 * see is dropped, line breaks and tabs are spaces, runs of spaces are one. At most `chars` code points, cut with an ellipsis.
 */
export function oneLine(text: string, chars = 200): string {
  const visible = revealHidden(text)
    .parts.map((part) => ('text' in part ? part.text : ' '))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim()
  const points = [...visible]
  return points.length > chars ? `${points.slice(0, chars - 1).join('')}…` : visible
}

/** A text between tags or in a quoted attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
