import type { Json } from '@/lib/core/canonical/json'

/**
 * Everything that can be said in the log, and what an entry of that kind must be about. A closed table: a verb that
 * does something new adds its line here, and a verifier that does not know a line says so instead of passing over it.
 */
export const REQUIRED_SUBJECT = {
  'log.started': [],
  'key.rotated': [],
  'setup.first_admin': [],
  'organisation.changed': [],

  'request.submitted': ['request_id'],
  'request.approved': ['request_id'],
  'request.denied': ['request_id'],
  'request.cancelled': ['request_id'],
  'request.expired': ['request_id'],
  /** The agent asked for the same again while it waited. */
  'request.repeated': ['request_id'],
  'request.escalated': ['request_id'],

  'request.claimed': ['request_id'],
  'request.claim_ended': ['request_id'],
  'request.snoozed': ['request_id'],
  'request.woken': ['request_id'],
  'request.handed_over': ['request_id'],
  'request.questioned': ['request_id', 'question_id'],
  'request.answered': ['request_id', 'question_id'],

  /** What one person decided at once: the ordered list, before each decision of it. */
  'batch.recorded': ['batch_id'],
  'decision.recorded': ['request_id'],
  'decision.refused': ['request_id'],
  // While the grant was held back.
  'decision.taken_back': ['request_id', 'grant_id'],

  'grant.issued': ['request_id', 'grant_id'],
  'grant.redeemed': ['request_id', 'grant_id', 'execution_id'],
  // A refusal may concern a token that names no grant of ours.
  'grant.refused': [],
  'grant.revoked': ['request_id', 'grant_id'],
  'grant.expired': ['request_id', 'grant_id'],

  'execution.completed': ['request_id', 'grant_id', 'execution_id'],
  'execution.unknown': ['request_id', 'grant_id', 'execution_id'],

  'identity.session.created': [],
  'identity.session.revoked': [],
  'identity.passkey.enrolled': ['person_id', 'passkey_id'],
  'identity.passkey.revoked': ['person_id', 'passkey_id'],
  // Its counter went back, so it may have been copied: it is not accepted any more.
  'identity.passkey.held': ['person_id', 'passkey_id'],
  'identity.linked': ['person_id'],
  'identity.sign_in.refused': [],
  'credential.issued': [],
  'credential.revoked': [],

  // `machine_id` is an agent, an executor, an auditor or a pipeline.
  'machine.registered': ['machine_id'],
  'machine.changed': ['machine_id'],
  'machine.suspended': ['machine_id'],
  'machine.quarantined': ['machine_id'],
  'machine.resumed': ['machine_id'],
  'machine.retired': ['machine_id'],
  'runtime.registered': ['runtime_id'],
  'runtime.changed': ['runtime_id'],
  'runtime.suspended': ['runtime_id'],
  'runtime.quarantined': ['runtime_id'],
  'runtime.resumed': ['runtime_id'],
  'runtime.ownership_chosen': ['proposal_id'],

  'workflow.created': ['workflow_id'],
  'workflow.changed': ['workflow_id'],
  'workflow.activated': ['workflow_id'],
  'workflow.suspended': ['workflow_id'],
  'workflow.resumed': ['workflow_id'],

  'boundary.drafted': ['workflow_id', 'boundary_id'],
  'boundary.discarded': ['workflow_id', 'boundary_id'],
  'boundary.submitted': ['workflow_id', 'boundary_id'],
  'boundary.withdrawn': ['workflow_id', 'boundary_id'],
  'boundary.activation_refused': ['workflow_id', 'boundary_id'],
  'boundary.reviewed': ['workflow_id', 'boundary_id'],
  'boundary.review_refused': ['workflow_id', 'boundary_id'],
  'boundary.commented': ['workflow_id', 'boundary_id'],
  'boundary.activated': ['workflow_id', 'boundary_id'],
  'boundary.retired': ['workflow_id', 'boundary_id'],

  'accountability.assigned': ['workflow_id', 'assignment_id'],
  'accountability.acknowledged': ['workflow_id', 'assignment_id'],
  'accountability.withdrawn': ['workflow_id', 'assignment_id'],
  'accountability.reminded': ['workflow_id', 'assignment_id'],
  'accountability.lapsed': ['workflow_id', 'assignment_id'],
  'campaign.started': ['campaign_id'],
  'campaign.closed': ['campaign_id'],

  'proposal.made': ['proposal_id'],
  'proposal.applied': ['proposal_id'],
  'proposal.refused': ['proposal_id'],
  'proposal.withdrawn': ['proposal_id'],
  'proposal.expired': ['proposal_id'],

  'person.added': ['person_id'],
  'person.changed': ['person_id'],
  'person.invited': ['person_id'],
  'person.disabled': ['person_id'],
  'person.recovered': ['person_id'],
  'person.role_added': ['person_id'],
  'person.role_removed': ['person_id'],
  'team.created': ['team_id'],
  'team.changed': ['team_id'],
  'team.member_added': ['team_id', 'person_id'],
  'team.member_removed': ['team_id', 'person_id'],
  'rota.changed': ['team_id'],
  'absence.set': ['person_id', 'absence_id'],
  'absence.ended': ['person_id', 'absence_id'],

  // How attentive somebody seems, and what they answered; about nobody's work as a whole.
  'guard.changed': ['person_id'],
  'guard.answered': ['person_id', 'check_id'],
  // What many approvals are, and how long a rest is: with what held before.
  'guard.settings_changed': [],

  'channel.preferences_changed': ['person_id'],
  'channel.device_added': ['person_id', 'device_id'],
  'channel.device_removed': ['person_id', 'device_id'],
  'channel.hook_added': ['hook_id'],
  'channel.hook_changed': ['hook_id'],
  'channel.hook_secret_changed': ['hook_id'],
  'channel.hook_ended': ['hook_id'],
  'channel.tested': ['delivery_id'],
  // That a message was sent is no entry: nothing rests on it. That nobody was reached is.
  'delivery.failed': ['delivery_id'],
  'delivery.resent': ['delivery_id'],
} as const satisfies { readonly [type: string]: readonly string[] }

