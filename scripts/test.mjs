// `npm test`: what a change should pass before it is shown to anybody, set-up included, in less than ten minutes on two
// cores. `npm test -- all`: the same and what takes long, as CI runs it. Suites can be named: `npm test -- types unit`; a
// named suite is run whole. A suite that fails does not keep the others from running; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { cacheDir, main, root, SetupError, setUp } from './setup.mjs'

const started = Date.now()
const bin = (file) => join(root, 'node_modules', file)
const reports = cacheDir('reports')
const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'prisma',
  'demo',
  'bin',
  'bench',
  'e2e',
  'scripts',
  'server.ts',
  'proxy.ts',
]
const PAGES = join(root, 'scripts/pages.mjs')
const FAILED = { passed: 0, failed: 1 }
/** The installation of the browser: what it said, and that it is over. */
const browser = { said: undefined, installed: undefined }

/** Asked for by name; `all` is all of them. */
const asked = process.argv.slice(2)

/** In this order: what is quick to fail comes first. A gate is one test; a runner counts its own. */
const SUITES = [
  gate('lint', 'Format and lint (Biome)', [
    bin('@biomejs/biome/bin/biome'),
    'check',
    '--error-on-warnings',
    '--max-diagnostics=50',
  ]),
  gate('imports', 'Import rule (dependency-cruiser)', [
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['--config', '.dependency-cruiser.js', '--output-type', 'err-long'],
    ...SOURCES.filter((path) => existsSync(join(root, path))),
  ]),
  gate('unused', 'Dead code and unused packages (knip)', [bin('knip/bin/knip.js'), '--no-progress']),
  vitest('unit', ['unit']),
  // Of the database and over HTTP.
  vitest('integration', ['db', 'api', ...(asked.includes('all') ? ['races'] : [])]),
  vitest('db', ['db'], { named: true }),
  vitest('api', ['api'], { named: true }),
  // Beside what comes before it, as soon as the pages are built. TypeScript 7 checks in half the time; tools still ask for 6.
  gate('types', 'Types (TypeScript)', [bin('typescript-native/bin/tsc'), '--noEmit'], {
    needsPages: true,
    beside: true,
  }),
  // Races in their hundreds, servers that are started and killed, and whatever is no story of the main job: not every time.
  vitest('races', ['races'], { long: true, part: true }),
  playwright('stories', 'Stories of the main job in a browser (Playwright)', ['\\.story\\.spec\\.ts$'], { part: true }),
  playwright('browser', 'Everything in a browser (Playwright)', [], { long: true }),
  // Told of last: they wait more than they work, and whoever comes after them would wait with them.
  vitest('servers', ['servers'], { long: true, needsPages: true, beside: true }),
]

