/** How long what is asked for waits at most for the statement before it. A statement that waits for a lock holds up nobody else. */
const PATIENCE_MS = 30
/** Statements of one kind that run at once when they take longer than that. */
const LANES = 4
/** Items of one statement. */
const MOST = 32

type Waiting<T, R> = { item: T; done: (result: R) => void; failed: (error: unknown) => void }

/**
 * Group commit: what is asked for while a statement is under way is run by the next one, together. Alone it runs at once, so
 * nobody waits for company; among many, parsing, planning, the journey and the flush to disk are paid once for all.
 *
 * `run` is one statement: it takes effect for all of its items or for none, and gives one result each, in their order. What the
 * database refuses is of the item that caused it: the items of a refused statement run once more, each alone. After any other
 * error, such as a lost connection, nobody knows what took effect, so all of them fail.
 */
export function together<T, R>(run: (items: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = []
  /** The statements under way, by when they began. */
  const running = new Set<{ began: number }>()
  let patience: NodeJS.Timeout | null = null

  const runAll = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await run(group.map(({ item }) => item))
      if (results.length !== group.length) throw new Error(`${group.length} items had ${results.length} results`)
      for (const [at, result] of results.entries()) group[at]?.done(result)
    } catch (error) {
      if (group.length === 1 || !isRefusal(error)) for (const { failed } of group) failed(error)
      else for (const one of group) await runAll([one])
    }
  }
  const start = (): void => {
    if (patience) clearTimeout(patience)
    patience = null
    const now = performance.now()
    const stuck = [...running].every(({ began }) => now - began >= PATIENCE_MS)
    if (waiting.length > 0 && stuck && running.size < LANES) {
      const statement = { began: now }
      running.add(statement)
      void runAll(waiting.splice(0, MOST)).finally(() => {
        running.delete(statement)
        start()
      })
    }
    // A little later than that, because a timer may come a little early.
    if (waiting.length > 0) patience = setTimeout(start, PATIENCE_MS + 1)
  }
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (waiting.length === 1) start()
    })
}

/** Whether the database answered that it did nothing: a SQLSTATE, and none of connection, resources or intervention (08, 53, 57). */
function isRefusal(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' && /^(?!08|53|57)[0-9A-Z]{5}$/.test(code)
}
