import type { Json } from '../canonical/json'
import { denialLabels } from '../decision/explain'
import type { ConsentLost } from '../grant/redeemable'
import { type EntryType, isEntryType } from './event'

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger'
export type EntrySentence = { sentence: string; tone: Tone }

/** Names for the ids of an entry, from the directory. `of` gives the id itself for what it does not know. */
export interface EntryNames {
  readonly actor: string
  /** Title of the request that it is about; null when it is about none. */
  readonly title: string | null
  readonly of: (id: string) => string
}

type Facts = { readonly [key: string]: Json }
type Explain = (facts: Facts, names: EntryNames) => EntrySentence

/**
 * What an entry says, in one sentence: a pure function of what is stored, so that the reviewer and the auditor read the
 * same (DESIGN 3.13). Total: a type of a later version is named as it is.
 */
export function explainEntry(type: string, facts: Facts, names: EntryNames): EntrySentence {
  return isEntryType(type) ? SENTENCES[type](facts, names) : neutral(`${names.actor}: ${type}.`)
}

const SENTENCES: { readonly [type in EntryType]: Explain } = {
  'log.started': () => neutral('The log began.'),
  'key.rotated': () => warn('The key that signs the log was changed.'),
  'setup.first_admin': (_, { actor }) => warn(`${actor} became the first administrator.`),

  'request.submitted': submitted,
  'request.approved': (facts) => ok(`Approved by ${count(facts.quorum, 'person', 'people')}.`),
  'request.denied': (facts) => danger(`Denied${because(facts.code)}.`),
  'request.cancelled': (_, { actor }) => neutral(`${actor} took the request back.`),
  'request.expired': () => warn('Nobody decided in time. Nothing was granted.'),

  'decision.recorded': decided,
  'decision.refused': (facts, { actor }) =>
    warn(
      `${actor} tried to ${text(facts.verb) || 'decide'} and was refused: ${INELIGIBLE[text(facts.why)] ?? words(facts.why)}.`,
    ),

  'grant.issued': (facts, { of }) =>
    ok(
      `A grant for ${of(text(facts.executor))} was issued${facts.by === 'policy' ? ' by policy alone' : ''}${lives(facts.ttl_seconds)}.`,
    ),
  'grant.redeemed': (_, { actor }) => ok(`${actor} redeemed the grant; it cannot be used again.`),
  'grant.refused': (facts, { actor }) =>
    danger(`${actor} presented a grant and was refused: ${LOST[text(facts.why)] ?? words(facts.why)}.`),
  'grant.revoked': (facts, { actor }) =>
    facts.code === 'lease_over'
      ? danger('The grant was revoked because no report came before the lease ended.')
      : warn(`${actor} revoked the grant.`),
  'grant.expired': () => warn('The grant was never redeemed and has expired.'),

  'execution.completed': (facts, { actor }) =>
    facts.outcome === 'succeeded'
      ? ok(`${actor} reported success; access has ended.`)
      : danger(`${actor} reported that it failed; access has ended.`),
  'execution.unknown': (facts, { of }) => {
    if (facts.why === 'revoked')
      return danger('The outcome is unknown: the grant was revoked before the executor reported.')
    const owner = text(facts.accountable_owner)
    const told = owner ? ` ${of(owner)} answers for finding out.` : ''
    return danger(
      facts.outcome === 'unknown'
        ? 'The executor reported that the outcome is unknown.'
        : `No report came before the lease ended; the outcome is unknown.${told}`,
    )
  },

  'identity.session.created': (facts, { actor }) => neutral(`${actor} signed in${METHODS[text(facts.method)] ?? ''}.`),
  'identity.session.revoked': (facts, { actor }) =>
    neutral(facts.why === 'signed_out' ? `${actor} signed out.` : `A session of ${actor} was ended.`),
  'identity.passkey.enrolled': (_, { actor }) => warn(`${actor} added a passkey.`),
  'identity.passkey.revoked': (_, { actor }) => warn(`${actor} removed a passkey.`),
  'identity.passkey.held': () => danger('A passkey may have been copied and is not accepted any more.'),
  'identity.linked': (_, { actor }) => neutral(`${actor} was linked to single sign-on.`),
  'identity.sign_in.refused': (facts, { actor }) => warn(`Sign-in of ${actor} was refused: ${words(facts.why)}.`),
  'credential.issued': (facts, { actor }) => warn(`${actor} issued a credential (${words(facts.kind)}).`),
  'credential.revoked': (_, { actor }) => warn(`${actor} revoked a credential.`),

  'agent.suspended': (_, { actor }) => danger(`${actor} suspended an agent.`),
  'agent.resumed': (_, { actor }) => warn(`${actor} let an agent work again.`),
  'executor.suspended': (_, { actor }) => danger(`${actor} suspended an executor.`),
  'executor.resumed': (_, { actor }) => warn(`${actor} let an executor work again.`),
  'workflow.suspended': (_, { actor }) => danger(`${actor} suspended a workflow.`),
  'workflow.resumed': (_, { actor }) => warn(`${actor} let a workflow go on.`),
  'boundary.activated': (facts, { actor }) =>
    warn(`${actor} activated a boundary${facts.version ? `, version ${text(facts.version)}` : ''}.`),

  'person.added': (_, { actor }) => warn(`${actor} added a person.`),
  'person.invited': (_, { actor }) => neutral(`${actor} made a one-time link for a person.`),
  'person.disabled': (_, { actor }) => warn(`${actor} disabled a person's account.`),
  'team.member_added': (_, { actor }) => warn(`${actor} added a member to a team.`),
  'team.member_removed': (_, { actor }) => warn(`${actor} removed a member from a team.`),
}

