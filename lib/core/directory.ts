import type { Json } from './canonical/json'

/**
 * Everything that a decision rests on and that changes seldom, as plain data under one revision number.
 * A deciding statement re-checks the number as it writes (`countersign_config_guard`), so a cached directory is never trusted blindly.
 */
export type Directory = {
  revision: bigint
  organisation: { name: string; slug: string; isDemo: boolean }
  people: ReadonlyMap<string, DirectoryPerson>
  teams: ReadonlyMap<string, DirectoryTeam>
  teamIdBySlug: ReadonlyMap<string, string>
  agents: ReadonlyMap<string, DirectoryAgent>
  executors: ReadonlyMap<string, DirectoryExecutor>
  executorIdBySlug: ReadonlyMap<string, string>
  auditors: ReadonlyMap<string, { id: string; slug: string; title: string; status: string }>
  runtimes: ReadonlyMap<string, { id: string; slug: string; title: string; vendor: string | null; status: string }>
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
}
export type DirectoryTeam = {
  id: string
  slug: string
  title: string
  leadId: string | null
  memberIds: ReadonlySet<string>
}
export type DirectoryAgent = {
  id: string
  slug: string
  title: string
  sponsorId: string
  runtimeId: string
  status: 'active' | 'suspended' | 'retired'
}
export type DirectoryExecutor = {
  id: string
  slug: string
  title: string
  sponsorId: string
  status: 'active' | 'suspended' | 'retired'
}

/** Keyed by `fingerprint`: SHA-256 of the API key, or the RFC 7638 thumbprint of the public key. */
export type DirectoryCredential = {
  id: string
  kind: 'api_key' | 'private_key_jwt'
  fingerprint: string
  publicJwk: Json | null
  owner: { kind: 'agent' | 'executor' | 'auditor'; id: string }
  expiresAt: Date | null
}

export type DirectoryWorkflow = {
  id: string
  slug: string
  title: string
  codePrefix: string
  status: 'draft' | 'active' | 'suspended'
  ownerIds: readonly string[]
  boundary: DirectoryBoundary | null
  actionTypes: ReadonlyMap<string, ActionType>
  resources: readonly ResourcePattern[]
  assignments: readonly Assignment[]
}

export type DirectoryBoundary = { id: string; version: number; cedar: string; cedarSchema: Json }

export type ActionType = {
  id: string
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
  role: AccountabilityRole
  personId: string | null
  teamId: string | null
  vendor: { name: string; contract: string; contact: string } | null
  acknowledgedAt: Date | null
  reviewDue: Date
}
