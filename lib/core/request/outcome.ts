import { denialLabels } from '../decision/explain'
import type { RequestStatus } from './state'

/** How a request ended, in one sentence; the same on row, page, history and evidence (law 13). Null while pending. */
export function outcomeSentence(outcome: {
  status: RequestStatus
  tier: string
  denial: { name: string; code: string } | null
  approvers: readonly string[]
  reason: string | null
  /** The code of what the agent was told when it ended. */
  why?: string | null
}): string | null {
  switch (outcome.status) {
    case 'pending':
      return null
    case 'approved':
      return outcome.tier === 'approve' ? `${list(outcome.approvers)} approved this.` : 'Approved by policy alone.'
    case 'denied':
      if (outcome.why === 'decision.taken_back') return 'The approval was taken back before the grant was released.'
      return outcome.denial
        ? `${outcome.denial.name} denied this: ${denialLabels[outcome.denial.code] ?? outcome.denial.code}.`
        : `Denied by policy. ${outcome.reason ?? 'No rule allows it.'}`
    case 'expired':
      return 'Expired. Nothing was granted. The agent was told.'
    case 'cancelled':
      return outcome.why === 'request.superseded'
        ? 'Replaced by a newer revision. Nothing was granted.'
        : 'Cancelled by the agent that asked.'
  }
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'The approvers'
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
