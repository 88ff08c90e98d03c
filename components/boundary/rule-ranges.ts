import { Annotation, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** Where each rule stands in the text, carried along through every edit until the next check says it anew. */
export type RuleRange = { id: string; from: number; to: number }
type Ranges = { ranges: readonly RuleRange[]; selected: string | null }

export const setRanges = StateEffect.define<readonly RuleRange[]>()
export const addRange = StateEffect.define<RuleRange>()
export const selectRule = StateEffect.define<string | null>()
/** On transactions that the form wrote: the rule is what the form says. */
export const formWrite = Annotation.define<boolean>()

const openLine = Decoration.line({ class: 'cm-open-rule' })

export const ruleRanges: StateField<Ranges> = StateField.define<Ranges>({
  create: () => ({ ranges: [], selected: null }),
  update(value, transaction) {
    let { ranges, selected } = value
    if (transaction.docChanged)
      ranges = ranges.map((range) => ({
        id: range.id,
        // What is typed right before or after a rule is no part of it.
        from: transaction.changes.mapPos(range.from, 1),
        to: transaction.changes.mapPos(range.to, -1),
      }))
    for (const effect of transaction.effects) {
      if (effect.is(setRanges)) ranges = effect.value
      if (effect.is(addRange)) ranges = [...ranges, effect.value]
      if (effect.is(selectRule)) selected = effect.value
    }
    return ranges === value.ranges && selected === value.selected ? value : { ranges, selected }
  },
  provide: (field) =>
    EditorView.decorations.compute([field, 'doc'], (state) => linesOfSelected(state.field(field), state.doc)),
})

function linesOfSelected(
  { ranges, selected }: Ranges,
  doc: { lineAt: (at: number) => { from: number; to: number }; length: number },
): DecorationSet {
  const range = ranges.find((candidate) => candidate.id === selected)
  if (range === undefined || range.to > doc.length || range.from >= range.to) return Decoration.none
  const lines = []
  for (let at = range.from; at <= range.to; ) {
    const line = doc.lineAt(at)
    lines.push(openLine.range(line.from))
    at = line.to + 1
  }
  return Decoration.set(lines)
}

/** The smallest change that turns `before` into `after`, as an edit of the middle: a cursor elsewhere in it stays. */
export function smallestChange(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
