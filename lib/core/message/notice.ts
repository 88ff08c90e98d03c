import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { explainNotice, type NoticeSubject, noticeHref } from '../notice/explain'
import type { NoticeKind } from '../notice/facts'
import type { Message } from './message'
import { oneLine } from './plain'
import { messageWords } from './say'

/** The notices that matter enough to leave the console: something waits for this person, stands still, or concerns their account. */
const SENT: ReadonlySet<string> = new Set<NoticeKind>([
  'change_to_review',
  'role_assigned',
  'role_due',
  'role_lapsed',
  'handed_over',
  'gap_denied',
  'campaign_started',
  'proposal_to_decide',
  'machine_stopped',
  'agent_held',
  'passkey_added',
  'session_recovered',
  'request_handed',
  'question_asked',
  'grant_refused',
  'execution_unknown',
])

export function isSentOutside(kind: string): boolean {
  return SENT.has(kind)
}

/**
 * A notice as a message: its own sentence, without the title of a request, which holds values that an agent chose, and without
 * free text. Links to where the notice leads.
 */
export function noticeMessage(
  notice: {
    readonly id: string
    readonly kind: string
    readonly facts: { readonly [key: string]: Json }
    readonly subject: NoticeSubject
  },
  language: SaidIn,
): Extract<Message, { kind: 'notice' }> {
  const { instead } = messageWords(language)
  const facts = Object.fromEntries(
    Object.entries(notice.facts).map(([name, fact]) => [
      name,
      name === 'title' || name === 'reason' ? instead[name] : fact,
    ]),
  )
  return {
    kind: 'notice',
    language,
    notice_id: notice.id,
    sentence: oneLine(explainNotice(notice.kind, facts, language).sentence, 400),
    href: noticeHref(notice.kind, notice.subject),
  }
}
