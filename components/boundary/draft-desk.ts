import type { ChangeSet, Transaction } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import type { Translate } from '@/components/language/translate'
import { checkDraft } from '@/lib/boundaries/client'
import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { RuleForm } from '@/lib/core/boundary/analysis'
import { writeRule } from '@/lib/core/boundary/form/write-form'
import { ApiError } from '@/lib/http/client'
import { cedarSetup } from './cedar-setup'
import { carried, diagnosticsOf, effectsOf, unread, withFaulty } from './check-moved'
import { DeskEditor } from './desk-editor'
import { type DeskState, isValid, nextTask, openingState } from './desk-state'
import { DraftSaving } from './draft-saving'
import { DraftSimulation } from './draft-simulation'
import { provisionalRule } from './new-rule'
import { formWrite, ruleRanges } from './rule-ranges'

const CHECK_AFTER_MS = 250

/**
 * One draft on somebody's desk. The text is the only truth and lives in the editor; forms are written into it, checks read
 * it back. While a check is on its way, what it will say is carried through the edits that happen meanwhile, so that
 * nothing is overwritten. React is told only what it draws.
 */
export class DraftDesk {
  readonly slug: string
  readonly readOnly: boolean
  #state: DeskState
  readonly #listeners = new Set<() => void>()
  readonly #editor: DeskEditor
  /** Counts every edit of anything that is checked. */
  #version = 0
  /** Edits since the running check was sent. */
  #since: ChangeSet | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #checking: AbortController | null = null
  readonly saving: DraftSaving
  readonly simulation: DraftSimulation

