import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkOutgoing } from '@/lib/core/net/hook-url'
import { fieldsGerman } from './de/fields'
import { sentencesGerman } from './de/sentences'
import { roles } from './de/states'
import { sayDetail } from './say'

/** The code that says something to people, file by file. */
const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .map((path) => join('lib', path))
  .filter((path) => /(?<!\.test)\.ts$/.test(path) && !path.startsWith('lib/http/problems/de/'))
  .map((path) => [path, readFileSync(path, 'utf8')] as const)
const source = files.map(([, text]) => text).join('\n')

/** A text of ours with `{name}` in it as it stands in the code: between quotes, with `${…}`. */
function standsInCode(english: string): boolean {
  const pattern = english
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\$\\{[^}]*\\}')
  return new RegExp(`['"\`]${pattern}['"\`]`).test(source)
}

describe('the German of fields and sentences', () => {
  it.each([...Object.keys(fieldsGerman), ...Object.keys(sentencesGerman)])(
    'is of something that is said: %s',
    (english) => expect(standsInCode(english)).toBe(true),
  )

  it('has the same names in it as the English', () => {
    const namesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const [english, said] of Object.entries({ ...fieldsGerman, ...sentencesGerman }))
      expect([english, namesIn(said)]).toEqual([english, namesIn(english)])
  })
})

/** For agents and executors only: they read English. And what is no answer at all. */
const FOR_MACHINES = /^lib\/(requests|core\/request|executions|platform|audit\/read-log)/
/** Where a field and what is wrong with it are said in one place. */
const SAID = [
  /\bpointer(?:: [^,\n]*)?,\s*detail: (['"`])(.*?)\1/g,
  /\bpointer: [^\n]*?, detail: (['"`])(.*?)\1/g,
  /\baddIssue\(\{[^}]*?message: (['"`])(.*?)\1/gs,
  /\b(?:invalid|wrong)\('[^']*', (['"`])(.*?)\1\)/g,
]
/** A message of a schema: the last argument of a check, or what a check of the type itself says. */
const SCHEMA = [
  /\.(?:regex|refine|min|max|length)\([^\n]*?, (['"`])([^'"`\n]*)\1\)/g,
  /\bz\.(?:string|number|boolean|array)\((['"`])([^'"`\n]*)\1\)/g,
]

const said = files
  .filter(([path]) => !FOR_MACHINES.test(path))
  .flatMap(([path, text]) =>
    [...SAID, ...(/\/(schema[\w-]*|routes[\w-]*)\.ts$/.test(path) ? SCHEMA : [])].flatMap((pattern) =>
      [...text.matchAll(pattern)].map((found) => [path, (found[2] ?? '').replace(/\$\{[^}]*\}/g, '7')] as const),
    ),
  )

describe('what the console says of a field', () => {
  it('is found in the code at all', () => expect(said.length).toBeGreaterThan(60))
  it.each(said)('is said in German too: %s, %s', (_, english) => expect(sayDetail(english, 'de')).not.toBe(english))

  it.each([
    'http://a.example',
    'https://u@a.example',
    'https://a.example/#x',
    'https://10.0.0.1',
    'https://a.local',
    'x',
    'ü',
    'x'.repeat(2_049),
  ])('is said in German too for the address %.20s', (text) => {
    const checked = checkOutgoing(text, new Set())
    if (checked.ok) throw new Error('nothing was refused')
    expect(sayDetail(checked.why, 'de')).not.toBe(checked.why)
  })

  it('knows every role that a refusal names', () => {
    const named = [...source.matchAll(/code: 'auth\.forbidden', role: '([^']+)'/g)].map((found) => found[1] ?? '')
    const table = /const proposerRole[^{]*\{([^}]*)\}/.exec(source)?.[1] ?? ''
    const proposers = [...table.matchAll(/: '([^']+)'/g)].map((found) => found[1] ?? '')
    expect(named.length).toBeGreaterThan(10)
    expect(proposers.length).toBeGreaterThan(5)
    expect([...new Set([...named, ...proposers])].sort()).toEqual(Object.keys(roles).sort())
  })
})
