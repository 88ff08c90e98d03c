/**
 * `npm run bench`: what DESIGN section 13 asks, beside its peers, in one run on a database of its own. The table goes to
 * stdout, progress to stderr. It says what was met and what was missed and fails only when something could not be measured.
 *
 *   --quick   a smoke run of seconds; its numbers mean nothing
 *   --full    a million redemption attempts, a million requests
 *   --only    of http, policy, sizes, start, editor, inbox: these alone, with commas between them
 *   --write   keeps the table in docs/bench.md
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { measureAppearance } from './measure-appearance'
import { measureEditor } from './measure-editor'
import { measureHttp } from './measure-http'
import { measureInbox } from './measure-inbox'
import { measureLag } from './measure-log'
import { measurePolicy } from './measure-policy'
import { measureSingleUse } from './measure-single-use'
import { measureSizes } from './measure-sizes'
import { measureStart } from './measure-start'
import { type Bench, plans } from './plan'
import { setStage } from './stage'
import { markdownTable, type Row } from './table'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    only: { type: 'string' },
    write: { type: 'boolean' },
  },
})
const started = performance.now()
const say = (line: string) =>
  process.stderr.write(`${`${Math.round((performance.now() - started) / 1000)} s`.padStart(6)}  ${line}\n`)
const bench: Bench = { plan: plans[values.quick ? 'quick' : values.full ? 'full' : 'usual'], say }

const wanted = (part: 'http' | 'policy' | 'sizes' | 'start' | 'editor' | 'inbox') =>
  !values.only || values.only.split(',').includes(part)

const rows: Row[] = []
const stage = await setStage(say)
try {
  if (wanted('http')) {
    const api = await stage.startApi()
    const ciba = await stage.startCiba()
    rows.push(...(await measureHttp(bench, stage, api, ciba)))
    await ciba.stop()
    rows.push(await measureLag(stage))
    const second = await stage.startApi({ sequencer: false })
    rows.push(await measureSingleUse(bench, stage, [api, second]))
    await second.stop()
    await api.stop()
  }
  if (wanted('policy')) rows.push(measurePolicy(bench))
  if (wanted('sizes')) rows.push(...(await measureSizes(bench, stage)), await measureAppearance(bench, stage))
} finally {
  say('cleaning up')
  await stage.end()
}
if (wanted('start')) rows.push(await measureStart(bench))
if (wanted('editor')) rows.push(await measureEditor(bench))
if (wanted('inbox')) rows.push(...(await measureInbox(bench)))

const processors = cpus()
const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`
const text = `${machine}; ${bench.plan.clients} at once, median of ${bench.plan.rounds} turns of ${bench.plan.seconds} s${values.quick ? '; a smoke run' : ''}\n\n${markdownTable(rows)}\n`
process.stdout.write(text)
if (values.write) {
  mkdirSync('docs', { recursive: true })
  writeFileSync(
    'docs/bench.md',
    `# Bench\n\n\`npm run bench -- --write\`, ${new Date().toISOString().slice(0, 10)}.\n\n${text}`,
  )
}
say('done')
