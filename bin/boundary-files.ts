import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CEDAR_FILE, WORKFLOW_FILE, type WorkflowFiles } from '@/lib/core/boundary/files'
import { CommandError } from './command-error'

/** The files of one workflow in a folder. @throws CommandError when one of them is not there. */
export function readFolder(folder: string): WorkflowFiles {
  return { [WORKFLOW_FILE]: read(join(folder, WORKFLOW_FILE)), [CEDAR_FILE]: read(join(folder, CEDAR_FILE)) }
}

/** Writes them; the folder is made. */
export function writeFolder(folder: string, files: WorkflowFiles): void {
  mkdirSync(folder, { recursive: true })
  for (const name of [WORKFLOW_FILE, CEDAR_FILE] as const) writeFileSync(join(folder, name), files[name])
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
