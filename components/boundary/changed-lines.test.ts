import { describe, expect, it } from 'vitest'
import { markedLines } from './changed-lines'

describe('the margin that shows what differs from the version in force', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', []],
    ['a\nb\nc', 'a\nx\nc', [{ line: 2, kind: 'changed' }]],
    ['a\nb', 'a\nnew\nb', [{ line: 2, kind: 'added' }]],
    ['a\nb\nc', 'a\nc', [{ line: 1, kind: 'removed' }]],
    ['a\nb', 'a', [{ line: 1, kind: 'removed' }]],
    ['a', 'a\n\nb', [{ line: 3, kind: 'added' }]],
  ] as const)('%j → %j', (active, text, marks) => {
    expect(markedLines(active, text)).toEqual(marks)
  })

  it('a thousand new lines before a text are told without comparing every pair', () => {
    const text = Array.from({ length: 1_000 }, (_, at) => `line ${at}`).join('\n')
    expect(markedLines('a\nb', `${text}\na\nb`)).toHaveLength(1_000)
  })
})
