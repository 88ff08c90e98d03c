import type { Json } from '@/lib/core/canonical/json'
import type { AccountabilityRole, ParamLabel, RiskFacts } from '@/lib/core/directory'

/** The demo organisation as plain data: references are slugs and people's keys, never ids; ids are made when it is written. */

export interface SeedPerson {
  /** Short name that the rest of the seed refers to; never stored. */
  readonly key: string
  readonly name: string
  readonly title: string
  readonly email: string
  readonly roles?: readonly ('compliance' | 'admin')[]
  /** Somebody who left: kept, because old records name them. */
  readonly left?: true
}

export interface SeedTeam {
  readonly slug: string
  readonly title: string
  /** Person keys; the first one leads. */
  readonly members: readonly [string, ...string[]]
}

export interface SeedRuntime {
  readonly slug: string
  readonly title: string
  /** Person key. */
  readonly owner: string
  /** Person keys, or `vendor`. */
  readonly vendor: {
    readonly name: string
    readonly contract: string
    readonly contact: string
    readonly approvalLogic: string | null
    readonly logging: string | null
    readonly incidentResponse: string | null
  } | null
}

export interface SeedMachine {
  readonly slug: string
  readonly title: string
  readonly description?: string
  /** Person key. */
  readonly sponsor: string
}

export interface SeedAgent extends SeedMachine {
  readonly runtime: string
}

export interface SeedAction {
  readonly name: string
  readonly title: string
  readonly resourceKind: string
  /** Text with `{param}` and `{resource}`; it begins with the verb. Null: opaque. */
  readonly titleTemplate: string | null
  /** JSON Schema 2020-12. */
  readonly paramsSchema: { readonly [key: string]: Json }
  readonly paramLabels: readonly ParamLabel[]
  readonly riskFacts: RiskFacts
  readonly example: {
    readonly resource: string
    readonly params: { readonly [key: string]: Json }
    readonly executor: string
  }
}

export interface SeedResource {
  readonly kind: string
  readonly pattern: string
  readonly title: string
  readonly environment: 'prod' | 'staging' | 'sandbox'
  readonly sensitivity: 'none' | 'internal' | 'personal' | 'financial' | 'secret'
  readonly facts: Readonly<Record<string, string>>
}

export interface SeedVendor {
  readonly name: string
  readonly contract: string
  readonly contact: string
  /** Person key of whoever vouches for the vendor. */
  readonly voucher: string
}

export interface SeedAssignment {
  readonly role: AccountabilityRole
  readonly by: { readonly person: string } | { readonly team: string } | { readonly vendor: SeedVendor }
}

export interface SeedBoundary {
  readonly cedar: string
  readonly note: string
  /** Person keys; two different people (law 12). */
  readonly author: string
  readonly reviewer: string
}

export interface SeedWorkflow {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly codePrefix: string
  /** Person keys. */
  readonly owners: readonly string[]
  readonly actions: readonly SeedAction[]
  readonly resources: readonly SeedResource[]
  /** Slugs of the machines that take part. */
  readonly agents: readonly string[]
  readonly executors: readonly string[]
  readonly runtimes: readonly string[]
  readonly boundary: SeedBoundary
  readonly accountability: readonly SeedAssignment[]
}

/** A workflow that has never been active: its first version is a draft, and some roles may be open. */
export interface SeedDraft extends Omit<SeedWorkflow, 'boundary' | 'accountability'> {
  readonly cedar: string
  readonly author: string
  /** What the change is called. */
  readonly draftTitle: string
  readonly accountability: readonly (SeedAssignment & { readonly acknowledged: boolean })[]
}

export interface SeedOrganisation {
  readonly name: string
  readonly slug: string
  readonly people: readonly SeedPerson[]
  readonly teams: readonly SeedTeam[]
  readonly runtimes: readonly SeedRuntime[]
  readonly agents: readonly SeedAgent[]
  readonly executors: readonly SeedMachine[]
  readonly auditors: readonly { readonly slug: string; readonly title: string }[]
  readonly pipelines: readonly SeedMachine[]
  readonly workflows: readonly SeedWorkflow[]
  readonly drafts: readonly SeedDraft[]
}

/** An object schema that refuses unknown members; every property is required unless named in `optional`. */
export function paramsOf(
  properties: { readonly [key: string]: { readonly [key: string]: Json } },
  optional: readonly string[] = [],
): { readonly [key: string]: Json } {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties: { ...properties },
  }
}
