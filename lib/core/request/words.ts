import type { ReasonCode } from '../boundary/consent'
import type { AccountabilityRole } from '../directory'
import { type Stop, sayStopped } from '../machine/stop'

/**
 * What is said of how a request ended. The same members in each language; `words-de.ts` has the German. Reasons are stored
 * in English, with their codes, because agents read them; here they are for people.
 */
export type RequestWords = {
  approvedBy: (names: readonly string[]) => string
  approvedByPolicy: string
  takenBack: string
  deniedBy: (name: string, why: string) => string
  deniedByPolicy: (reason: string) => string
  noRule: string
  expired: string
  replaced: string
  cancelled: string
  /** By a stop of the agent, its executor or its runtime. */
  stopped: (what: string, stop: Stop) => string
  /** The reasons of ours that do not depend on anything; what a rule says is its author's. */
  reasons: Readonly<Partial<Record<ReasonCode, string>>>
  /** What nobody answers for: roles by name, and what a vendor's runtime does not say. */
  gap: (missing: readonly string[]) => string
  roles: Readonly<Record<AccountabilityRole, string>>
  vendorGap: (what: string, runtime: string) => string
  vendorMissing: Readonly<Record<string, string>>
}

export const english: RequestWords = {
  approvedBy: (names) => `${names.length === 0 ? 'The approvers' : listed(names, 'and')} approved this.`,
  approvedByPolicy: 'Approved by policy alone.',
  takenBack: 'The approval was taken back before the grant was released.',
  deniedBy: (name, why) => `${name} denied this: ${why}.`,
  deniedByPolicy: (reason) => `Denied by policy. ${reason}`,
  noRule: 'No rule allows it.',
  expired: 'Expired. Nothing was granted. The agent was told.',
  replaced: 'Replaced by a newer revision. Nothing was granted.',
  cancelled: 'Cancelled by the agent that asked.',
  stopped: sayStopped,
  // As they are stored.
  reasons: {},
  gap: (missing) => `Nobody answers for ${missing.join(', ')} in this workflow, so the answer is no.`,
  roles: {
    accountable_owner: 'accountable owner',
    approval_logic: 'approval logic',
    logging: 'logging',
    incident_response: 'incident response',
    execution: 'execution',
  },
  vendorGap: (what, runtime) => `the ${what} of the vendor-managed runtime ${runtime}`,
  vendorMissing: {},
}

/** "Ana", "Ana and Bo", "Ana, Bo and Cy". */
export function listed(names: readonly string[], and: string): string {
  return names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`
}
