import { redo, undo } from '@codemirror/commands'
import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension, type StateEffect } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { gapBefore } from './new-rule'
import { addRange, formWrite, type RuleRange, ruleRanges, selectRule, smallestChange } from './rule-ranges'

/**
 * The text of a draft and its editor, which comes into the page and goes again; the text outlives it. Rules are written
 * over their ranges, each as one undoable step. Nothing is written while it is not in the page.
 */
export class DeskEditor {
  #state: EditorState
  #view: EditorView | null = null

  constructor(doc: string, extensions: Extension) {
    this.#state = EditorState.create({ doc, extensions })
  }

  /** The text and what is known of it, as it stands. */
  get state(): EditorState {
    return this.#view?.state ?? this.#state
  }

  get text(): string {
    return this.state.doc.toString()
  }

  get isShown(): boolean {
    return this.#view !== null
  }

  /** Puts the editor into the page; what is given back takes it out again. */
  mount(parent: HTMLElement): () => void {
    const view = new EditorView({ state: this.#state, parent })
    this.#view = view
    return () => {
      this.#state = view.state
      this.#view = null
      view.destroy()
    }
  }

  /** Before it comes into the page. */
  tell(effects: readonly StateEffect<unknown>[]): void {
    this.#state = this.#state.update({ effects }).state
  }

  /** What a check found, in the page. */
  show(diagnostics: readonly Diagnostic[], effects: readonly StateEffect<unknown>[]): void {
    this.#view?.dispatch(setDiagnostics(this.#view.state, diagnostics), { effects })
  }

  undo(): void {
    if (this.#view) undo(this.#view)
  }

  redo(): void {
    if (this.#view) redo(this.#view)
  }

  /** Moves the cursor to a place and shows it. */
  goTo(at: number): void {
    const view = this.#view
    if (!view) return
    const anchor = Math.min(at, view.state.doc.length)
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    view.focus()
  }

  select(id: string | null, scroll: boolean): void {
    const range = this.rangeOf(id)
    this.#view?.dispatch({
      effects: [
        selectRule.of(id),
        ...(scroll && range ? [EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 48 })] : []),
      ],
    })
  }

  /** Where a rule stands now; undefined for one that the text does not have. */
  rangeOf(id: string | null): RuleRange | undefined {
    return this.state.field(ruleRanges).ranges.find((range) => range.id === id)
  }

  mayWrite(id: string): boolean {
    return this.isShown && this.rangeOf(id) !== undefined
  }

  /** A form's edit, written over the rule's range. */
  writeRule(id: string, text: string): void {
    const view = this.#view
    const range = this.rangeOf(id)
    if (!view || !range) return
    const change = smallestChange(view.state.sliceDoc(range.from, range.to), text)
    if (change === null) return
    view.dispatch({
      changes: { from: range.from + change.from, to: range.from + change.to, insert: change.insert },
      annotations: formWrite.of(true),
      userEvent: 'input.form',
    })
  }

  /** A new rule at the end of the text. @returns where it stands; null when the editor is not in the page. */
  addRule(id: string, text: string): { from: number; to: number } | null {
    const view = this.#view
    if (!view) return null
    const end = view.state.doc.length
    const gap = gapBefore(view.state.sliceDoc(Math.max(0, end - 3)))
    const from = end + gap.length
    const to = from + text.length
    view.dispatch({
      changes: { from: end, insert: `${gap}${text}\n` },
      effects: addRange.of({ id, from, to }),
      annotations: formWrite.of(true),
      userEvent: 'input.form',
    })
    return { from, to }
  }

  removeRule(id: string): void {
    const view = this.#view
    const range = this.rangeOf(id)
    if (!view || !range) return
    // The blank line after it goes along.
    const after = /^\n{1,2}/.exec(view.state.sliceDoc(range.to, range.to + 2))?.[0].length ?? 0
    view.dispatch({
      changes: { from: range.from, to: range.to + after },
      annotations: formWrite.of(true),
      userEvent: 'delete.form',
    })
  }
}
