import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { ConnectionLost } from './statement'
import { together } from './together'

/** A statement that takes a moment, remembers what it was given and fails for these items. */
function statement(fails: (item: number) => Error | null = () => null) {
  const runs: number[][] = []
  const run = async (items: readonly number[]) => {
    runs.push([...items])
    await sleep(5)
    for (const item of items) {
      const error = fails(item)
      if (error) throw error
    }
    return items.map((item) => `did ${item}`)
  }
  return { runs, ask: together(run) }
}
const coded = (message: string, code: string) => Object.assign(new Error(message), { code })
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at)

describe('together', () => {
  test('alone runs at once and alone', async () => {
    const { runs, ask } = statement()
    const asked = ask(1)
    expect(runs).toEqual([[1]])
    expect(await asked).toBe('did 1')
    expect(await ask(2)).toBe('did 2')
    expect(runs).toEqual([[1], [2]])
  })

  test('what comes while statements run shares the next one, and each gets its own result', async () => {
    const { runs, ask } = statement()
    expect(await Promise.all(numbers(20).map(ask))).toEqual(numbers(20).map((at) => `did ${at}`))
    expect(runs).toEqual([[0], numbers(20).slice(1)])
  })

  test('no statement has more than 32 items, and nobody is left behind', async () => {
    const { runs, ask } = statement()
    expect(await Promise.all(numbers(100).map(ask))).toHaveLength(100)
    expect(runs.map(({ length }) => length)).toEqual([1, 32, 32, 32, 3])
    expect(runs.flat()).toEqual(numbers(100))
  })

  test('an error is of the item that caused it: the others run again and take effect', async () => {
    const { runs, ask } = statement((item) => (item === 4 ? coded('four', '23514') : null))
    const results = await Promise.allSettled(numbers(6).map(ask))
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
      'did 0',
      'did 1',
      'did 2',
      'did 3',
      'Error: four',
      'did 5',
    ])
    expect(runs).toEqual([[0], [1, 2, 3, 4, 5], [1], [2], [3], [4], [5]])
  })

  test.each([
    ['a lost connection', new ConnectionLost('gone')],
    ['a socket that was reset', coded('gone', 'ECONNRESET')],
    ['a server that was shut down', coded('gone', '57P01')],
    ['a server without resources', coded('gone', '53300')],
    ['a fault of ours', new Error('gone')],
  ])('%s is never tried again: nobody knows what took effect', async (_, error) => {
    const { runs, ask } = statement((item) => (item === 3 ? error : null))
    const results = await Promise.allSettled(numbers(5).map(ask))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'rejected'])
    expect(runs).toEqual([[0], [1, 2, 3, 4]])
    expect(await ask(9)).toBe('did 9')
  })

  test('a statement that waits for long does not hold up the others', async () => {
    const runs: number[][] = []
    let open = (): void => undefined
    const held = new Promise<void>((done) => {
      open = done
    })
    const ask = together(async (items: readonly number[]) => {
      runs.push([...items])
      if (items.includes(0)) await held
      return items
    })
    const first = ask(0)
    expect(await Promise.all([ask(1), ask(2)])).toEqual([1, 2])
    expect(await ask(3)).toBe(3)
    expect(await Promise.all([ask(4), ask(5), ask(6)])).toEqual([4, 5, 6])
    expect(runs).toEqual([[0], [1, 2], [3], [4, 5, 6]])
    open()
    expect(await first).toBe(0)
  })

  test('a statement that gives too few results fails all of its items', async () => {
    const ask = together(async () => [])
    await expect(ask(1)).rejects.toThrow('1 items had 0 results')
  })
})