/** The closed union of what can happen. */
export type EntryType = keyof typeof REQUIRED_SUBJECT

export const ACTOR_KINDS = ['agent', 'executor', 'person', 'system', 'auditor', 'pipeline'] as const

export type ActorKind = (typeof ACTOR_KINDS)[number]

/** Who did it; `{ kind: 'system', id: 'system' }` for what the server does by itself. */
export interface EntryActor {
  kind: ActorKind
  id: string
}

/** The ids of what it is about: `request_id`, `grant_id`, `execution_id`, `workflow`, `agent_id` … */
export type EntrySubject = { [key: string]: string }

/**
 * One log entry, as it stands in its leaf for ever. Free text and personal data are not here but in the payload, which
 * can be erased: `payload_hash` is its salted hash (`payloadHash`), or null when there is none (DESIGN §3.11).
 */
export interface Entry {
  v: 1
  id: string
  type: EntryType
  /** When it became true, by the database's clock: RFC 3339, UTC, milliseconds (`2026-11-23T06:50:00.000Z`). */
  at: string
  actor: EntryActor
  subject: EntrySubject
  facts: { [key: string]: Json }
  payload_hash: string | null
}

/** True for a known kind of entry. */
export function isEntryType(type: string): type is EntryType {
  return Object.hasOwn(REQUIRED_SUBJECT, type)
}

/** The ids that an entry of this kind must name and does not. */
export function missingSubjects(type: EntryType, subject: { readonly [key: string]: string | undefined }): string[] {
  return REQUIRED_SUBJECT[type].filter((key) => subject[key] === undefined)
}

/**
 * True for an instant as entries write it: RFC 3339 in UTC with exactly three decimals, and a real date. Such texts
 * order as the instants do.
 */
export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}
