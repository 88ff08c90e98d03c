import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sayOutcome } from './outcomes'

test('what we say of a try ourselves is said in German too', () => {
  const sources = ['platform/mailer', 'platform/outside', 'deliveries/store']
    .map((name) => readFileSync(`lib/${name}.ts`, 'utf8'))
    .join('\n')
  const said = [
    ...sources.matchAll(
      /(?:detail: |why: |return |NOT_FOUND = |last_outcome = |new Error\()(['"`])((?!COUNTERSIGN)[A-Za-z][^'"`]*? [^'"`]*?)\1/g,
    ),
  ].map((found) =>
    (found[2] ?? '').replace(/\$\{checked\.why\}/, 'must begin with https').replace(/\$\{[^}]*\}/g, '10'),
  )
  expect(said).toHaveLength(7)
  for (const english of said) expect([english, sayOutcome(english, 'de')]).not.toEqual([english, english])
  expect(said.map((english) => sayOutcome(english, 'en'))).toEqual(said)
})

test('what others say of it is kept', () => {
  for (const text of ['250 2.0.0 OK', '550 5.1.1 No such user', 'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1', ''])
    expect(sayOutcome(text, 'de')).toBe(text)
})
