import type { IneligibleWhy } from '../refusal'

/** One sentence per reason, the same in console, API and log (law 13). */
export function explainIneligible(why: IneligibleWhy, who: 'you' | 'they'): string {
  const you = who === 'you'
  switch (why) {
    case 'not_in_team':
      return you
        ? "You can't decide this: you are in none of the teams its boundary asks."
        : "can't decide: in none of the teams asked"
    case 'sponsor':
      return you
        ? "You can't decide this: you are the sponsor of this agent or its executor."
        : "can't decide: sponsors this agent or its executor"
    case 'principal':
      return you ? "You can't decide this: the agent acts on your behalf." : "can't decide: it acts on their behalf"
    case 'disabled':
      return you ? "You can't decide this: your account is disabled." : "can't decide: account disabled"
    case 'already_decided':
      return you ? 'You have decided this.' : 'has decided'
    case 'no_passkey':
      return you ? 'This needs a passkey signature and you have no passkey yet.' : 'has no passkey'
    case 'not_pending':
      return you ? 'This is no longer waiting for a decision.' : 'no longer asked'
    case 'joined_later':
      return you
        ? "You can't decide this: you joined the team after it was asked."
        : 'joined the team after it was asked'
    case 'loosened':
      return you
        ? "You can't decide this: it needs less consent by a change that you let through, and the first such requests are looked at by others."
        : 'let the change through by which this needs less, so others look at the first such requests'
    case 'not_approver':
      return you ? 'Only who approved this can take it back.' : 'did not approve it'
    case 'recovering':
      return you
        ? "You can't decide yet: your account was recovered less than a day ago."
        : 'account recovered less than a day ago'
    case 'handed_over':
      return you ? 'You handed this over, so you no longer decide it.' : 'handed it over'
    case 'expired':
      return you ? 'The time to decide is over. Nothing was granted.' : 'time is over'
  }
}

/** Denial codes as people read them. */
export const denialLabels: Readonly<Record<string, string>> = {
  wrong_scope: 'wrong scope',
  wrong_resource: 'wrong resource',
  insufficient_evidence: 'not enough evidence',
  not_needed: 'not needed',
  suspicious: 'suspicious',
  policy: 'against policy',
  timing: 'wrong time',
  other: 'other',
}
