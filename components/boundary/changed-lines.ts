import { RangeSet, StateEffect, StateField, type Text } from '@codemirror/state'
import { GutterMarker, gutter } from '@codemirror/view'
import { diffArrays } from 'diff'

export type LineMark = { line: number; kind: 'added' | 'changed' | 'removed' }

/** Which lines of a text are not as they are in the version in force: added, changed, or with something removed below. */
export function markedLines(active: string, text: string): LineMark[] {
  const before = active.split('\n')
  const after = text.split('\n')
  // What is the same at both ends is most of it, and the comparison is slow in what is not.
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const marks: LineMark[] = []
  let line = start + 1
  let removed = 0
  for (const run of diffArrays(before.slice(start, before.length - end), after.slice(start, after.length - end))) {
    if (run.removed) {
      removed = run.value.length
      continue
    }
    if (run.added) {
      run.value.forEach((content, at) => {
        if (content.trim() !== '' || at < removed)
          marks.push({ line: line + at, kind: at < removed ? 'changed' : 'added' })
      })
    } else if (removed > 0 && line > 1) marks.push({ line: line - 1, kind: 'removed' })
    removed = 0
    line += run.value.length
  }
  if (removed > 0 && line > 1) marks.push({ line: line - 1, kind: 'removed' })
  return marks
}

class Mark extends GutterMarker {
  constructor(private readonly kind: LineMark['kind']) {
    super()
  }
  override eq(other: Mark) {
    return other.kind === this.kind
  }
  override toDOM() {
    const element = document.createElement('span')
    element.textContent = { added: '+', changed: '±', removed: '−' }[this.kind]
    element.title = { added: 'not in the version in force', changed: 'changed', removed: 'something was removed here' }[
      this.kind
    ]
    return element
  }
}
const MARKS = { added: new Mark('added'), changed: new Mark('changed'), removed: new Mark('removed') }

export const setMarks = StateEffect.define<readonly LineMark[]>()

const markField = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    let marks = transaction.docChanged ? value.map(transaction.changes) : value
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) marks = toRanges(effect.value, transaction.newDoc)
    return marks
  },
})

function toRanges(marks: readonly LineMark[], doc: Text): RangeSet<GutterMarker> {
  const inside = marks.filter((mark) => mark.line <= doc.lines)
  // One mark a line: something removed below a changed line is said by the change.
  const first = [...new Map(inside.toReversed().map((mark) => [mark.line, mark])).values()]
  return RangeSet.of(
    first.map((mark) => MARKS[mark.kind].range(doc.line(mark.line).from)),
    true,
  )
}

/** The margin that shows what differs from the version in force; told anew by every check. */
export const changedLines = [markField, gutter({ class: 'cm-changed', markers: (view) => view.state.field(markField) })]
