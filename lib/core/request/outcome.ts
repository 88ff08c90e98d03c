import type { Reason } from '../boundary/consent'
import { sayDenial } from '../decision/explain'
import type { SaidIn } from '../language/said'
import { requestWords, sayReason } from './reason'
import type { RequestStatus } from './state'

/** How a request ended, in one sentence; the same on row, page, history and evidence (law 13). Null while pending. */
export function outcomeSentence(
  outcome: {
    status: RequestStatus
    tier: string
    denial: { name: string; code: string } | null
    approvers: readonly string[]
    /** Why policy said what it said. */
    reason: Pick<Reason, 'code' | 'message'> | null
    /** The code of what the agent was told when it ended. */
    why?: string | null
  },
  language: SaidIn,
): string | null {
  const words = requestWords[language]
  const { denial, reason } = outcome
  switch (outcome.status) {
    case 'pending':
      return null
    case 'approved':
      return outcome.tier === 'approve' ? words.approvedBy(outcome.approvers) : words.approvedByPolicy
    case 'denied':
      if (outcome.why === 'decision.taken_back') return words.takenBack
      return denial
        ? words.deniedBy(denial.name, sayDenial(denial.code, language) ?? denial.code)
        : words.deniedByPolicy(reason === null ? words.noRule : sayReason(reason, language))
    case 'expired':
      return words.expired
    case 'cancelled':
      return outcome.why === 'request.superseded' ? words.replaced : words.cancelled
  }
}
