import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stops } from '../machine/stop'
import { sayEnd, storedEnds } from './words'

/** The code that writes how something ended. */
const source = ['jobs', 'grants', 'requests', 'decisions', 'machines']
  .flatMap((office) => readdirSync(join('lib', office)).map((name) => join('lib', office, name)))
  .filter((path) => /(?<!\.test)\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

test.each(storedEnds)('“%s” is what our code stores, and is said in German', (stored) => {
  expect(source).toContain(`'${stored}'`)
  expect(sayEnd(stored, 'en')).toBe(stored)
  expect(sayEnd(stored, 'de')).not.toBe(stored)
})

test.each(stops)('so is what a stop leaves behind: %s', (how) => {
  // As lib/machines/ending.ts writes it.
  expect(source).toMatch(/`\$\{stop\.slug\} was \$\{stop\.how\} before the executor reported\.`/)
  expect(sayEnd(`billing-agent was ${how} before the executor reported.`, 'de')).toMatch(
    /^billing-agent wurde .+, bevor der Executor etwas gemeldet hat\.$/,
  )
})

test('what a person or an executor wrote stays as it is', () =>
  expect(sayEnd('refund re_1 was suspended', 'de')).toBe('refund re_1 was suspended'))
