import { expect, test } from 'vitest'
import { PresenceRegistry } from './registry'

const page = (person: string, connection: string, here = true) => ({
  request_id: 'req_1',
  person_id: person,
  connection,
  here,
})

test('a person is there once, however many pages they have open, until the last one is gone', () => {
  const registry = new PresenceRegistry()
  registry.hear(page('mei', 'a'), 0)
  registry.hear(page('tom', 'b'), 1)
  registry.hear(page('mei', 'c'), 2)
  expect(registry.whoHas('req_1', 3)).toEqual(['mei', 'tom'])
  registry.hear(page('mei', 'a', false), 4)
  expect(registry.whoHas('req_1', 5)).toEqual(['tom', 'mei'])
  registry.hear(page('mei', 'c', false), 6)
  expect(registry.whoHas('req_1', 7)).toEqual(['tom'])
  expect(registry.whoHas('req_2', 7)).toEqual([])
})

test('it ends by itself: a page that says nothing is gone and forgotten', () => {
  const registry = new PresenceRegistry()
  registry.hear(page('mei', 'a'), 0)
  registry.hear(page('tom', 'b'), 0)
  registry.hear(page('tom', 'b'), 30_000)
  expect(registry.whoHas('req_1', 45_000)).toEqual(['tom'])
  registry.sweep(45_000)
  expect(registry.size).toBe(1)
  registry.sweep(90_000)
  expect(registry.size).toBe(0)
})

test('it tells of coming and going only, not of every beat', () => {
  const registry = new PresenceRegistry()
  let told = 0
  const stop = registry.onChange(() => {
    told += 1
  })
  for (let beat = 0; beat < 10; beat++) registry.hear(page('mei', 'a'), beat)
  expect(told).toBe(1)
  registry.hear(page('mei', 'a', false), 11)
  registry.hear(page('mei', 'a', false), 12)
  expect(told).toBe(2)
  stop()
  registry.hear(page('mei', 'a'), 13)
  expect(told).toBe(2)
})
