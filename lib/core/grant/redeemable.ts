import type { Consent, ConsentText } from '../boundary/consent'
import { mayTakePart, ownedElsewhere } from '../catalogue/taking-part'
import type { Deciding } from '../decision/eligibility'
import { resolve, type Vote } from '../decision/quorum'
import type { Directory } from '../directory'

/** Why consent no longer holds at redemption: exact in the log, one undistinguished answer outside (DESIGN 8). */
export type ConsentLost =
  | 'wrong_executor'
  | 'action_mismatch'
  | 'not_issued'
  | 'not_yet_valid'
  | 'expired'
  | 'workflow_inactive'
  | 'machine_not_allowed'
  | 'owned_elsewhere'
  | 'boundary_forbids'
  | 'boundary_demands_more'
  | 'agent_suspended'
  | 'executor_suspended'
  | 'runtime_suspended'
  | 'approver_lost'
  | 'accountability_gap'
  | 'signature_unproven'

/** Does the consent given then still cover what is demanded now? Stricter demands void it; looser ones change nothing (law 12). */
export function consentCovers(
  given: Consent,
  votes: readonly Vote[],
  request: Deciding,
  demanded: Consent,
  directory: Directory,
): ConsentLost | null {
  if (demanded.tier === 'deny') return 'boundary_forbids'
  if (given.tier === 'approve' && resolve(votes, request, directory).status !== 'approved') return 'approver_lost'
  if (demanded.tier === 'approve') {
    if (given.tier !== 'approve') return 'boundary_demands_more'
    if (
      resolve(votes, { ...request, consent: { ...demanded, deny_threshold: given.deny_threshold } }, directory)
        .status !== 'approved'
    )
      return 'boundary_demands_more'
    // What nobody was asked, nobody confirmed.
    if (asksMore(given.attestations, demanded.attestations) || asksMore(given.prompts, demanded.prompts))
      return 'boundary_demands_more'
  }
  return null
}

function asksMore(given: readonly ConsentText[] = [], demanded: readonly ConsentText[] = []): boolean {
  return demanded.some(({ text }) => !given.some((asked) => asked.text === text))
}

/** Machines and workflow still in service? */
export function serviceLost(
  ids: { agentId: string; executorId: string; workflowId: string; action: string; resource: string },
  directory: Directory,
): ConsentLost | null {
  const agent = directory.agents.get(ids.agentId)
  if (agent?.status !== 'active') return 'agent_suspended'
  if (directory.runtimes.get(agent.runtimeId)?.status !== 'active') return 'runtime_suspended'
  const executor = directory.executors.get(ids.executorId)
  if (executor?.status !== 'active') return 'executor_suspended'
  const workflow = directory.workflows.get(ids.workflowId)
  if (workflow?.status !== 'active') return 'workflow_inactive'
  const allowed = mayTakePart(workflow, agent, directory) && workflow.executors.has(executor.slug)
  if (!allowed) return 'machine_not_allowed'
  return ownedElsewhere(workflow, agent, ids, directory) ? 'owned_elsewhere' : null
}

/** When a grant begins and ends: after the grace, shortest of rule, approvers' shortening and the request's own deadline. */
export function grantWindow(
  consent: Consent,
  shortened: readonly (number | null)[],
  notAfter: Date,
  now: Date,
): { notBefore: Date; expiresAt: Date } {
  const ttl = shortened.reduce<number>(
    (least, value) => (value === null ? least : Math.min(least, value)),
    consent.grant_ttl_s,
  )
  const notBefore = new Date(now.getTime() + consent.grace_s * 1_000)
  return { notBefore, expiresAt: new Date(Math.min(notBefore.getTime() + ttl * 1_000, notAfter.getTime())) }
}