await main(async () => {
  const unknown = asked.filter((name) => name !== 'all' && !SUITES.some((suite) => suite.name === name))
  if (unknown.length > 0) {
    throw new SetupError(
      `No suite is called ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}, and all.`,
    )
  }
  // A part is in a larger one where all is run.
  const suites = SUITES.filter(({ name, long, part, named }) => {
    if (asked.includes('all')) return !part && !named
    return asked.length === 0 ? !long && !named : asked.includes(name)
  })
  const total = { passed: 0, failed: 0 }
  const failing = []
  const add = (name, { passed, failed }, from) => {
    total.passed += passed
    total.failed += failed
    if (failed > 0) failing.push(name)
    console.log(`── ${name}: ${passed} passed, ${failed} failed, ${seconds(from)}`)
  }
  header('Set-up')
  // Where the browser has to be installed first, that goes on beside the rest of the set-up: it mostly waits for the network.
  if (suites.some(({ inBrowser }) => inBrowser)) browser.said = []
  browser.installed = browser.said && stream([join(root, 'scripts/chromium.mjs')], {}, browser.said)
  if (!(await done(() => setUp({ build: false })))) {
    add('set-up', FAILED, started)
    suites.length = 0
  }
  // The pages take one processor; what does not need them takes the other meanwhile.
  const pages = suites.some(({ needsPages }) => needsPages) ? aside((said) => stream([PAGES], {}, said)) : undefined
  // What mostly waits, or leaves a processor free, runs beside the suites before it, and is told of in its turn.
  const running = new Map()
  if (pages && suites.length > 1)
    for (const { name, run } of suites.filter(({ beside }) => beside)) {
      running.set(
        name,
        aside(async (said) => ((await pages.result) === 0 ? run(said) : FAILED)),
      )
    }
  let told = false
  for (const { name, title, run, needsPages } of suites) {
    header(title)
    const from = Date.now()
    if (needsPages && (await pages.result) !== 0) {
      if (!told) process.stdout.write(Buffer.concat(pages.said))
      told = true
      console.log('Not run: the pages could not be built.')
      add(name, FAILED, from)
      continue
    }
    const begun = running.get(name)
    const outcome = await (begun?.result ?? run())
    if (begun) process.stdout.write(Buffer.concat(begun.said))
    add(name, outcome, from)
  }
  if (failing.length > 0) console.log(`\nFailing: ${failing.join(', ')}. One alone: npm test -- ${failing[0]}`)
  const left = SUITES.filter(({ long }) => long && asked.length === 0).map(({ name }) => name)
  if (left.length > 0) console.log(`\nNot run, because they take long: ${left.join(', ')}. With them: npm test -- all`)
  console.log(`\n${seconds(started)} in all`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
})

/** Begins something whose words are kept for later. */
function aside(body) {
  const said = []
  return { said, result: body(said) }
}

function gate(name, title, args, more = {}) {
  const run = async (said) => ((await stream(args, {}, said)) === 0 ? { passed: 1, failed: 0 } : FAILED)
  return { name, title, run, ...more }
}

/** Whether a step of the set-up worked; what went wrong is said. */
async function done(body) {
  try {
    await body()
    return true
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    return false
  }
}

/** One run of several projects has one database, and loads the code once. */
function vitest(name, projects, more = {}) {
  const report = join(reports, `${name}.json`)
  const args = [
    ...[bin('vitest/vitest.mjs'), 'run', '--passWithNoTests', ...projects.flatMap((project) => ['--project', project])],
    // Two files at a time, which two cores would not do by themselves. Servers one by one: they wait more than they work.
    ...(name === 'servers' ? [] : ['--maxWorkers=2']),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ]
  const count = ({ numPassedTests, numFailedTests, testResults }) => ({
    passed: numPassedTests,
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    failed:
      numFailedTests +
      testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  })
  const run = (said) => counted(args, report, count, {}, said)
  return { name, title: `Tests: ${name} (Vitest)`, run, ...more }
}

function playwright(name, title, files, more = {}) {
  const report = join(reports, `${name}.json`)
  const args = [bin('@playwright/test/cli.js'), 'test', ...files, '--reporter=list,json', '--pass-with-no-tests']
  const count = ({ stats, errors }) => ({
    passed: stats.expected,
    // A test that passes only the second time is not one that passes.
    failed: stats.unexpected + stats.flaky + errors.length,
  })
  const run = async () => {
    await browser.installed
    process.stdout.write(Buffer.concat(browser.said ?? []))
    if (!ensureChromium()) return FAILED
    return counted(args, report, count, { PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  }
  return { name, title, needsPages: true, inBrowser: true, run, ...more }
}

/** Runs a test runner and believes its report only as far as its exit code agrees. */
async function counted(args, report, count, env = {}, said = undefined) {
  rmSync(report, { force: true })
  const code = await stream(args, env, said)
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1 }
  const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')))
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/** Runs a program and gives its exit code. What it says goes into `said`, if given, and else where ours goes. */
function stream(args, env = {}, said = undefined) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', ...(said ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    })
    for (const out of [child.stdout, child.stderr]) out?.on('data', (chunk) => said.push(chunk))
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function header(title) {
  console.log(`\n━━━ ${title}`)
}

function seconds(from) {
  return `${Math.round((Date.now() - from) / 1000)} s`
}
