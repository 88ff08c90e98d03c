import type { Json } from '../canonical/json'
import type { ActionType } from '../directory'
import type { SaidIn } from '../language/said'
import { showValue } from '../presentation/format'
import { type CounterProposal, type ProposedChange, paramOf } from './counter-proposal'
import { decisionWords } from './explain'
import type { DecisionWords } from './words'

/** A counter-proposal in words, one line a change, with the action's own labels, and values as they are shown and signed. */
export function proposedLines(
  proposal: CounterProposal | null,
  type: Pick<ActionType, 'paramLabels'> | undefined,
  params: { readonly [name: string]: Json },
  language: SaidIn,
): { label: string; text: string }[] {
  return (proposal?.changes ?? []).map((change) => {
    const name = paramOf(change.pointer) ?? change.pointer
    const label = type?.paramLabels.find((candidate) => candidate.name === name)
    const code = label?.currencyParam ? params[label.currencyParam] : undefined
    const say = (value: Json) =>
      showValue(
        value,
        label?.format ?? (typeof value === 'string' ? 'text' : 'json'),
        typeof code === 'string' ? code : undefined,
      )
    return { label: label?.label ?? name, text: sayChange(change, say, decisionWords[language]) }
  })
}

function sayChange(change: ProposedChange, say: (value: Json) => string, words: DecisionWords): string {
  switch (change.op) {
    case 'remove':
      return words.leaveOut
    case 'set':
      return say(change.value)
    case 'at_most':
      return words.atMost(say(change.value))
    case 'at_least':
      return words.atLeast(say(change.value))
  }
}
