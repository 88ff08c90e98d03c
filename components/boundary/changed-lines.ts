import { RangeSet, StateEffect, StateField, type Text } from '@codemirror/state'
import { type EditorView, GutterMarker, gutter } from '@codemirror/view'
import { diffArrays } from 'diff'

export type LineMark = { line: number; kind: 'added' | 'changed' | 'removed' }

/** Which lines of a text are not as they are in the version in force: added, changed, or with something removed below. */
export function markedLines(active: string, text: string): LineMark[] {
  const before = active.split('\n')
  const after = text.split('\n')
  const marks: LineMark[] = []
  let [left, right] = [0, 0]
  // Between two lines that stayed lies what was removed and what came in its place.
  for (const [from, to] of [...sameLines(before, after), [before.length, after.length] as const]) {
    const removed = from - left
    if (to === right && removed > 0 && right > 0) marks.push({ line: right, kind: 'removed' })
    for (let line = right; line < to; line++) {
      const kind = line - right < removed ? 'changed' : 'added'
      if (kind === 'changed' || after[line]?.trim() !== '') marks.push({ line: line + 1, kind })
    }
    ;[left, right] = [from + 1, to + 1]
  }
  return marks
}

/** The lines that are in both texts, in order, as pairs of their places. */
function sameLines(before: readonly string[], after: readonly string[]): [from: number, to: number][] {
  // What only one of them has was removed or added for sure, and is most of it; the comparison is slow in what is left.
  const [inBefore, inAfter] = [new Set(before), new Set(after)]
  const left = places(before, inAfter)
  const right = places(after, inBefore)
  const pairs: [number, number][] = []
  let [from, to] = [0, 0]
  for (const run of diffArrays(
    left.map((place) => before[place]),
    right.map((place) => after[place]),
  )) {
    if (run.removed) from += run.value.length
    else if (run.added) to += run.value.length
    else for (const _ of run.value) pairs.push([left[from++] ?? 0, right[to++] ?? 0])
  }
  return pairs
}

function places(lines: readonly string[], known: ReadonlySet<string>): number[] {
  return lines.flatMap((line, place) => (known.has(line) ? [place] : []))
}

class Mark extends GutterMarker {
  constructor(private readonly kind: LineMark['kind']) {
    super()
  }
  override eq(other: Mark) {
    return other.kind === this.kind
  }
  override toDOM(view: EditorView) {
    const element = document.createElement('span')
    element.textContent = { added: '+', changed: '±', removed: '−' }[this.kind]
    element.title = view.state.phrase(`mark ${this.kind}`)
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
