// What must be there before anything of this project can run: packages, the generated client, the built pages. Needs
// only Node. Each step is skipped when nothing changed since it was last done, and done again when it was cut short.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { writeMessageTypes } from './messages.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** A step cannot be done; the message is for the person who waits, without a stack. */
export class SetupError extends Error {}

/** Packages, generated client and, unless `build` is false, the pages. */
export async function setUp({ build = true } = {}) {
  checkNode()
  await install()
  await generate()
  if (build) await buildPages()
}

/** Runs the body of a script; expected errors are told as one line, and the exit code is not zero. */
export async function main(body) {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exit(1)
  }
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [, low, below] = /^>=(\d+\.\d+) <(\d+)$/.exec(engines.node) ?? []
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [lowMajor, lowMinor] = low.split('.').map(Number)
  if (major < lowMajor || (major === lowMajor && minor < lowMinor) || major >= Number(below)) {
    throw new SetupError(`Node ${low} or newer, and below ${below}, is needed; this is ${process.versions.node}.`)
  }
}

async function install() {
  const reason = whyInstall()
  if (!reason) return
  const npm = process.env.npm_execpath
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  await step(
    `Installing packages (${reason}; about a minute)`,
    command,
    // Not `ci`: it refuses a lock file written behind a registry that lacks packages for other systems (esbuild, Biome and
    // Tailwind name dozens of them as optional). `install --no-save` follows the lock file and leaves it as it is.
    [...first, 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund'],
    {
      hint: 'Packages come from the npm registry: is it reachable from here?',
    },
  )
}

/** Why the installed packages are not those of package-lock.json, or null. npm writes its own record last. */
function whyInstall() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return 'first time'
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    if (path === '' || link) continue
    // Optional packages are for other systems, or allowed to fail.
    if (present[path] === undefined ? !optional : present[path].version !== version) return 'package-lock.json changed'
  }
  return null
}

async function generate() {
  writeMessageTypes()
  const stamp = join(root, 'prisma/generated/.stamp')
  const hash = hashOf(['prisma/schema.prisma', 'node_modules/prisma/package.json'])
  if (existsSync(join(root, 'prisma/generated/client.ts')) && readIfThere(stamp) === hash) return
  await step('Generating the database client', process.execPath, [join(root, 'scripts/prisma.mjs'), 'generate'])
  writeFileSync(stamp, hash)
}

/** Scripts and styles beside themselves as brotli, once, so that no answer waits for it. */
async function compressFiles(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css)$/.test(name))
  const compress = promisify(brotliCompress)
  await Promise.all(
    files.map(async (name) =>
      writeFileSync(join(folder, `${name}.br`), await compress(readFileSync(join(folder, name)))),
    ),
  )
}

const PAGE_SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.js',
]
const BUILD_CONFIG = ['postcss.config.mjs', 'tsconfig.json', 'package-lock.json']

async function buildPages() {
  const stamp = join(root, '.next/countersign-stamp')
  const hash = hashOf([...PAGE_SOURCES, ...BUILD_CONFIG])
  if (existsSync(join(root, '.next/BUILD_ID')) && readIfThere(stamp) === hash) return
  rmSync(stamp, { force: true })
  await step(
    'Building the pages (about half a minute)',
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  )
  await compressFiles(join(root, '.next/static'))
  writeFileSync(join(root, '.next/countersign-compressed'), '')
  writeFileSync(stamp, hash)
}

/** A command whose output matters only when it fails; says how long it took, and every ten seconds that it still runs. */
async function step(title, command, args, { env = {}, hint = '' } = {}) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  console.log(`${title} …`)
  const beat = setInterval(() => console.log(`  still at it, ${seconds()}`), 10_000)
  const output = []
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearInterval(beat))
  if (code === 0) return console.log(`  done in ${seconds()}`)
  const lines = Buffer.concat(output).toString('utf8').trim().split('\n')
  // What went wrong stands first or last; between them some tools print their manual.
  const text = (lines.length > 50 ? [...lines.slice(0, 20), '…', ...lines.slice(-25)] : lines).join('\n')
  const full = /ENOSPC|No space left/.test(text) ? 'The disk is full.' : hint
  throw new SetupError(`${title} failed (exit code ${code}). ${full}\n\n${text}`)
}

/** One hash over files and folders: names and contents, tests left out. */
function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node)
  const add = (path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name))
    } else if (found && !/\.(test|spec)\.tsx?$/.test(path)) {
      hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path))
    }
  }
  for (const path of paths) add(join(root, path))
  return hash.digest('hex')
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** A folder for what this project's tools leave behind; git does not see it. */
export function cacheDir(name) {
  const dir = join(root, '.cache', name)
  mkdirSync(dir, { recursive: true })
  return dir
}
