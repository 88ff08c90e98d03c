import { sayDay } from '../accountability/review'
import type { AccountabilityWords } from '../accountability/words'
import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { type Said, sayChange } from '../proposal/explain'

/** A change and the names of what it names, as they were. Before this, the sentence itself: `what`. */
type Proposed = { what: string } | { change: Said; names: { [id: string]: string } }

/** What each kind of notice says of its thing: names and titles as they were when it happened, all else as codes and days. */
export type NoticeFacts = {
  change_to_review: { workflow: string; version: number; by: string; direction: string }
  change_decided: { workflow: string; version: number; by: string; verb: 'approve' | 'deny' | 'request_changes' }
  change_activated: { workflow: string; version: number }
  /** `why`: the blockers in each language. */
  change_blocked: { workflow: string; version: number; why: { [language in SaidIn]: string } }
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
  /** `why` and `of`: what `keptWhy` of escalation says. */
  request_waiting: { title: string; why: string; of: string; until: string }
  request_handed: { title: string; by: string; reason: string }
  question_asked: { title: string; by: string }
  question_answered: { title: string; by: string }
  /** `why`: a code of `ConsentLost`. */
  grant_refused: { workflow: string; title: string; executor: string; why: string }
  execution_unknown: { workflow: string; title: string; executor: string }
}
export type NoticeKind = keyof NoticeFacts

export type Facts = { readonly [key: string]: Json }
/** The sentence of each kind. */
export type NoticeWords = { readonly [kind in NoticeKind]: (facts: Facts) => string }

/** Readers of what is stored with a notice; total, because older notices hold what is a code or a day now as words. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The role of a notice by its words; a role of a later version as it is. */
export function roleOf(words: AccountabilityWords['roles']): (facts: Facts) => string {
  return (facts) => {
    const role = text(facts.role)
    return Object.hasOwn(words, role) ? words[role as keyof typeof words] : role.replaceAll('_', ' ')
  }
}

/** Why there is a gap. */
export function gapOf(why: Json | undefined, words: AccountabilityWords['gaps']): string {
  const code = text(why)
  return Object.hasOwn(words, code) ? words[code as keyof typeof words] : code
}

/** What is kept in each language. */
export function saidIn(value: Json | undefined, language: SaidIn): string {
  return typeof value === 'string' ? value : text(members(value)?.[language])
}

/** A day ("2026-11-26") as it is written in sentences. */
export function dayOf(value: Json | undefined, language: SaidIn): string {
  const day = text(value)
  return /^\d{4}-\d\d-\d\d$/.test(day) ? sayDay(new Date(day), language) : day
}

/** What was proposed, with the names as they were then. */
export function changeOf(facts: Facts, language: SaidIn): string {
  const change = members(facts.change)
  if (change === null) return text(facts.what)
  const { kind, subject = null, before = null, after = null } = change
  const names = members(facts.names) ?? {}
  return sayChange({ kind: text(kind), subject, before, after } satisfies Said, (id) => text(names[id]) || id, language)
}

function members(value: Json | undefined): { readonly [key: string]: Json } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}
