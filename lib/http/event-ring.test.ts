import { describe, expect, test } from 'vitest'
import { EventRing } from './event-ring'

const change = (id: string) => ({ kind: 'request', id }) as const

describe('resuming an event stream', () => {
  test('gives exactly what came after the last event seen', () => {
    const ring = new EventRing('e', 3)
    const start = ring.head
    const [a, b] = [ring.push(change('a'), null), ring.push(change('b'), null)]
    expect(ring.since(start)).toEqual([a, b])
    expect(ring.since(a.id)).toEqual([b])
    expect(ring.since(b.id)).toEqual([])
  })

  test('says that there is a gap instead of guessing', () => {
    const ring = new EventRing('e', 2)
    const start = ring.head
    for (const id of ['a', 'b', 'c']) ring.push(change(id), null)
    expect(ring.since(start)).toBeNull()
    expect(ring.since('e-99')).toBeNull()
    expect(ring.since('other-2')).toBeNull()
    expect(ring.since('')).toBeNull()
    expect(ring.since('e-1e3')).toBeNull()
  })

  test('after a miss nobody from before resumes, and who comes later does', () => {
    const ring = new EventRing('e', 5)
    const a = ring.push(change('a'), null)
    ring.forget()
    expect(ring.since(a.id)).toBeNull()
    const later = ring.head
    const b = ring.push(change('b'), null)
    expect(ring.since(later)).toEqual([b])
  })
})
