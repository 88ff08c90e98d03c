import type { Json } from '../canonical/json'

/** What each kind of notice says of its thing. Names and titles are written as they were when it happened. */
export type NoticeFacts = {
  change_to_review: { workflow: string; version: number; by: string; direction: string }
  change_decided: { workflow: string; version: number; by: string; verb: 'approve' | 'deny' | 'request_changes' }
  change_activated: { workflow: string; version: number }
  change_blocked: { workflow: string; version: number; why: string }
  role_assigned: { workflow: string; role: string; by: string }
  role_due: { workflow: string; role: string; due: string; overdue: boolean }
  role_lapsed: { workflow: string; role: string; who: string }
  role_ended: { workflow: string; role: string; by: string; who: string }
  handed_over: { what: string; by: string }
  gap_denied: { workflow: string; role: string; why: string; count: number }
  campaign_started: { title: string; due: string; count: number; by: string }
  proposal_to_decide: { what: string; by: string }
  proposal_decided: { what: string; by: string; verb: 'applied' | 'refused' }
  machine_stopped: { kind: string; slug: string; by: string; how: 'suspended' | 'quarantined' | 'retired' }
  agent_held: { slug: string; workflow: string; count: number }
  passkey_added: { name: string; by: string }
  session_recovered: { who: string; by: string }
  request_waiting: { title: string; why: string; until: string }
  request_handed: { title: string; by: string; reason: string }
  question_asked: { title: string; by: string }
  question_answered: { title: string; by: string }
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

type Facts = { readonly [key: string]: Json }
/** `alarming`: something is denied, stopped or unknown now. */
export type NoticeSentence = { sentence: string; alarming: boolean }

/**
 * What a notice says, in one sentence: a pure function of what is stored. Total: a kind of a later version is named as it is.
 */
export function explainNotice(kind: string, facts: Facts): NoticeSentence {
  return isNoticeKind(kind) ? SENTENCES[kind](facts) : calm(kind.replaceAll('_', ' '))
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

const SENTENCES: { readonly [kind in NoticeKind]: (facts: Facts) => NoticeSentence } = {
  change_to_review: (facts) =>
    calm(`${text(facts.by)} asks for your review of ${text(facts.workflow)}, version ${text(facts.version)}.`),
  change_decided: (facts) =>
    calm(
      `${text(facts.by)} ${REVIEWED[text(facts.verb)] ?? 'reviewed'} version ${text(facts.version)} of ${text(facts.workflow)}.`,
    ),
  change_activated: (facts) => calm(`Version ${text(facts.version)} of ${text(facts.workflow)} is in force.`),
  change_blocked: (facts) =>
    alarming(
      `Version ${text(facts.version)} of ${text(facts.workflow)} did not come into force at its time and is a draft again. ${text(facts.why)}`,
    ),
  role_assigned: (facts) =>
    calm(
      `${text(facts.by)} names you for ${role(facts)} in ${text(facts.workflow)}. Acknowledge it with your passkey.`,
    ),
  role_due: (facts) =>
    facts.overdue === true
      ? alarming(`You have not confirmed ${role(facts)} in ${text(facts.workflow)}, due ${text(facts.due)}.`)
      : calm(`Confirm ${role(facts)} in ${text(facts.workflow)} by ${text(facts.due)}.`),
  role_lapsed: (facts) =>
    alarming(
      `${text(facts.who)} did not confirm ${role(facts)} in ${text(facts.workflow)} in time: its new requests are denied.`,
    ),
  role_ended: (facts) =>
    alarming(
      `${text(facts.by)} ended that ${text(facts.who)} ${facts.who === 'you' ? 'answer' : 'answers'} for ${role(facts)} in ${text(facts.workflow)}.`,
    ),
  handed_over: (facts) => calm(`${text(facts.by)} handed you ${text(facts.what)}. You answer for it from now on.`),
  gap_denied: (facts) =>
    alarming(`${denied(facts.count, text(facts.workflow))}: for ${role(facts)}, ${text(facts.why)}.`),
  campaign_started: (facts) =>
    calm(`${text(facts.by)} asks you to confirm what you answer for (${text(facts.count)}) by ${text(facts.due)}.`),
  proposal_to_decide: (facts) => calm(`${text(facts.by)} proposes to ${text(facts.what)}. It takes a second person.`),
  proposal_decided: (facts) =>
    calm(`${text(facts.by)} ${facts.verb === 'applied' ? 'agreed' : 'refused'} to ${text(facts.what)}.`),
  machine_stopped: (facts) =>
    alarming(`${text(facts.by)} ${text(facts.how)} the ${text(facts.kind)} ${text(facts.slug)}.`),
  agent_held: (facts) =>
    alarming(
      `People denied ${text(facts.count)} requests of ${text(facts.slug)} in ${text(facts.workflow)} within ten minutes. It asks nobody for a while.`,
    ),
  passkey_added: (facts) => calm(`The passkey “${text(facts.name)}” was added to your account by ${text(facts.by)}.`),
  session_recovered: (facts) =>
    alarming(
      `${text(facts.by)} let ${text(facts.who)} in again without their passkeys. They decide nothing for a day.`,
    ),
  request_waiting: (facts) =>
    calm(`“${text(facts.title)}” waits for a decision until ${text(facts.until)}: ${text(facts.why)}.`),
  request_handed: (facts) => calm(`${text(facts.by)} handed you “${text(facts.title)}”: ${text(facts.reason)}`),
  question_asked: (facts) => calm(`${text(facts.by)} asks you, as the sponsor, about “${text(facts.title)}”.`),
  question_answered: (facts) => calm(`${text(facts.by)} answered your question about “${text(facts.title)}”.`),
  grant_refused: (facts) =>
    alarming(`${text(facts.executor)} was refused a grant in ${text(facts.workflow)}: ${text(facts.why)}.`),
  execution_unknown: (facts) =>
    alarming(`Nobody knows how “${text(facts.title)}” by ${text(facts.executor)} in ${text(facts.workflow)} ended.`),
}

const REVIEWED: { readonly [verb: string]: string } = {
  approve: 'approved',
  deny: 'denied',
  request_changes: 'asks for changes to',
}

const calm = (sentence: string): NoticeSentence => ({ sentence, alarming: false })
const alarming = (sentence: string): NoticeSentence => ({ sentence, alarming: true })

function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(SENTENCES, kind)
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** "incident response" of "incident_response". */
function role(facts: Facts): string {
  return text(facts.role).replaceAll('_', ' ')
}

function denied(count: Json | undefined, workflow: string): string {
  return count === 1 ? `A request in ${workflow} was denied` : `${text(count)} requests in ${workflow} were denied`
}
