import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }
const never = ['**/node_modules/**', '**/.next/**', '**/.countersign/**']
/** Files that start programs of ours (servers, the command, demo agents) and wait for them more than they work. */
const serverFiles = [
  'e2e/api/start.*.spec.ts',
  'e2e/api/crash.*.spec.ts',
  'e2e/api/parity.next.spec.ts',
  'e2e/api/boundaries.code.spec.ts',
  'e2e/api/batches.verify.spec.ts',
  'prisma/migrate.db.test.ts',
  'bin/countersign.db.test.ts',
  'demo/story.db.test.ts',
  'bench/run.test.ts',
]
/** The same race hundreds of times. Each thing that can race has a few rounds among the tests of its noun, too. */
const raceFiles = ['e2e/api/*.races.spec.ts', 'lib/**/*.races.db.test.ts']
/**
 * A worker goes from file to file with its modules loaded, because loading them again costs more than most files. What a
 * process keeps is forgotten in between.
 */
const sameProcess = { isolate: false, setupFiles: ['e2e/support/as-new-process.ts'] }
const folders = '{lib,components,app,prisma,scripts,bin,demo,bench,e2e/support}'

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          ...sameProcess,
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: [...never, '**/*.db.test.ts', ...serverFiles],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          ...sameProcess,
          include: [`${folders}/**/*.db.test.ts`],
          exclude: [...never, ...serverFiles, ...raceFiles],
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'api',
          ...sameProcess,
          include: ['e2e/api/**/*.spec.ts'],
          exclude: [...never, ...serverFiles, ...raceFiles],
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'races',
          ...sameProcess,
          include: raceFiles,
          exclude: never,
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'servers',
          ...sameProcess,
          include: serverFiles,
          exclude: never,
          globalSetup: ['e2e/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