  /** `t`: what the editor says itself. Who changes the language leaves this page. */
  constructor(
    readonly opened: BoundaryView,
    private readonly t: Translate<'boundary'>,
  ) {
    this.slug = opened.workflow.slug
    this.readOnly = !opened.may.edit
    this.#state = openingState(opened)
    const judged = () => ({ cedar: this.text, catalogue: this.#state.catalogue })
    this.saving = new DraftSaving(
      this.slug,
      opened,
      () => {
        const { tests, title, note, ticket } = this.#state
        return { ...judged(), tests: [...tests], title, note, ticket }
      },
      (save) => this.#set({ save }),
      t,
    )
    this.simulation = new DraftSimulation(
      this.slug,
      judged,
      () => this.#version,
      (simulation) => this.#set({ simulation }),
      t,
    )
    this.#editor = new DeskEditor(opened.cedar, [
      cedarSetup({
        facts: () => ({ schema: this.#state.check.schema, catalogue: this.#state.catalogue, known: opened.known }),
        label: t('cedar.textOf', { title: opened.workflow.title, version: `${opened.version}` }),
        t,
        readOnly: this.readOnly,
      }),
      EditorView.updateListener.of((update) => this.#updated(update)),
    ])
    this.#editor.tell(effectsOf(opened.check, opened.cedar, opened.active))
  }

  // ---------------------------------------------------------------- what is drawn

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): DeskState => this.#state

  #set(change: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  // ---------------------------------------------------------------- the text

  /** Puts the editor into the page. The text outlives it. */
  mount(parent: HTMLElement): () => void {
    this.saving.reopen()
    const leave = this.#editor.mount(parent)
    // A draft that was opened is simulated at once: what it would do is what one comes for.
    if (this.#state.simulation.result === null && isValid(this.#state.check)) this.simulation.soon()
    return leave
  }

  get text(): string {
    return this.#editor.text
  }

  undo(): void {
    this.#editor.undo()
  }

  redo(): void {
    this.#editor.redo()
  }

  goTo(at: number): void {
    this.#editor.goTo(at)
  }

  goToRule(id: string): void {
    this.goTo(this.#editor.rangeOf(id)?.from ?? 0)
  }

  select(id: string | null, scroll = true): void {
    if (this.#state.selected === id) return
    this.#editor.select(id, scroll)
    this.#set({ selected: id })
  }

  // ---------------------------------------------------------------- edits

  /** The form's edit. `id` is what the rule was called when it was read. */
  writeForm(id: string, form: RuleForm): void {
    if (!this.#editor.mayWrite(id) || this.readOnly) return
    this.#set({ edited: new Map(this.#state.edited).set(id, form) })
    this.#editor.writeRule(id, writeRule(form))
  }

  addRule(form: RuleForm): void {
    if (this.readOnly) return
    const place = this.#editor.addRule(form.id, writeRule(form))
    if (place === null) return
    this.#set({
      rules: [...this.#state.rules, provisionalRule(form, place.from, place.to, this.t('rules.beingRead'))],
      edited: new Map(this.#state.edited).set(form.id, form),
    })
    this.select(form.id)
  }

  removeRule(id: string): void {
    if (!this.#editor.mayWrite(id) || this.readOnly) return
    this.#editor.removeRule(id)
    this.#set({ rules: this.#state.rules.filter((rule) => rule.id !== id), selected: null })
  }

  /** Catalogue, test cases, title, why and ticket. */
  change(part: Partial<Pick<DeskState, 'catalogue' | 'tests' | 'title' | 'note' | 'ticket'>>): void {
    if (this.readOnly) return
    const checked = part.catalogue !== undefined || part.tests !== undefined
    this.#set(part)
    this.#edited(checked)
  }

  #updated(update: ViewUpdate): void {
    if (update.docChanged) {
      if (this.#since) this.#since = this.#since.compose(update.changes)
      this.#lockTouched(update.transactions)
      this.#edited(true)
    } else if (update.selectionSet && update.transactions.some((transaction) => transaction.isUserEvent('select'))) {
      const at = update.state.selection.main.head
      const rule = update.state.field(ruleRanges).ranges.find((range) => range.from <= at && at <= range.to)
      // Not within the update that is being told of.
      if (rule && rule.id !== this.#state.selected) queueMicrotask(() => this.select(rule.id, false))
    }
  }

  /** Rules that somebody edits as text wait to be read before their form may write again. */
  #lockTouched(transactions: readonly Transaction[]): void {
    const locked = new Set(this.#state.locked)
    for (const transaction of transactions) {
      if (!transaction.docChanged || transaction.annotation(formWrite)) continue
      for (const range of transaction.startState.field(ruleRanges).ranges)
        if (transaction.changes.touchesRange(range.from, range.to)) locked.add(range.id)
    }
    if (locked.size === this.#state.locked.size) return
    const edited = new Map([...this.#state.edited].filter(([id]) => !locked.has(id)))
    this.#set({ locked, edited })
  }

  #edited(checked: boolean): void {
    if (checked) {
      this.#version++
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#check(), CHECK_AFTER_MS)
      this.simulation.outdated()
      if (!this.#state.checking) this.#set({ checking: true })
    }
    this.saving.touched()
  }

  // ---------------------------------------------------------------- reading back

  async #check(): Promise<void> {
    this.#checking?.abort()
    const mine = new AbortController()
    this.#checking = mine
    const version = this.#version
    const cedar = this.text
    this.#since = this.#editor.state.changes([])
    const { catalogue, tests } = this.#state
    try {
      const check = await checkDraft(this.slug, { cedar, catalogue, tests: [...tests] }, mine.signal)
      if (mine.signal.aborted) return
      await this.#apply(check, cedar, version)
    } catch (error) {
      if (mine.signal.aborted) return
      const sentence = error instanceof ApiError ? error.detail : this.t('cedar.noCheck')
      this.#set({ checking: version !== this.#version, checkFailed: sentence || this.t('cedar.refused') })
    }
  }

  /** In two tasks, the editor's and then React's: a key that comes between them is answered first. */
  async #apply(read: CheckView, cedar: string, version: number): Promise<void> {
    const fresh = () => version === this.#version
    const moved = () => {
      const check = this.#since ? carried(read, this.#since) : read
      if (check.rules.length === 0) return check
      const { ranges } = this.#editor.state.field(ruleRanges)
      return { ...check, rules: withFaulty(check, this.#state.rules, ranges) }
    }
    // A text that cannot be read says no rules: those of the last readable one stay, with their places as they moved.
    const readable = read.rules.length > 0 || read.faults.length === 0
    const mine = this.#checking
    if (this.#editor.isShown) {
      const check = moved()
      const effects = effectsOf(check, fresh() ? cedar : this.text, this.opened.active, readable)
      this.#editor.show(diagnosticsOf(check, this.#editor.state.doc.length), effects)
    }
    await nextTask()
    // A newer check is under way, and will say it.
    if (this.#checking !== mine) return
    const check = moved()
    const current = fresh()
    const renamed = [...this.#state.edited].find(([id, form]) => id === this.#state.selected && form.id !== id)?.[1].id
    const selected =
      renamed !== undefined && check.rules.some((rule) => rule.id === renamed) ? renamed : this.#state.selected
    this.#set({
      check,
      checking: !current,
      checkFailed: '',
      ...(readable ? { rules: check.rules } : {}),
      ...(readable && isValid(check) ? { read: check } : {}),
      ...(current && readable ? { edited: unread(this.#state.edited, read), locked: new Set() } : {}),
    })
    if (selected !== this.#state.selected) this.select(selected, false)
    if (current && isValid(check)) this.simulation.soon()
  }

  // ---------------------------------------------------------------- simulation and saving

  setLast(last: number): void {
    this.simulation.setLast(last)
    if (isValid(this.#state.check)) void this.simulation.run()
  }

  /** Leaving: what waits is stored, what runs is given up. */
  close(): void {
    this.saving.close()
    clearTimeout(this.#timer)
    this.#checking?.abort()
    this.simulation.close()
  }
}
