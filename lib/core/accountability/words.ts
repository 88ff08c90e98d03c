import type { AccountabilityRole } from '../directory'

/** Why nobody answers for a role. */
export type GapWhy =
  | 'unassigned'
  | 'not_acknowledged'
  | 'lapsed'
  | 'person_left'
  | 'team_without_lead'
  | 'vendor_without_contract'
/** What a runtime that a vendor manages may not say. */
export type VendorMissing = 'contract' | 'contact' | 'approval_logic' | 'logging' | 'incident_response'

type Roles = Readonly<Record<AccountabilityRole, string>>
type Missing = Readonly<Record<VendorMissing, string>>

/** What is said of who answers for what. */
export type AccountabilityWords = {
  /** By themselves, at the head of a column. */
  roles: Roles
  /** In the middle of a sentence, after "for". */
  rolesWithin: Roles
  /** Why there is a gap, after the role's name: "Accountable owner: the person named has left." */
  gaps: Readonly<Record<GapWhy, string>>
  /** What a vendor does not say, in a list after "for". */
  missing: Missing
  /** Nobody answers for … of a runtime that a vendor manages, as a sentence. */
  vendorGap: (missing: VendorMissing, runtime: string) => string
  /** "Logging of Payments" */
  roleOf: (role: AccountabilityRole, workflow: string) => string
  /** In which capacity somebody answers, or what follows from it. */
  capacity: {
    byName: string
    leads: (team: string) => string
    aTeam: string
    vouches: (vendor: string) => string
    youVouch: (vendor: string) => string
    leadsTeam: string
    sponsorsAgent: string
    sponsorsExecutor: string
    sponsorsPipeline: string
    answersForRuntime: string
    ownsWorkflow: string
    ownsAlone: string
  }
  headline: (workflows: number) => string
  /** One gap of the headline, after the workflow's title. */
  headlineGap: (workflow: string, role: AccountabilityRole, why: string) => string
  more: (count: number) => string
  /** Who named somebody when no person did. */
  setUp: string
  /** Why an assignment ended, where we say it ourselves. */
  ended: Readonly<Record<'replaced' | 'handed over', string>>
}

const roles: Roles = {
  accountable_owner: 'Accountable owner',
  approval_logic: 'Approval logic',
  logging: 'Logging',
  incident_response: 'Incident response',
  execution: 'Execution',
}
const rolesWithin: Roles = {
  accountable_owner: 'accountable owner',
  approval_logic: 'approval logic',
  logging: 'logging',
  incident_response: 'incident response',
  execution: 'execution',
}
const missing: Missing = {
  contract: 'contract',
  contact: 'contact',
  approval_logic: 'approval logic',
  logging: 'logging',
  incident_response: 'incident response',
}

export const english: AccountabilityWords = {
  roles,
  rolesWithin,
  gaps: {
    unassigned: 'nobody is named',
    not_acknowledged: 'whoever is named has not acknowledged it',
    lapsed: 'the review is overdue',
    person_left: 'the person named has left',
    team_without_lead: 'the team named has no active lead',
    vendor_without_contract: 'the vendor named has no contract or contact',
  },
  missing,
  vendorGap: (what, runtime) => `Nobody answers for the ${missing[what]} of the vendor-managed runtime ${runtime}.`,
  roleOf: (role, workflow) => `${roles[role]} of ${workflow}`,
  capacity: {
    byName: 'by name',
    leads: (team) => `as lead of ${team}`,
    aTeam: 'a team',
    vouches: (vendor) => `vouches for ${vendor}`,
    youVouch: (vendor) => `you vouch for ${vendor}`,
    leadsTeam: 'leads the team',
    sponsorsAgent: 'sponsors the agent',
    sponsorsExecutor: 'sponsors the executor',
    sponsorsPipeline: 'sponsors the pipeline',
    answersForRuntime: 'answers for the runtime',
    ownsWorkflow: 'owns the workflow',
    ownsAlone: 'owns the workflow, alone',
  },
  headline: (workflows) =>
    workflows === 1
      ? '1 workflow has a gap: its new requests are denied.'
      : `${workflows} workflows have a gap: their new requests are denied.`,
  headlineGap: (workflow, role, why) => `${workflow}, ${rolesWithin[role]}: ${why}.`,
  more: (count) => `And ${count} more.`,
  setUp: 'set-up',
  ended: { replaced: 'replaced', 'handed over': 'handed over' },
}
