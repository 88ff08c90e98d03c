import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { Prisma } from '@/prisma/generated/client'
import { prisma, statementName } from './prisma'
import { arrayText, columnsOf, runStatement } from './statement'

await useDatabase()

/** Texts that a column can hold: no U+0000. */
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.replaceAll('\0', ''))
const hostile = fc.oneof(
  text,
  fc.constantFrom('', 'NULL', '{', '}', '{a,b}', '"', '\\', '\\"', ',', ' ', "'; --", '\n'),
)

describe('what many rows are handed over as', () => {
  test('an array as text is the same array in the database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 6 }), async (values) => {
        const [row] = await runStatement<{ values: string[] }>(
          prisma(),
          Prisma.sql`SELECT ${arrayText(values)}::text[] AS values`,
        )
        expect(row?.values).toEqual(values)
      }),
      { numRuns: 150 },
    )
  })

  test('columns are the same rows in the database, nulls and order kept', async () => {
    const cell = fc.option(hostile, { nil: null })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 }), async (rows) => {
        const read = await runStatement<{ a: string | null; b: string | null; c: string | null }>(
          prisma(),
          Prisma.sql`SELECT a, b, c FROM unnest(${columnsOf(rows)}) WITH ORDINALITY AS r(a, b, c, place) ORDER BY place`,
        )
        expect(read.map(({ a, b, c }) => [a, b, c])).toEqual(rows)
      }),
      { numRuns: 60 },
    )
  })

  test('one text, whatever number of rows: it is prepared once', () => {
    const statement = (rows: string[][]) => Prisma.sql`SELECT * FROM unnest(${columnsOf(rows)})`.text
    expect(statement([['a', 'b']])).toBe(statement(Array.from({ length: 32 }, () => ['c', 'd'])))
  })
})

test('names of prepared statements are given once a text, and not without end', () => {
  const first = statementName('SELECT 1 AS named')
  expect([first, statementName('SELECT 1 AS named'), statementName('SELECT 2 AS named')]).toEqual([
    first,
    first,
    expect.not.stringMatching(`^${first}$`),
  ])
  const names = Array.from({ length: 400 }, (_, at) => statementName(`SELECT ${at} AS many`))
  expect(names.at(-1)).toBe('')
  expect(new Set(names).size).toBeLessThanOrEqual(257)
})
