import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

const report = z.object({
  summary: z.object({ violations: z.array(z.object({ rule: z.object({ name: z.string() }), from: z.string() })) }),
})
const scratch = mkdtempSync(join(tmpdir(), 'countersign-imports-'))
const home = process.cwd()
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/**
 * A house of the given files under our own rule; which rules they break, by name. The tool resolves from the working
 * directory and is slow to load: one process goes from house to house.
 */
async function brokenRules(name: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const house = join(scratch, name.replace(/\W+/g, '-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  cpSync(join(home, 'tsconfig.json'), join(house, 'tsconfig.json'))
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(home, 'node_modules'), join(house, 'node_modules'))
  process.chdir(house)
  try {
    const options = await extractDepcruiseOptions(join(home, '.dependency-cruiser.js'))
    const tsConfig = extractTSConfig('tsconfig.json')
    const { output } = await cruise(['.'], { ...options, outputType: 'json' }, undefined, { tsConfig })
    return [...new Set(report.parse(JSON.parse(String(output))).summary.violations.map(({ rule }) => rule.name))].sort()
  } finally {
    process.chdir(home)
  }
}

const SOMETHING = 'export const something = 1\n'
const importing = (...paths: string[]) =>
  paths.map((path, i) => `import { something as s${i} } from '${path}'\nconsole.log(s${i})\n`).join('') + SOMETHING

const breaches: readonly [rule: string, what: string, files: Record<string, string>][] = [
  [
    'core-is-pure',
    'core reads the platform',
    { 'lib/core/a/b.ts': importing('@/lib/platform/clock'), 'lib/platform/clock.ts': SOMETHING },
  ],
  ['core-is-pure', 'core uses a package', { 'lib/core/a/b.ts': importing('zod') }],
  ['core-is-pure', 'core uses Node', { 'lib/core/a/b.ts': importing('node:crypto') }],
  [
    'only-stores-touch-prisma',
    'a verb queries by itself',
    { 'lib/grants/redeem-grant.ts': importing('@/prisma/generated/client'), 'prisma/generated/client.ts': SOMETHING },
  ],
  [
    'only-stores-touch-prisma',
    'a route opens the client',
    { 'lib/grants/routes.ts': importing('@/lib/platform/prisma'), 'lib/platform/prisma.ts': SOMETHING },
  ],
  ['only-stores-touch-prisma', 'http imports the driver', { 'lib/http/problem.ts': importing('pg') }],
  [
    'verbs-stand-alone',
    'a verb calls a verb',
    {
      'lib/grants/revoke-grant.ts': importing('@/lib/requests/cancel-request'),
      'lib/requests/cancel-request.ts': SOMETHING,
    },
  ],
  [
    'no-decision-on-a-display-query',
    'a verb reads a display query',
    { 'lib/grants/revoke-grant.ts': importing('@/lib/inbox/read'), 'lib/inbox/read.ts': SOMETHING },
  ],
  [
    'verbs-know-no-edge',
    'a verb writes a problem',
    { 'lib/grants/revoke-grant.ts': importing('@/lib/http/problem'), 'lib/http/problem.ts': SOMETHING },
  ],
  [
    'parts-open-no-transaction',
    'a part opens a transaction',
    { 'lib/grants/wire.ts': importing('@/lib/platform/transaction'), 'lib/platform/transaction.ts': SOMETHING },
  ],
  [
    'parts-below-verbs',
    'a part calls a verb',
    { 'lib/grants/wire.ts': importing('./revoke-grant'), 'lib/grants/revoke-grant.ts': SOMETHING },
  ],
  [
    'stores-and-reads-below-verbs',
    'a store calls a verb',
    { 'lib/grants/store.ts': importing('./revoke-grant'), 'lib/grants/revoke-grant.ts': SOMETHING },
  ],
  [
    'platform-knows-no-domain',
    'the platform knows a noun',
    { 'lib/platform/log.ts': importing('@/lib/grants/store'), 'lib/grants/store.ts': SOMETHING },
  ],
  [
    'components-only-draw',
    'a component reads the database',
    { 'components/inbox/list.tsx': importing('@/lib/inbox/read'), 'lib/inbox/read.ts': SOMETHING },
  ],
  [
    'components-only-draw',
    'a component runs a verb',
    {
      'components/inbox/list.tsx': importing('@/lib/decisions/decide-request'),
      'lib/decisions/decide-request.ts': SOMETHING,
    },
  ],
  [
    'components-only-draw',
    'a component imports app',
    { 'components/inbox/list.tsx': importing('@/app/page'), 'app/page.tsx': SOMETHING },
  ],
  [
    'clients-speak-http',
    'a client opens a store',
    { 'lib/inbox/client.ts': importing('./store'), 'lib/inbox/store.ts': SOMETHING },
  ],
  [
    'app-only-routes',
    'a page runs a verb',
    { 'app/page.tsx': importing('@/lib/decisions/decide-request'), 'lib/decisions/decide-request.ts': SOMETHING },
  ],
  [
    'app-only-routes',
    'a page opens a store',
    { 'app/page.tsx': importing('@/lib/decisions/store'), 'lib/decisions/store.ts': SOMETHING },
  ],
  [
    'lib-below-app',
    'lib draws',
    { 'lib/http/front.ts': importing('@/components/inbox/list'), 'components/inbox/list.tsx': SOMETHING },
  ],
  [
    'product-below-tools',
    'lib uses a test tool',
    { 'lib/http/front.ts': importing('@/e2e/support/cluster'), 'e2e/support/cluster.ts': SOMETHING },
  ],
  [
    'no-cycles',
    'two files import each other',
    { 'lib/core/a.ts': importing('./b'), 'lib/core/b.ts': importing('./a') },
  ],
  ['no-unresolvable', 'an import of nothing', { 'lib/core/a.ts': importing('./gone') }],
  [
    'names-say-something',
    'a folder named utils',
    { 'lib/core/a.ts': importing('./utils/b'), 'lib/core/utils/b.ts': SOMETHING },
  ],
  ['names-say-something', 'a lonely file named helpers', { 'lib/core/helpers.ts': SOMETHING }],
  [
    'names-say-something',
    'a file named service that uses others',
    { 'lib/core/service.ts': importing('./a'), 'lib/core/a.ts': SOMETHING },
  ],
  [
    'no-barrels',
    'an index file',
    { 'lib/core/a.ts': importing('./grant/index'), 'lib/core/grant/index.ts': SOMETHING },
  ],
]

describe('the import rule', () => {
  test.each(breaches)('%s fires when %s', async (rule, what, files) => {
    expect(await brokenRules(what, files)).toContain(rule)
  })

  test('a house that keeps it breaks nothing', async () => {
    expect(
      await brokenRules('kept', {
        'app/page.tsx': importing('@/components/inbox/list'),
        'components/inbox/list.tsx': importing('@/lib/inbox/client', '@/lib/core/explain', '@/lib/inbox/schema'),
        'lib/inbox/client.ts': importing('./schema'),
        'lib/inbox/schema.ts': importing('@/lib/core/explain', 'zod'),
        'lib/inbox/routes.ts': importing('./read', './decide-request', './schema'),
        'lib/inbox/read.ts': importing('@/lib/platform/prisma'),
        'lib/inbox/decide-request.ts': importing(
          './store',
          '@/lib/grants/store',
          '@/lib/platform/transaction',
          '@/lib/core/explain',
          './wire',
        ),
        'lib/inbox/store.ts': importing('@/prisma/generated/client'),
        'lib/inbox/wire.ts': SOMETHING,
        'lib/grants/store.ts': importing('@/prisma/generated/client'),
        'lib/platform/transaction.ts': importing('./prisma'),
        'lib/platform/prisma.ts': importing('@/prisma/generated/client'),
        'lib/core/explain.ts': importing('@noble/hashes/sha2.js'),
        'prisma/generated/client.ts': SOMETHING,
      }),
    ).toEqual([])
  })
})

describe('what no import shows', () => {
  const sources = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'lib', 'app', 'components', 'proxy.ts'],
    { encoding: 'utf8' },
  )
    .split('\0')
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|spec)\.tsx?$/.test(file))

  test('the environment is read in lib/platform/env.ts and nowhere else', () => {
    expect(holding(sources, 'process\\.env')).toEqual(['lib/platform/env.ts'])
  })

  test('core asks no clock and throws no dice', () => {
    const core = sources.filter((file) => file.startsWith('lib/core/'))
    expect(core.length).toBeGreaterThan(10)
    expect(
      holding(core, 'Date\\.now\\(|new Date\\(\\)|Math\\.random|randomUUID|getRandomValues|performance\\.now'),
    ).toEqual([])
  })
})

function holding(files: readonly string[], pattern: string): string[] {
  const wanted = new RegExp(pattern)
  return files.filter((file) => wanted.test(readFileSync(join(home, file), 'utf8')))
}
