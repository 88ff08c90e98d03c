import type { ChangeSet, StateEffect } from '@codemirror/state'
import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { RuleForm, RuleView } from '@/lib/core/boundary/analysis'
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

/**
 * The rules of a check, and between them those that it cannot read for a fault of their own, as they were read last: whoever
 * empties a field of a form to write it anew still has the form. `ranges` is where rules stand in the text now.
 */
export function withFaulty(
  check: CheckView,
  before: readonly RuleView[],
  ranges: readonly { id: string; from: number; to: number }[],
): RuleView[] {
  const faulty = ranges.flatMap((range) => {
    const known = before.find(({ id }) => id === range.id)
    const isRead = check.rules.some(({ id, from, to }) => id === range.id || (from < range.to && range.from < to))
    const hasFault = check.faults.some(({ from }) => from >= range.from && from <= range.to)
    return known && !isRead && hasFault ? [{ ...known, from: range.from, to: range.to }] : []
  })
  return faulty.length === 0 ? check.rules : [...check.rules, ...faulty].sort((a, b) => a.from - b.from)
}

/** The forms that were edited and that the check could not read back: they are newer than what it says. */
export function unread(edited: ReadonlyMap<string, RuleForm>, { rules, faults }: CheckView): Map<string, RuleForm> {
  if (faults.length === 0) return new Map()
  return new Map([...edited].filter(([id, form]) => !rules.some((rule) => rule.id === id || rule.id === form.id)))
}
