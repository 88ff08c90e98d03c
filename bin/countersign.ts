#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { CommandError } from './command-error'
import { exportLog } from './export-log'
import { verifyBundle, verifyOnline } from './verify-log'

const USAGE = `countersign verify --keys KEYS (--bundle FILE | --url BASE) [--checkpoint FILE] [--from FILE] [--request ID]
countersign log export --url BASE --out FILE [--checkpoint FILE] [--from FILE] [--request ID]

verify checks the log, or with --request one request's entries, against a signed checkpoint, and names every step.
Without a server it reads a file that "log export" saved.

  --keys KEYS        the log's public keys: name+hash+base64, separated by commas, or a file with one a line
  --url BASE         address of the service, such as https://countersign.example
  --api-key KEY      an auditor's API key; better in COUNTERSIGN_API_KEY, where other users of the machine cannot see it
  --bundle FILE      what "log export" wrote
  --checkpoint FILE  check against this saved checkpoint instead of the latest
  --from FILE        a checkpoint saved earlier: prove that its log is the beginning of this one
  --request ID       only this request's entries
  --out FILE         where to save

Exit status: 0 verified, 1 not verified, 2 could not be tried.`

const OPTIONS = {
  keys: { type: 'string' },
  url: { type: 'string' },
  'api-key': { type: 'string' },
  bundle: { type: 'string' },
  checkpoint: { type: 'string' },
  from: { type: 'string' },
  request: { type: 'string' },
  out: { type: 'string' },
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
    apiKey: values['api-key'] ?? process.env.COUNTERSIGN_API_KEY ?? missing('--api-key or COUNTERSIGN_API_KEY'),
    ...{ checkpoint, from, request },
  })
  if (command === 'log export') {
    const count = await exportLog(online(), values.out ?? missing('--out'))
    console.log(`Saved ${count} entries. Check them with: countersign verify --keys … --bundle ${values.out}`)
    return 0
  }
  if (command !== 'verify') throw new CommandError(`There is no command "${command}".\n\n${USAGE}`)
  const keys = values.keys ?? missing('--keys')
  if ((values.bundle === undefined) === (values.url === undefined))
    throw new CommandError('verify needs either --bundle or --url')
  return values.bundle === undefined
    ? verifyOnline(online(), keys)
    : verifyBundle({ file: values.bundle, checkpoint, from, request }, keys)
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
