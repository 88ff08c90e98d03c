import type { Json } from '../canonical/json'
import { explainNotice, type NoticeKind, type NoticeSubject, noticeHref } from '../notice/explain'
import type { Message } from './message'
import { oneLine } from './plain'

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

/** Said instead of what an agent chose values of, or somebody wrote. */
const INSTEAD = { title: 'an action', reason: 'why is in Countersign' } as const

/**
 * A notice as a message: its own sentence, without the title of a request, which holds values that an agent chose, and without
 * free text. Links to where the notice leads.
 */
export function noticeMessage(notice: {
  readonly id: string
  readonly kind: string
  readonly facts: { readonly [key: string]: Json }
  readonly subject: NoticeSubject
}): Extract<Message, { kind: 'notice' }> {
  const facts = Object.fromEntries(
    Object.entries(notice.facts).map(([name, fact]) => [
      name,
      name === 'title' || name === 'reason' ? INSTEAD[name] : fact,
    ]),
  )
  return {
    kind: 'notice',
    notice_id: notice.id,
    sentence: oneLine(explainNotice(notice.kind, facts).sentence, 400),
    href: noticeHref(notice.kind, notice.subject),
  }
}
