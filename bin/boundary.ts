import { readText } from '@/lib/boundaries/check'
import { parseFiles } from '@/lib/boundaries/files'
import { codeCheckWire, codeDiffWire, codeFilesWire, codeProposeWire } from '@/lib/boundaries/schema-code'
import type { WorkflowFiles } from '@/lib/core/boundary/files'
import { readFolder, writeFolder } from './boundary-files'
import { CommandError } from './command-error'

/** A server that is asked as a pipeline. */
export interface Server {
  readonly url: string
  readonly apiKey: string
}

type Fault = { line: number; column: number; message: string; help: string | null }

/**
 * Whether the files of a folder are good: without a server the text and its catalogue; with one also what the server knows
 * (teams, machines, who answers, examples). Exit status: 0 good, 1 not.
 */
export async function checkFolder(folder: string, server: Server | null): Promise<number> {
  const files = readFolder(folder)
  if (server) {
    const answer = codeCheckWire.parse(await ask(server, slugOf(files), 'check', { files }))
    for (const fault of answer.faults) console.log(said(fault))
    for (const { pointer, message } of answer.catalogue_faults) console.log(`workflow.json${pointer}: ${message}`)
    for (const { severity, message } of answer.findings) console.log(`${severity}: ${message}`)
    const rest = answer.blockers.filter(({ code }) => code !== 'invalid_text' && code !== 'invalid_catalogue')
    for (const { message } of rest) console.log(`blocks: ${message}`)
    console.log(answer.good ? 'Good: it can be handed in.' : 'Not good: it cannot be handed in.')
    return answer.good ? 0 : 1
  }
  const parsed = parseFiles(files)
  if (!parsed.ok) {
    if (parsed.refusal.code === 'request.invalid')
      for (const { pointer, detail } of parsed.refusal.errors) console.log(`${pointer.slice(1)}: ${detail}`)
    console.log('Not good: the files cannot be read.')
    return 1
  }
  const read = readText({ cedar: parsed.value.cedar, catalogue: parsed.value.file.catalogue }, 'en')
  for (const fault of read.faults) console.log(said(fault))
  for (const { pointer, message } of read.catalogue_faults) console.log(`workflow.json${pointer}: ${message}`)
  const good = read.faults.length === 0 && read.catalogue_faults.length === 0
  console.log(good ? `Good: ${read.rules.length} rules, type-checked without a server.` : 'Not good.')
  return good ? 0 : 1
}

/** What a folder would change, compared with the version in force. Exit status: 0 nothing, 1 something. */
export async function diffFolder(folder: string, server: Server, ref: string): Promise<number> {
  const files = readFolder(folder)
  const answer = codeDiffWire.parse(await ask(server, slugOf(files), 'diff', { files, ref }))
  if (!answer.drift) {
    console.log(`No difference to version ${answer.version}.`)
    return 0
  }
  console.log(
    `Differs from ${answer.version === null ? 'nothing in force' : `version ${answer.version}`}: ${answer.differs.join(', ')}.`,
  )
  for (const { direction, sentence, before } of answer.changes)
    console.log(`${direction}: ${sentence}${before === '' ? '' : ` (${before})`}`)
  return 1
}

/** Hands a folder in for review, as its pipeline's sponsor. Exit status: 0 in review or in force already, 1 it needs its sponsor. */
export async function proposeFolder(
  folder: string,
  server: Server,
  said: { title: string; note: string; ref: string },
): Promise<number> {
  const files = readFolder(folder)
  const answer = codeProposeWire.parse(await ask(server, slugOf(files), 'propose', { files, ...said }))
  for (const { message } of answer.blockers) console.log(`blocks: ${message}`)
  if (answer.status === 'in_force') console.log(`Version ${answer.version} is in force and the same.`)
  if (answer.status === 'in_review')
    console.log(
      `Version ${answer.version} is in review: it ${answer.direction} and takes ${answer.reviews_needed}. Digest ${answer.change_digest}`,
    )
  if (answer.status === 'draft')
    console.log(`Version ${answer.version} is saved, but its sponsor has to look at it in the console first.`)
  return answer.status === 'draft' ? 1 : 0
}

/** Writes the version in force of a workflow into a folder. */
export async function exportFolder(folder: string, server: Server, workflow: string): Promise<void> {
  const answer = codeFilesWire.parse(await ask(server, workflow, 'files', null))
  writeFolder(folder, answer.files)
  console.log(`Saved version ${answer.version} of ${workflow} to ${folder}.`)
}

function said({ line, column, message, help }: Fault): string {
  return `boundary.cedar:${line}:${column}: ${message}${help ? ` (${help})` : ''}`
}

function slugOf(files: WorkflowFiles): string {
  const parsed = parseFiles(files)
  if (parsed.ok) return parsed.value.file.slug
  const why = parsed.refusal.code === 'request.invalid' ? parsed.refusal.errors[0] : undefined
  throw new CommandError(`${why ? `${why.pointer.slice(1)}: ${why.detail}` : 'The files cannot be read'}`)
}

/** A call of the pipeline's part of the machine API; null reads. @throws CommandError for whatever is no success. */
async function ask(server: Server, workflow: string, what: string, body: object | null): Promise<unknown> {
  const address = `${server.url.replace(/\/+$/, '')}/api/v1/boundaries/${encodeURIComponent(workflow)}/${what}`
  let response: Response
  try {
    response = await fetch(address, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
      body: body === null ? null : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(120_000),
    })
  } catch (error) {
    throw new CommandError(
      `${address} cannot be reached: ${error instanceof Error ? (error.cause ?? error.message) : error}`,
    )
  }
  const text = await response.text()
  if (!response.ok) throw new CommandError(`${address} answered ${response.status}: ${text.slice(0, 2_000)}`)
  return JSON.parse(text)
}
