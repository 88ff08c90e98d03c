// Prisma's command line, offline: `node scripts/prisma.mjs generate`, `… migrate dev --name x`, `… migrate diff …`.
// Prisma wants to download a schema engine before it does anything; it is given the one of scripts/prisma-engine.mjs.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const cli = join(dirname(require.resolve('prisma/package.json')), 'build/index.js')
const { status, error } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  cwd: join(here, '..'),
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: join(here, 'prisma-engine.mjs'),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
})
if (error) console.error(error.message)
process.exit(status ?? 1)
