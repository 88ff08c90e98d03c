import { ConnectionLost } from './statement'

/** Statements of one kind that may run at once; what comes meanwhile goes into the next one. */
const LANES = 2
/** Items of one statement. */
const MOST = 32

type Waiting<T, R> = { item: T; done: (result: R) => void; failed: (error: unknown) => void }

/**
 * Group commit: what is asked for while statements are under way is run by the next one, together. Alone it runs at once, so
 * nobody waits for company; among many, parsing, planning, the journey and the flush to disk are paid once for all.
 *
 * `run` is one statement: it takes effect for all of its items or for none, and gives one result each, in their order. An error
 * is of the item that caused it: the items of a statement that failed run once more, each alone. Where the connection was lost
 * nobody knows what took effect, so all of them fail.
 */
export function together<T, R>(run: (items: readonly T[]) => Promise<readonly R[]>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = []
  let running = 0

  const runAll = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await run(group.map(({ item }) => item))
      if (results.length !== group.length) throw new Error(`${group.length} items had ${results.length} results`)
      for (const [at, result] of results.entries()) group[at]?.done(result)
    } catch (error) {
      if (group.length === 1 || error instanceof ConnectionLost) for (const { failed } of group) failed(error)
      else for (const one of group) await runAll([one])
    }
  }
  const start = (): void => {
    while (running < LANES && waiting.length > 0) {
      running += 1
      void runAll(waiting.splice(0, MOST)).finally(() => {
        running -= 1
        start()
      })
    }
  }
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      start()
    })
}
