// Our TypeScript programs as what Node can run: each is bundled (a third of a second) when it is started, because loading
// hundreds of files through a hook takes several times as long as starting.
import { mkdirSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const made = new Map()

/** How to start one: `node <args>`. What is ours is in one file with its source map; packages stay where they are. */
export const program = (file, ...args) => [
  // Prisma's driver adapter calls pg in a way that pg's next major version will refuse; nobody here can do anything about it.
  ...['--disable-warning=DeprecationWarning', '--enable-source-maps'],
  // Megabytes for young objects: those of a request are gone before they would be copied, which is a twentieth of its cost.
  ...['--max-semi-space-size=64', bundle(file), ...args],
]

/** Once per process: a program that starts ten servers starts the same one ten times. */
function bundle(file) {
  const known = made.get(file)
  if (known) return known
  // Not at the top: the set-up that installs packages passes by here before there are any.
  const { buildSync } = createRequire(import.meta.url)('esbuild')
  const out = join(root, '.cache/programs', `${file.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`)
  mkdirSync(dirname(out), { recursive: true })
  const beside = `${out}.${process.pid}`
  buildSync({
    absWorkingDir: root,
    entryPoints: [file],
    outfile: beside,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    // What asks where it lies (the server, this file, who looks for a package) is told as if it still lay there.
    define: {
      'import.meta.dirname': JSON.stringify(root),
      'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'scripts/programs.mjs')).href),
    },
    logLevel: 'error',
  })
  // Another process may be reading the one that was there.
  renameSync(beside, out)
  made.set(file, out)
  return out
}
