import type { GuardNumbers } from '../guard/settings'

/**
 * What takes two people (decision 0009), each kind with what it is about, what holds now and what is to hold. One person
 * proposes, another one applies, and what is proposed never changes in between. Everything is named by id; what a kind
 * does is in `lib/proposals/apply.ts`, who may in `may.ts`, its sentence in `explain.ts`.
 */
export type Changes = {
  'person.role': {
    subject: { person_id: string; role: GivenRole }
    before: { has: boolean }
    after: { has: true }
  }
  'team.member': {
    subject: { team_id: string; person_id: string }
    before: { member: boolean }
    after: { member: true }
  }
  'team.lead': {
    subject: { team_id: string }
    before: { lead_id: string | null }
    after: { lead_id: string }
  }
  'workflow.owner': {
    subject: { workflow_id: string; person_id: string }
    before: { owner: boolean }
    after: { owner: true }
  }
  'workflow.resume': {
    subject: { workflow_id: string }
    before: { status: string }
    after: { status: 'active' }
  }
  /** A quarantined agent or executor. */
  'machine.resume': {
    subject: { machine_id: string }
    before: { status: string }
    after: { status: 'active' }
  }
  /** A quarantined runtime. */
  'runtime.resume': {
    subject: { runtime_id: string }
    before: { status: string }
    after: { status: 'active' }
  }
  /** A one-time link for somebody whose passkeys are lost; using it ends those. */
  'person.recover': {
    subject: { person_id: string }
    before: { recovering_until: string | null }
    after: { link: 'one-time' }
  }
  /**
   * Which of two workflows judges what both claim in a runtime. `runtime` is a slug, as in `RuntimeOwnership`;
   * `other_workflow_id` is the one that gives its claim up.
   */
  'runtime.ownership': {
    subject: { runtime: string; action: string; pattern: string; other_workflow_id: string }
    before: { workflow_id: string | null }
    after: { workflow_id: string }
  }
  /** The fatigue guard of the organisation, asking less of people than it does. */
  'organisation.guard': {
    subject: Record<string, never>
    before: GuardNumbers
    after: GuardNumbers
  }
}

export type GivenRole = 'admin' | 'compliance'
export type ProposalKind = keyof Changes

export const proposalKinds = [
  'person.role',
  'team.member',
  'team.lead',
  'workflow.owner',
  'workflow.resume',
  'machine.resume',
  'runtime.resume',
  'person.recover',
  'runtime.ownership',
  'organisation.guard',
] as const satisfies readonly ProposalKind[]

/** A change of one of the kinds `K`, of any kind unless told. */
export type ChangeOf<K extends ProposalKind = ProposalKind> = { [P in K]: { kind: P } & Changes[P] }[K]

/** What a person asks for: the change without what holds now, which only the server says; `after` where it is not fixed. */
export type Wish =
  | { [P in Exclude<ProposalKind, Chosen>]: { kind: P; subject: Changes[P]['subject'] } }[Exclude<ProposalKind, Chosen>]
  | { [P in Chosen]: { kind: P; subject: Changes[P]['subject']; after: Changes[P]['after'] } }[Chosen]
type Chosen = 'team.lead' | 'runtime.ownership' | 'organisation.guard'
