import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import type { Said } from '../proposal/explain'
import type { Facts } from './facts'
import { english } from './words'
import { german } from './words-de'

/** A change and the names of what it names, as they were. Before this, the sentence itself: `what`. */
type Proposed = { what: string } | { change: Said; names: { [id: string]: string } }

/** What each kind of notice says of its thing: names and titles as they were when it happened, all else as codes and days. */
export type NoticeFacts = {
  change_to_review: { workflow: string; version: number; by: string; direction: string }
  change_decided: { workflow: string; version: number; by: string; verb: 'approve' | 'deny' | 'request_changes' }
  change_activated: { workflow: string; version: number }
  change_blocked: { workflow: string; version: number; why: string }
  role_assigned: { workflow: string; role: string; by: string }
  role_due: { workflow: string; role: string; due: string; overdue: boolean }
  /** `who`: empty for nobody. */
  role_lapsed: { workflow: string; role: string; who: string }
  /** `who`: `you` for the reader, empty for nobody. */
  role_ended: { workflow: string; role: string; by: string; who: string }
  handed_over: { kind: string; name: string; by: string }
  /** `why`: a code of `Gap`. */
  gap_denied: { workflow: string; role: string; why: string; count: number }
  campaign_started: { title: string; due: string; count: number; by: string }
  proposal_to_decide: Proposed & { by: string }
  proposal_decided: Proposed & { by: string; verb: 'applied' | 'refused' }
  machine_stopped: { kind: string; slug: string; by: string; how: 'suspended' | 'quarantined' | 'retired' }
  agent_held: { slug: string; workflow: string; count: number }
  /** `session_since`: when the session began in which it was added. */
  passkey_added: { name: string; by: string; session_since: string }
  session_recovered: { who: string; by: string }
  request_waiting: { title: string; why: string; until: string }
  request_handed: { title: string; by: string; reason: string }
  question_asked: { title: string; by: string }
  question_answered: { title: string; by: string }
  /** `why`: a code of `ConsentLost`. */
  grant_refused: { workflow: string; title: string; executor: string; why: string }
  execution_unknown: { workflow: string; title: string; executor: string }
}
export type NoticeKind = keyof NoticeFacts

/** Ids and slugs of what a notice is about: where its link leads. */
export type NoticeSubject = {
  workflow?: string
  version?: number
  role?: string
  request_id?: string
  proposal_id?: string
  campaign_id?: string
  machine?: string
  /** Tells the same thing from another one, where the other members do not. */
  key?: string
}

/** The sentence of each kind. */
export type NoticeWords = { readonly [kind in NoticeKind]: (facts: Facts) => string }
/** `alarming`: something is denied, stopped or unknown now. */
export type NoticeSentence = { sentence: string; alarming: boolean }

/**
 * What a notice says, in one sentence: a pure function of what is stored. Total: a kind of a later version is named as it is.
 */
export function explainNotice(kind: string, facts: { readonly [key: string]: Json }, language: SaidIn): NoticeSentence {
  if (!isNoticeKind(kind)) return { sentence: kind.replaceAll('_', ' '), alarming: false }
  const words = language === 'de' ? german : english
  return {
    sentence: words[kind](facts),
    alarming: ALARMING.has(kind) || (kind === 'role_due' && facts.overdue === true),
  }
}

/** Where a notice leads; null when there is nothing to look at. */
export function noticeHref(kind: string, subject: NoticeSubject): string | null {
  if (!isNoticeKind(kind)) return null
  const { workflow, role, request_id, proposal_id, machine } = subject
  switch (kind) {
    case 'change_to_review':
    case 'change_decided':
      return workflow === undefined ? null : `/boundaries/${workflow}/change`
    case 'change_activated':
    case 'change_blocked':
      return workflow === undefined ? null : `/boundaries/${workflow}`
    case 'role_assigned':
    case 'role_due':
    case 'campaign_started':
      return '/accountability/mine'
    case 'role_lapsed':
    case 'role_ended':
    case 'gap_denied':
      return workflow === undefined ? '/accountability' : `/accountability?cell=${workflow}.${role ?? ''}`
    case 'proposal_to_decide':
    case 'proposal_decided':
      return proposal_id === undefined ? '/settings/proposals' : `/settings/proposals?open=${proposal_id}`
    case 'handed_over':
    case 'machine_stopped':
    case 'agent_held':
      if (machine !== undefined)
        return machine.startsWith('rtm_') ? `/agents/runtimes/${machine}` : `/agents/${machine}`
      return workflow === undefined ? '/agents' : `/boundaries/${workflow}`
    case 'passkey_added':
    case 'session_recovered':
      return '/account'
    case 'request_waiting':
    case 'request_handed':
    case 'question_asked':
    case 'question_answered':
    case 'grant_refused':
    case 'execution_unknown':
      return request_id === undefined ? null : `/inbox/${request_id}`
  }
}

const ALARMING: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'change_blocked',
  'role_lapsed',
  'role_ended',
  'gap_denied',
  'machine_stopped',
  'agent_held',
  'session_recovered',
  'grant_refused',
  'execution_unknown',
])

function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(english, kind)
}
