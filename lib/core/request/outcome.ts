import type { Reason } from '../boundary/consent'
import { sayDenial } from '../decision/explain'
import type { SaidIn } from '../language/said'
import { stoppedIn } from '../machine/stop'
import { requestWords, sayReason } from './reason'
import type { RequestStatus } from './state'
import type { RequestWords } from './words'

/** How a request ended, in one sentence; the same on row, page, history and evidence (law 13). Null while pending. */
export function outcomeSentence(
  outcome: {
    status: RequestStatus
    tier: string
    denial: { name: string; code: string } | null
    approvers: readonly string[]
    /** Why policy said what it said. */
    reason: Pick<Reason, 'code' | 'message'> | null
    /** What the agent was told when it ended. */
    told?: { readonly code: string; readonly message: string } | null
  },
  language: SaidIn,
): string | null {
  const words = requestWords[language]
  const { denial, reason, told } = outcome
  switch (outcome.status) {
    case 'pending':
      return null
    case 'approved':
      return outcome.tier === 'approve' ? words.approvedBy(outcome.approvers) : words.approvedByPolicy
    case 'denied':
      if (told?.code === 'decision.taken_back') return words.takenBack
      return denial
        ? words.deniedBy(denial.name, sayDenial(denial.code, language) ?? denial.code)
        : words.deniedByPolicy(reason === null ? words.noRule : sayReason(reason, language))
    case 'expired':
      return words.expired
    case 'cancelled':
      return told?.code === 'request.superseded' ? words.replaced : cancelled(told?.message ?? '', words)
  }
}

function cancelled(message: string, words: RequestWords): string {
  const stopped = stoppedIn(message)
  return stopped === null ? words.cancelled : words.stopped(stopped.what, stopped.stop)
}
