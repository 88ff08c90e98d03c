import { describe, expect, it } from 'vitest'
import { diffTexts, paired } from './diff-lines'

const rule = (id: string, amount: number) =>
  `@id("${id}") @tier("notify")\n@reason("x")\npermit (principal, action, resource)\nwhen { context.params.amount <= ${amount} };\n`
const old = `// Payments\n\n${rule('small', 2000)}\n${rule('large', 9)}`

describe('the text difference', () => {
  it('shows a changed rule whole, under its name, with only the differing word marked, and no rule that stayed', () => {
    const { hunks, added, removed } = diffTexts(old, old.replace('2000', '5000'))
    expect({ added, removed }).toEqual({ added: 1, removed: 1 })
    expect(hunks.map(({ rule, state }) => ({ rule, state }))).toEqual([{ rule: 'small', state: 'changed' }])
    expect(hunks[0]?.lines.map((line) => line.kind)).toEqual(['same', 'same', 'same', 'removed', 'added'])
    expect(hunks[0]?.lines.map((line) => [line.before, line.after]).at(-1)).toEqual([null, 6])
    expect(
      hunks[0]?.lines.flatMap((line) => line.words.filter((word) => word.marked)).map((word) => word.text),
    ).toEqual(['2000', '5000'])
  })

  it('says which rules are new and which are gone', () => {
    const { hunks } = diffTexts(old, `// Payments\n\n${rule('small', 2000)}\n${rule('other', 1)}`)
    expect(hunks.map(({ rule, state }) => [rule, state]).sort()).toEqual(
      expect.arrayContaining([expect.arrayContaining(['other'])]),
    )
    expect(diffTexts('', rule('only', 1)).hunks[0]?.state).toBe('new')
    expect(diffTexts(rule('only', 1), '').hunks[0]?.state).toBe('removed')
    expect(diffTexts(old, old).hunks).toEqual([])
  })

  it('puts what was beside what is in two columns', () => {
    const lines = diffTexts(old, old.replace('2000', '5000')).hunks[0]?.lines ?? []
    const rows = paired(lines)
    expect(rows).toHaveLength(4)
    expect(rows.at(-1)).toMatchObject({ before: { kind: 'removed' }, after: { kind: 'added' } })
  })
})
