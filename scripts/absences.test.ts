import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consoleRoutes } from '@/lib/http/console-routes'
import { machineRoutes } from '@/lib/http/machine-api'

/** Invariants of ARCHITECTURE.md that are absences: looked for in the source itself. */

const root = join(import.meta.dirname, '..')

function sources(...folders: string[]): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|spec)\.tsx?$/.test(path) && !path.includes('generated'))
      .map((path) => ({ path: join(folder, path), text: readFileSync(join(root, folder, path), 'utf8') })),
  )
}

const containing = (pattern: RegExp, ...folders: string[]) =>
  sources(...folders)
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)

test('there is no server action, so none can decide anything (ATTACKS 115)', () => {
  expect(containing(/['"]use server['"]/, 'app', 'components', 'lib')).toEqual([])
})

test('SQL is only ever a tagged template (ATTACKS 106)', () => {
  expect(containing(/\$(queryRaw|executeRaw)Unsafe/, 'app', 'components', 'lib')).toEqual([])
  expect(containing(/Prisma\.raw\(/, 'app', 'components', 'lib')).toEqual([])
})

test('the environment is read in one place (HOUSE 3)', () => {
  const allowed = ['lib/platform/env.ts']
  expect(containing(/process\.env\b/, 'app', 'components', 'lib').filter((path) => !allowed.includes(path))).toEqual([])
})

test('advisory locks end with their transaction, so a pooler cannot keep or lose one (ATTACKS 85)', () => {
  expect(containing(/pg_(try_)?advisory_lock/, 'app', 'components', 'lib')).toEqual([])
})

test('core has no clock, no randomness, no environment and no framework', () => {
  expect(
    containing(
      /Date\.now\(|new Date\(\)|Math\.random|process\.|crypto\.|from 'node:|from 'react|from 'next/,
      'lib/core',
    ),
  ).toEqual([])
})

test('nothing remote or agent-written is ever drawn as markup (ATTACKS 9, 10)', () => {
  const markup = containing(/dangerouslySetInnerHTML/, 'app', 'components')
  // The theme script is ours, constant and carries the nonce.
  expect(markup.filter((path) => path !== 'app/layout.tsx')).toEqual([])
})

test('nobody looks or acts as somebody else: there is no impersonation, so none can decide (ATTACKS 48)', () => {
  expect(
    containing(/impersonat|view[-_ ]?as[-_ ]?(user|person)|act[-_]as[-_]|\bsudo\b/i, 'app', 'components', 'lib'),
  ).toEqual([])
  expect(consoleRoutes.filter(({ path }) => /impersonat|view-as|act-as|switch/.test(path))).toEqual([])
})

test('no model is asked anything: what reviewers read is computed from facts (ATTACKS 12)', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(
    Object.keys(dependencies).filter((name) =>
      /openai|anthropic|langchain|llama|ollama|mistral|^ai$|@ai-sdk/.test(name),
    ),
  ).toEqual([])
  expect(
    containing(/chat\/completions|generateText\(|api\.(openai|anthropic)\.com/, 'app', 'components', 'lib'),
  ).toEqual([])
})

test('only two human routes decide, both by POST; no machine route does (ATTACKS 88, 98)', () => {
  const deciding = consoleRoutes.filter(({ path }) => /decision/.test(path))
  expect(deciding.map(({ method, path }) => `${method} ${path}`.toUpperCase()).sort()).toEqual(
    deciding.map(({ path }) => `POST ${path}`.toUpperCase()).sort(),
  )
  expect(deciding.length).toBe(2)
  expect(machineRoutes.filter(({ path }) => /decision|approve|deny/.test(path))).toEqual([])
})
