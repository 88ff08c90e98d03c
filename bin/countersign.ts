#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { checkFolder, diffFolder, exportFolder, proposeFolder } from './boundary'
import { CommandError } from './command-error'
import { exportLog } from './export-log'
import { verifyBundle, verifyOnline } from './verify-log'

const USAGE = `countersign verify --keys KEYS (--bundle FILE | --url BASE) [--checkpoint FILE] [--from FILE] [--request ID]
countersign log export --url BASE --out FILE [--checkpoint FILE] [--from FILE] [--request ID]
countersign boundary check --dir DIR [--url BASE]
countersign boundary diff --dir DIR --url BASE [--ref REF]
countersign boundary propose --dir DIR --url BASE --title TITLE [--note NOTE] [--ref REF]
countersign boundary export --workflow SLUG --dir DIR --url BASE

verify checks the log, or with --request one request's entries, against a signed checkpoint, and names every step.
Without a server it reads a file that "log export" saved.

  --keys KEYS        the log's public keys: name+hash+base64, separated by commas, or a file with one a line
  --url BASE         address of the service, such as https://countersign.example
  --api-key KEY      an auditor's (for boundary: a pipeline's) API key; better in COUNTERSIGN_API_KEY, where other users of the machine cannot see it
  --bundle FILE      what "log export" wrote
  --checkpoint FILE  check against this saved checkpoint instead of the latest
  --from FILE        a checkpoint saved earlier: prove that its log is the beginning of this one
  --request ID       only this request's entries
  --out FILE         where to save

boundary works with a workflow's files, workflow.json and boundary.cedar, as a pipeline: check says whether they are good
(without --url only what needs no server), diff what they would change, propose hands them in for review.

  --dir DIR          the folder with the files
  --ref REF          where they come from, such as a commit
  --title, --note    what reviewers read
  --workflow SLUG    which one to export

Exit status: 0 verified, good, no difference, handed in; 1 not; 2 could not be tried.`

const OPTIONS = {
  keys: { type: 'string' },
  url: { type: 'string' },
  'api-key': { type: 'string' },
  bundle: { type: 'string' },
  checkpoint: { type: 'string' },
  from: { type: 'string' },
  request: { type: 'string' },
  out: { type: 'string' },
  dir: { type: 'string' },
  ref: { type: 'string' },
  title: { type: 'string' },
  note: { type: 'string' },
  workflow: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args)
  const command = positionals.join(' ')
  if (values.help || command === '') {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  const { checkpoint, from, request } = values
  const online = () => ({
    url: values.url ?? missing('--url'),
    apiKey: keyOf(values),
    ...{ checkpoint, from, request },
  })
  if (command === 'log export') {
    const count = await exportLog(online(), values.out ?? missing('--out'))
    console.log(`Saved ${count} entries. Check them with: countersign verify --keys … --bundle ${values.out}`)
    return 0
  }
  if (positionals[0] === 'boundary') return boundary(positionals[1] ?? '', values)
  if (command !== 'verify') throw new CommandError(`There is no command "${command}".\n\n${USAGE}`)
  const keys = values.keys ?? missing('--keys')
  if ((values.bundle === undefined) === (values.url === undefined))
    throw new CommandError('verify needs either --bundle or --url')
  return values.bundle === undefined
    ? verifyOnline(online(), keys)
    : verifyBundle({ file: values.bundle, checkpoint, from, request }, keys)
}

type Values = ReturnType<typeof parse>['values']

async function boundary(what: string, values: Values): Promise<number> {
  const dir = values.dir ?? missing('--dir')
  const ref = values.ref ?? ''
  const server = () => ({ url: values.url ?? missing('--url'), apiKey: keyOf(values) })
  if (what === 'check') return checkFolder(dir, values.url === undefined ? null : server())
  if (what === 'diff') return diffFolder(dir, server(), ref)
  if (what === 'propose')
    return proposeFolder(dir, server(), { title: values.title ?? missing('--title'), note: values.note ?? '', ref })
  if (what !== 'export') throw new CommandError(`There is no command "boundary ${what}".\n\n${USAGE}`)
  await exportFolder(dir, server(), values.workflow ?? missing('--workflow'))
  return 0
}

function keyOf(values: Values): string {
  return values['api-key'] ?? process.env.COUNTERSIGN_API_KEY ?? missing('--api-key or COUNTERSIGN_API_KEY')
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error))
  }
}

function missing(what: string): never {
  throw new CommandError(`${what} is needed. See countersign --help.`)
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof CommandError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = 2
  },
)
