import {
  blameChange,
  type CounterProposal,
  paramOf,
  proposalFaults,
  proposedParams,
} from '@/lib/core/decision/counter-proposal'
import { revisableParams } from '@/lib/core/decision/revisable'
import type { Directory } from '@/lib/core/directory'
import type { FieldError } from '@/lib/core/refusal'
import { checkParams } from '@/lib/requests/params'
import type { LockedRequest } from '@/lib/requests/store-locked'

/**
 * What is wrong with a counter-proposal. Checked against the catalogue in force, because that is what the agent's next
 * request will be checked against: a proposal that could not be asked for would send the agent in circles.
 */
export function proposalErrors(
  proposal: CounterProposal,
  nextAction: string,
  request: Pick<LockedRequest, 'workflowId' | 'action' | 'params'>,
  directory: Directory,
): FieldError[] {
  if (nextAction !== 'revise') return [{ pointer: '/counter_proposal', detail: 'goes with next_action "revise" only' }]
  const type = directory.workflows.get(request.workflowId)?.actionTypes.get(request.action)
  if (!type) return [{ pointer: '/counter_proposal', detail: 'this action is no longer in the catalogue' }]
  const names = new Set(revisableParams(type, request.params).flatMap(({ pointer }) => paramOf(pointer) ?? []))
  const faults = proposalFaults(proposal, request.params, names)
  if (faults.length > 0) return faults
  return checkParams(type, proposedParams(request.params, proposal)).map((error) => blameChange(proposal, error))
}
