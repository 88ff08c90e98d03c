import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import type { NoticeKind } from './facts'
import { english } from './words'
import { german } from './words-de'

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
