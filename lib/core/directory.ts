import type { Json } from './canonical/json'
import type { GuardSettings } from './guard/settings'

/**
 * Everything that a decision rests on and that changes seldom, as plain data under one revision number.
 * A deciding statement re-checks the number as it writes (`countersign_config_hold`), so a cached directory is never trusted blindly.
 */
export type Directory = {
  revision: bigint
  organisation: { name: string; slug: string; isDemo: boolean; guard: GuardSettings }
  people: ReadonlyMap<string, DirectoryPerson>
  teams: ReadonlyMap<string, DirectoryTeam>
  teamIdBySlug: ReadonlyMap<string, string>
  agents: ReadonlyMap<string, DirectoryAgent>
  executors: ReadonlyMap<string, DirectoryExecutor>
  executorIdBySlug: ReadonlyMap<string, string>
  auditors: ReadonlyMap<string, { id: string; slug: string; title: string; status: string }>
  runtimes: ReadonlyMap<string, DirectoryRuntime>
  /** Who asks where several workflows claim the same thing in one runtime. */
  ownerships: readonly RuntimeOwnership[]
  pipelines: ReadonlyMap<string, DirectoryPipeline>
  credentials: ReadonlyMap<string, DirectoryCredential>
  workflows: ReadonlyMap<string, DirectoryWorkflow>
  workflowIdBySlug: ReadonlyMap<string, string>
}

export type DirectoryPerson = {
  id: string
  name: string
  title: string
  email: string
  status: 'active' | 'disabled'
  roles: readonly ('compliance' | 'admin')[]
  /** Until when somebody who was let in again without their passkeys decides nothing (ATTACKS 120). */
  recoveringUntil: Date | null
}
export type DirectoryTeam = {
  id: string
  slug: string
  title: string
  leadId: string | null
  memberIds: ReadonlySet<string>
  /** Since when each member is one: who joined after a request was made does not decide on it (ATTACKS 38). */
  memberSince: ReadonlyMap<string, Date>
}
export type DirectoryAgent = {
  id: string
  slug: string
  title: string
  sponsorId: string
  runtimeId: string
  status: MachineStatus
}
export type DirectoryExecutor = {
  id: string
  slug: string
  title: string
  sponsorId: string
  status: MachineStatus
}

/** Suspended: its owner may let it work again. Quarantined: that takes a second person. Retired: never again. */
export type MachineStatus = 'active' | 'suspended' | 'quarantined' | 'retired'

export type DirectoryRuntime = {
  id: string
  slug: string
  title: string
  /** Who answers for the runtime itself; null when nobody was named. */
  ownerId: string | null
  /** Null when we run it ourselves. */
  vendor: RuntimeVendor | null
  status: 'active' | 'suspended' | 'quarantined'
}

/** A runtime that a vendor manages must say under which contract, whom to call, and who of ours or theirs owns what (DESIGN 5). */
export type RuntimeVendor = {
  name: string
  contract: string
  contact: string
  /** A person's id, or `vendor`; null when nobody was named. */
  approvalLogic: string | null
  logging: string | null
  incidentResponse: string | null
}

/** Of several workflows that claim (runtime, action, resource pattern), the one whose boundary judges it. */
export type RuntimeOwnership = { runtime: string; action: string; pattern: string; workflowId: string }

/** A pipeline proposes boundary changes from code; whoever sponsors it counts as their author. */
export type DirectoryPipeline = {
  id: string
  slug: string
  title: string
  sponsorId: string
  status: 'active' | 'suspended'
}

/** Keyed by `fingerprint`: SHA-256 of the API key, or the RFC 7638 thumbprint of the public key. */
export type DirectoryCredential = {
  id: string
  kind: 'api_key' | 'private_key_jwt'
  fingerprint: string
  publicJwk: Json | null
  owner: { kind: 'agent' | 'executor' | 'auditor' | 'pipeline'; id: string }
  expiresAt: Date | null
}

export type DirectoryWorkflow = {
  id: string
  slug: string
  title: string
  codePrefix: string
  status: 'draft' | 'active' | 'suspended'
  ownerIds: readonly string[]
  /** The version in force, and with it the catalogue: null and empty until a first version is activated. */
  boundary: DirectoryBoundary | null
  actionTypes: ReadonlyMap<string, ActionType>
  resources: readonly ResourcePattern[]
  /** Slugs of the machines that may take part. */
  agents: ReadonlySet<string>
  executors: ReadonlySet<string>
  runtimes: ReadonlySet<string>
  assignments: readonly Assignment[]
}

export type DirectoryBoundary = {
  id: string
  version: number
  cedar: string
  cedarSchema: Json
  /** Null unless it loosened an earlier version: which one, and who let it through. */
  loosened: Loosened | null
}

/** The version that a loosening took the place of. */
export type Loosened = {
  before: { id: string; cedar: string } & Pick<
    DirectoryWorkflow,
    'actionTypes' | 'resources' | 'agents' | 'executors' | 'runtimes'
  >
  reviewerIds: readonly string[]
}

export type ActionType = {
  name: string
  title: string
  paramsSchema: Json
  resourceKind: string
  titleTemplate: string | null
  paramLabels: readonly ParamLabel[]
  riskFacts: RiskFacts
  example: Json
}

/** How one param is shown: its label and the format of its value. */
export type ParamLabel = { name: string; label: string; format: ParamFormat; currencyParam?: string }
export type ParamFormat =
  | 'text'
  | 'code'
  | 'money'
  | 'integer'
  | 'boolean'
  | 'duration_seconds'
  | 'bytes'
  | 'list'
  | 'json'

export type RiskFacts = {
  reversible: boolean
  /** One sentence: how it is undone, or that it cannot be. */
  undo: string
  money: boolean
  dataClass: 'none' | 'internal' | 'personal' | 'secret'
  verb: string
}

export type ResourcePattern = {
  /** `kind/pattern`, unique in the catalogue. */
  id: string
  kind: string
  /** Glob over `kind:id` with `*` only; matched in linear time. */
  pattern: string
  title: string
  environment: string
  sensitivity: string
  facts: Readonly<Record<string, string>>
}

export const accountabilityRoles = [
  'accountable_owner',
  'approval_logic',
  'logging',
  'incident_response',
  'execution',
] as const
export type AccountabilityRole = (typeof accountabilityRoles)[number]

export type Assignment = {
  id: string
  role: AccountabilityRole
  personId: string | null
  teamId: string | null
  /** With somebody of ours who vouches for the vendor and acknowledges in its stead. */
  vendor: { name: string; contract: string; contact: string; voucherId: string } | null
  acknowledgedAt: Date | null
  /** Who signed it. When another one leads the team or vouches by now, nobody has acknowledged it. */
  acknowledgedById: string | null
  reviewDue: Date
}