function submitted(facts: Facts, { actor, title }: EntryNames): EntrySentence {
  const asked = `${actor} asked: ${title ?? `${text(facts.action)} on ${text(facts.resource)}`}`
  const version = facts.boundary_version === undefined ? 'The boundary' : `Boundary v${text(facts.boundary_version)}`
  if (facts.status === 'denied') return danger(`${asked}. ${version} denied it.`)
  if (facts.status === 'approved')
    return ok(`${asked}. ${version} allows it${facts.tier === 'notify' ? ' and tells people' : ''}.`)
  return neutral(`${asked}. ${version} asks ${count(facts.quorum, 'person', 'people')}.`)
}

function decided(facts: Facts, { actor }: EntryNames): EntrySentence {
  const factor = facts.factor === 'passkey' ? ' with a passkey' : ''
  if (facts.verb === 'approve') return ok(`${actor} approved${factor}.`)
  if (facts.verb === 'abstain') return neutral(`${actor} abstained.`)
  return danger(`${actor} denied${factor}${because(facts.code)}.`)
}

const METHODS: { readonly [method: string]: string } = {
  passkey: ' with a passkey',
  oidc: ' with single sign-on',
  demo: ' to the demo, without proof',
}

const INELIGIBLE: { readonly [why: string]: string } = {
  not_in_team: 'in none of the teams asked',
  sponsor: 'sponsors this agent or its executor',
  principal: 'the agent acts on their behalf',
  disabled: 'the account is disabled',
  already_decided: 'has already decided',
  no_passkey: 'has no passkey',
  not_pending: 'no longer waiting for a decision',
  expired: 'the time to decide was over',
}

const LOST: { readonly [why in ConsentLost]: string } & { readonly [why: string]: string | undefined } = {
  wrong_executor: 'it is for another executor',
  action_mismatch: 'the action was not the one consented to',
  not_issued: 'it had been used or was over',
  not_yet_valid: 'it is not valid yet',
  expired: 'it has expired',
  workflow_inactive: 'the workflow is not active',
  boundary_forbids: 'the active boundary forbids it',
  boundary_demands_more: 'the active boundary demands more consent',
  agent_suspended: 'the agent is suspended',
  executor_suspended: 'the executor is suspended',
  runtime_suspended: 'the runtime is suspended',
  approver_lost: 'an approver is no longer eligible',
  accountability_gap: 'nobody is accountable',
  signature_unproven: 'it was not issued here',
}

const neutral = (sentence: string): EntrySentence => ({ sentence, tone: 'neutral' })
const ok = (sentence: string): EntrySentence => ({ sentence, tone: 'ok' })
const warn = (sentence: string): EntrySentence => ({ sentence, tone: 'warn' })
const danger = (sentence: string): EntrySentence => ({ sentence, tone: 'danger' })

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A code as words: `wrong_scope` → `wrong scope`. */
function words(value: Json | undefined): string {
  return text(value).replace(/[_.]/g, ' ') || 'no reason recorded'
}

function because(code: Json | undefined): string {
  const known = text(code)
  return known ? `: ${denialLabels[known] ?? words(code)}` : ''
}

function count(value: Json | undefined, one: string, many: string): string {
  return value === 1 ? `one ${one}` : typeof value === 'number' ? `${value} ${many}` : many
}

function lives(seconds: Json | undefined): string {
  if (typeof seconds !== 'number') return ''
  return seconds < 120 ? `, for ${seconds} seconds` : `, for ${Math.round(seconds / 60)} minutes`
}
