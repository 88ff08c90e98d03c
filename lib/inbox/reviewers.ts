import type { z } from 'zod'
import { candidates, type Deciding, teamsOf, whyIneligible } from '@/lib/core/decision/eligibility'
import { decisionWords, explainIneligible, sayDenial } from '@/lib/core/decision/explain'
import type { Directory } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import type { reviewerView } from './schema'

type Decided = { personId: string; verb: string; code: string | null; passkeyId: string | null; decidedAt: Date }
export type ReviewerView = z.infer<typeof reviewerView>

/** The quorum tracker: who has decided, who may, who cannot and why. Decided first, then those who may, then those who cannot. */
export function reviewersOf(
  request: Deciding,
  decided: readonly Decided[],
  personId: string,
  passkeys: ReadonlySet<string>,
  open: boolean,
  directory: Directory,
  language: SaidIn,
): ReviewerView[] {
  const words = decisionWords[language]
  const everyone = [
    ...new Set([...decided.map((decision) => decision.personId), ...candidates(request.consent, directory)]),
  ]
  const views = everyone.map((id): ReviewerView => {
    const base = {
      person: { id, name: directory.people.get(id)?.name ?? id },
      teams: teamsOf(id, request, directory).map((team) => directory.teams.get(team)?.title ?? team),
      is_me: id === personId,
    }
    const decision = decided.find((candidate) => candidate.personId === id)
    if (decision)
      return {
        ...base,
        state: stateOf(decision.verb),
        sentence: decidedSentence(decision, language),
        at: decision.decidedAt.toISOString(),
      }
    const why = whyIneligible(id, request, directory)
    if (why) return { ...base, state: 'cannot', sentence: explainIneligible(why, 'they', language), at: null }
    if (request.consent.stepup === 'passkey' && !passkeys.has(id))
      return { ...base, state: 'cannot', sentence: explainIneligible('no_passkey', 'they', language), at: null }
    return { ...base, state: open ? 'may' : 'cannot', sentence: open ? words.mayDecide : words.wasAsked, at: null }
  })
  const order = { approved: 0, denied: 0, abstained: 1, may: 2, cannot: 3 } as const
  return views.sort((a, b) => order[a.state] - order[b.state] || Number(b.is_me) - Number(a.is_me))
}

function stateOf(verb: string): ReviewerView['state'] {
  return verb === 'approve' ? 'approved' : verb === 'deny' ? 'denied' : 'abstained'
}

function decidedSentence(decision: Decided, language: SaidIn): string {
  const words = decisionWords[language]
  const code = decision.code ?? 'other'
  const at = `${decision.decidedAt.toISOString().slice(11, 16)} UTC`
  if (decision.verb === 'approve') return words.approved(at, decision.passkeyId !== null)
  return decision.verb === 'deny' ? words.denied(at, sayDenial(code, language) ?? code) : words.abstained(at)
}
