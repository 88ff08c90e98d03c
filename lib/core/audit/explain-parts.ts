import type { Json } from '../canonical/json'
import { sayDenial } from '../decision/explain'
import type { ConsentLost } from '../grant/redeemable'
import type { SaidIn } from '../language/said'
import { sayChange } from '../proposal/explain'
import { lostGerman } from './words-de'

type Tone = 'neutral' | 'ok' | 'warn' | 'danger'
export type EntrySentence = { sentence: string; tone: Tone }
export type Facts = { readonly [key: string]: Json }

/** Names for the ids of an entry, from the directory. `of` gives the id itself for what it does not know. */
export interface EntryNames {
  readonly actor: string
  /** Title of the request that it is about; null when it is about none. */
  readonly title: string | null
  readonly of: (id: string) => string
}

export const CHANNELS: { readonly [channel: string]: string } = { email: 'e-mail', push: 'notification', chat: 'chat' }

/** Devices and chats have no names that an entry could keep. */
export function reached(facts: Facts, of: (id: string) => string): string {
  const id = text(facts.recipient)
  return id.startsWith('usr_') ? of(id) : id.startsWith('dev_') ? 'a device' : 'a chat'
}

export const ROTA: { readonly [what: string]: string } = {
  order: 'who is on call in turns',
  override: 'who is on call for a while',
  holiday: 'the holidays',
}

export const METHODS: { readonly [method: string]: string } = {
  passkey: ' with a passkey',
  oidc: ' with single sign-on',
  demo: ' to the demo, without proof',
}

export const INELIGIBLE: { readonly [why: string]: string } = {
  not_in_team: 'in none of the teams asked',
  sponsor: 'sponsors this agent or its executor',
  principal: 'the agent acts on their behalf',
  disabled: 'the account is disabled',
  already_decided: 'has already decided',
  no_passkey: 'has no passkey',
  not_pending: 'no longer waiting for a decision',
  expired: 'the time to decide was over',
  handed_over: 'had handed it over',
}

const LOST: { readonly [why in ConsentLost]: string } & { readonly [why: string]: string | undefined } = {
  wrong_executor: 'it is for another executor',
  action_mismatch: 'the action was not the one consented to',
  not_issued: 'it had been used or was over',
  not_yet_valid: 'it is not valid yet',
  expired: 'it has expired',
  workflow_inactive: 'the workflow is not active',
  machine_not_allowed: 'the agent or executor takes no part in the workflow any more',
  owned_elsewhere: 'another workflow judges this now',
  boundary_forbids: 'the active boundary forbids it',
  boundary_demands_more: 'the active boundary demands more consent',
  agent_suspended: 'the agent is suspended',
  executor_suspended: 'the executor is suspended',
  runtime_suspended: 'the runtime is suspended',
  approver_lost: 'an approver is no longer eligible',
  accountability_gap: 'nobody is accountable',
  signature_unproven: 'it was not issued here',
}

/** Why a grant was refused, after "it was refused: ". */
export function refusedGrantWhy(why: string, language: SaidIn = 'en'): string {
  return (language === 'de' ? lostGerman : LOST)[why] ?? words(why)
}

export const neutral = (sentence: string): EntrySentence => ({ sentence, tone: 'neutral' })
export const ok = (sentence: string): EntrySentence => ({ sentence, tone: 'ok' })
export const warn = (sentence: string): EntrySentence => ({ sentence, tone: 'warn' })
export const danger = (sentence: string): EntrySentence => ({ sentence, tone: 'danger' })

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export function list(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map((each) => text(each)).filter((each) => each !== '') : []
}

/** "the boundary of payments, version 4" */
export function version(facts: Facts): string {
  return `the boundary of ${text(facts.workflow) || 'a workflow'}${facts.version === undefined ? '' : `, version ${text(facts.version)}`}`
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** Whom it is about, by name where their id is said. */
export function someone(facts: Facts, of: (id: string) => string): string {
  return text(facts.person) === '' ? 'a person' : of(text(facts.person))
}

/** While nothing was ever in force, one person suffices (decision 0009); the log says when that was so. */
export function alone(facts: Facts): string {
  return facts.setting_up === true ? ', while setting up' : ''
}

/** What was proposed, in the words of its own page. */
export function proposed(facts: Facts, of: (id: string) => string, language: SaidIn = 'en'): string {
  const { kind, subject = null, before = null, after = null } = facts
  return sayChange({ kind: text(kind), subject, before, after }, of, language)
}

/** What a kill switch ended at once. */
export function ended(facts: Facts): string {
  const parts = [
    typeof facts.cancelled === 'number' && facts.cancelled > 0
      ? `${count(facts.cancelled, 'request', 'requests')} cancelled`
      : '',
    typeof facts.revoked === 'number' && facts.revoked > 0 ? `${count(facts.revoked, 'grant', 'grants')} revoked` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

/** Which stop ended it: "billing-agent was suspended". */
export function stopped(facts: Facts): string {
  return `${text(facts.stopped)} was ${text(facts.how) || 'stopped'}`
}

/** Which members changed, by name; their values are in the entry. */
export function changed(facts: Facts): string {
  const names = Array.isArray(facts.changed) ? facts.changed.map(words) : []
  return names.length === 0 ? '' : `: ${names.join(', ')}`
}

/** ", until 12:30 UTC" of an instant. */
export function until(value: Json | undefined): string {
  const instant = text(value)
  return instant === '' ? '' : `, until ${instant.slice(11, 16)} UTC`
}

/** A code as words: `wrong_scope` → `wrong scope`. */
export function words(value: Json | undefined): string {
  return text(value).replace(/[_.]/g, ' ') || 'no reason recorded'
}

export function because(code: Json | undefined): string {
  const known = text(code)
  return known ? `: ${sayDenial(known, 'en') ?? words(code)}` : ''
}

export function count(value: Json | undefined, one: string, many: string): string {
  return value === 1 ? `one ${one}` : typeof value === 'number' ? `${value} ${many}` : many
}

export function lives(seconds: Json | undefined): string {
  if (typeof seconds !== 'number') return ''
  return seconds < 120 ? `, for ${seconds} seconds` : `, for ${Math.round(seconds / 60)} minutes`
}
