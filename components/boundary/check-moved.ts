import type { ChangeSet, StateEffect } from '@codemirror/state'
import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { RuleView } from '@/lib/core/boundary/analysis'
import { markedLines, setMarks } from './changed-lines'
import { setFaults } from './fault-lines'
import { setRanges } from './rule-ranges'

/** What a check says about an older text, moved to where it stands now. */
export function carried(check: CheckView, since: ChangeSet): CheckView {
  if (since.empty) return check
  const move = <T extends { from: number; to: number }>(part: T): T => ({
    ...part,
    from: since.mapPos(Math.min(part.from, since.length), 1),
    to: since.mapPos(Math.min(part.to, since.length), -1),
  })
  return { ...check, rules: check.rules.map((rule): RuleView => move(rule)), faults: check.faults.map(move) }
}

/** The faults as the editor underlines them. */
export function diagnosticsOf(check: CheckView, length: number) {
  return check.faults.map((fault) => ({
    from: Math.min(fault.from, length),
    to: Math.min(Math.max(fault.to, fault.from), length),
    severity: 'error' as const,
    message: fault.help ? `${fault.message} ${fault.help}` : fault.message,
  }))
}

/** What the editor is told of a check: where the rules stand (unless the text says none), what is wrong, what changed. */
export function effectsOf(
  check: CheckView,
  text: string,
  active: BoundaryView['active'],
  readable = true,
): StateEffect<unknown>[] {
  return [
    ...(readable ? [setRanges.of(check.rules.map(({ id, from, to }) => ({ id, from, to })))] : []),
    setFaults.of(check.faults),
    setMarks.of(active ? markedLines(active.cedar, text) : []),
  ]
}
