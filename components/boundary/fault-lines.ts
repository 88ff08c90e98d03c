import { StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { Fault } from '@/lib/boundaries/schema-views'

export const setFaults = StateEffect.define<readonly Fault[]>()

/** "Did you mean `velocity`?": the change that does it, or null when the help names none. */
export function fixOf(fault: Fault, slice: string): { insert: string; name: string } | null {
  const meant = /did you mean [`'"]([\w.:-]+)[`'"]/i.exec(`${fault.help ?? ''} ${fault.message}`)?.[1]
  const wrong = [...fault.message.matchAll(/[`'"]([\w.:-]+)[`'"]/g)].map((match) => match[1] ?? '')
  if (meant === undefined) return null
  const found = wrong.find((name) => name !== meant && slice.includes(name))
  if (found !== undefined) return { insert: slice.replace(found, meant), name: meant }
  return /^[\w-]+$/.test(slice) ? { insert: meant, name: meant } : null
}

/** Under the line: what is wrong, the help, and the repair where there is one. */
class FaultNote extends WidgetType {
  constructor(private readonly fault: Fault) {
    super()
  }
  override eq(other: FaultNote) {
    return (
      other.fault.message === this.fault.message &&
      other.fault.line === this.fault.line &&
      other.fault.help === this.fault.help
    )
  }
  override toDOM(view: EditorView) {
    // Its distance to the text is padding: the editor measures no margins.
    const frame = document.createElement('div')
    frame.className = 'cm-fault-frame'
    const note = frame.appendChild(document.createElement('div'))
    note.className = 'cm-fault-note'
    const what = document.createElement('b')
    what.textContent = `${this.fault.line}:${this.fault.column} ${this.fault.message}`
    note.append(what)
    if (this.fault.help) note.append(` ${this.fault.help}`)
    const fix = fixOf(this.fault, view.state.sliceDoc(this.fault.from, this.fault.to))
    if (fix !== null && !view.state.readOnly) {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = view.state.phrase('Replace by $', fix.name)
      button.onclick = () => {
        view.dispatch({ changes: { from: this.fault.from, to: this.fault.to, insert: fix.insert }, userEvent: 'input' })
        view.focus()
      }
      note.append(' ', button)
    }
    return frame
  }
  override ignoreEvent() {
    return true
  }
}

const faulty = Decoration.line({ class: 'cm-faulty' })

export const faultLines: StateField<DecorationSet> = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let marks = transaction.docChanged ? value.map(transaction.changes) : value
    for (const effect of transaction.effects) if (effect.is(setFaults)) marks = notes(effect.value, transaction.newDoc)
    return marks
  },
  provide: (field) => EditorView.decorations.from(field),
})

function notes(faults: readonly Fault[], doc: Text): DecorationSet {
  const ranges = faults.flatMap((fault) => {
    const line = doc.lineAt(Math.min(Math.max(fault.from, 0), doc.length))
    return [
      faulty.range(line.from),
      Decoration.widget({ widget: new FaultNote(fault), block: true, side: 1 }).range(line.to),
    ]
  })
  return Decoration.set(ranges, true)
}
