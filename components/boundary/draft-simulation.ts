import type { Translate } from '@/components/language/translate'
import { type JudgedContent, simulateDraft } from '@/lib/boundaries/client'
import { ApiError, serverNow } from '@/lib/http/client'
import type { Simulation } from './desk-state'

const AFTER_MS = 300
/** How often its progress is drawn at most. */
const DRAWN_MS = 150

/** Runs one simulation at a time, of the last valid text; a newer one takes the place of the one that runs. */
export class DraftSimulation {
  #state: Simulation = { result: null, at: null, running: null, fresh: false, failed: '', last: 1_000 }
  #timer: ReturnType<typeof setTimeout> | undefined
  #run: AbortController | null = null

  constructor(
    private readonly slug: string,
    private readonly content: () => JudgedContent,
    /** The number of the text as it stands, to tell whether a result is about it. */
    private readonly version: () => number,
    private readonly tell: (state: Simulation) => void,
    private readonly t: Translate<'boundary'>,
  ) {}

  soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.run(), AFTER_MS)
  }

  /** The text changed: what was found is about an earlier one. */
  outdated(): void {
    clearTimeout(this.#timer)
    if (this.#state.fresh) this.#become({ fresh: false })
  }

  setLast(last: number): void {
    this.#become({ last })
  }

  async run(): Promise<void> {
    this.#run?.abort()
    const mine = new AbortController()
    this.#run = mine
    const version = this.version()
    this.#become({ running: { done: 0, of: 0 }, failed: '' })
    let drawn = 0
    try {
      const body = { ...this.content(), last: this.#state.last }
      const result = await simulateDraft(
        this.slug,
        body,
        (running) => {
          if (mine.signal.aborted || performance.now() - drawn < DRAWN_MS) return
          drawn = performance.now()
          this.#become({ running })
        },
        mine.signal,
      )
      if (mine.signal.aborted) return
      const at = new Date(serverNow()).toISOString()
      this.#become({ result, at, running: null, fresh: version === this.version() })
    } catch (error) {
      if (mine.signal.aborted) return
      this.#become({ running: null, failed: (error instanceof ApiError && error.message) || this.t('editor.brokeOff') })
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#run?.abort()
  }

  #become(change: Partial<Simulation>): void {
    this.#state = { ...this.#state, ...change }
    this.tell(this.#state)
  }
}
