import type { Translate } from '@/components/language/translate'
import { type DraftContent, saveDraft } from '@/lib/boundaries/client'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { ApiError, serverNow } from '@/lib/http/client'
import type { SaveState } from './desk-state'

const SAVE_AFTER_MS = 1_000
const AGAIN_AFTER_MS = 5_000

/** Stores a draft a second after the last edit, one save at a time, and stops when somebody else saved meanwhile. */
export class DraftSaving {
  #state: SaveState
  #edits: number
  /** Counts edits, so that a save knows whether more came while it was under way. */
  #made = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(
    private readonly slug: string,
    opened: BoundaryView,
    private readonly content: () => DraftContent,
    private readonly tell: (state: SaveState) => void,
    private readonly t: Translate<'boundary'>,
  ) {
    this.#edits = opened.edits
    this.#state = { state: 'saved', at: opened.edited?.at ?? null }
  }

  /** The number that the server gave to what is stored. */
  get edits(): number {
    return this.#edits
  }

  /** True while something was typed that is not stored. */
  get unsaved(): boolean {
    return this.#state.state !== 'saved'
  }

  /** Something was edited. */
  touched(): void {
    this.#made++
    const { state } = this.#state
    if (state === 'conflict' || state === 'saving') return
    this.#later(SAVE_AFTER_MS)
    if (state !== 'waiting') this.#become({ state: 'waiting' })
  }

  /** Stores it now, after a save that is under way. Answers whether everything is stored. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer)
    if (this.#running) await this.#running
    if (this.#state.state === 'saved') return true
    return this.#state.state === 'conflict' ? false : this.#store(this.#edits)
  }
  #running: Promise<boolean> | null = null

  /** After having looked at the difference: mine replaces what somebody else saved. */
  async overwrite(): Promise<boolean> {
    return this.#state.state === 'conflict' ? this.#store(this.#state.edits) : false
  }

  #store(edits: number): Promise<boolean> {
    this.#running = this.#send(edits).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #send(edits: number): Promise<boolean> {
    const upTo = this.#made
    this.#become({ state: 'saving' })
    try {
      const stored = await saveDraft(this.slug, { ...this.content(), edits })
      this.#edits = stored.edits
      const more = this.#made !== upTo
      this.#become(more ? { state: 'waiting' } : { state: 'saved', at: new Date(serverNow()).toISOString() })
      if (more) this.#later(SAVE_AFTER_MS)
      return !more
    } catch (error) {
      this.#become(failureOf(this.t, error))
      // The server did not answer: tried again, as long as the page is open.
      if (error instanceof ApiError && error.offline) this.#later(AGAIN_AFTER_MS)
      return false
    }
  }

  /** Told what the server has now: somebody else saved when it is further than what was stored from here. */
  heard(latest: BoundaryView): void {
    const { state } = this.#state
    if (state === 'saving' || state === 'conflict' || latest.edits <= this.#edits || latest.edited === null) return
    clearTimeout(this.#timer)
    this.#become({ state: 'conflict', by: latest.edited.by.name, at: latest.edited.at, edits: latest.edits })
  }

  /** Leaving: what waits is stored. */
  close(): void {
    if (this.#state.state === 'waiting') void this.save()
    clearTimeout(this.#timer)
    this.#closed = true
  }

  /** The page is there again (development mounts twice). */
  reopen(): void {
    this.#closed = false
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#closed) this.#timer = setTimeout(() => void this.save(), ms)
  }

  #become(state: SaveState): void {
    this.#state = state
    this.tell(state)
  }
}

function failureOf(t: Translate<'boundary'>, error: unknown): SaveState {
  if (error instanceof ApiError && error.code === 'draft.changed') {
    const { by, at, edits } = error.data
    return { state: 'conflict', by: String(by ?? t('editor.somebody')), at: String(at ?? ''), edits: Number(edits) }
  }
  if (error instanceof ApiError && error.offline) return { state: 'failed', message: t('editor.offline') }
  return { state: 'failed', message: error instanceof Error ? error.message : t('refused') }
}
