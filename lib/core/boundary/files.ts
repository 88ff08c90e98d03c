import { digestOf } from '../canonical/digest'
import { canonicalize, type Json } from '../canonical/json'
import type { CatalogueJson } from '../catalogue/catalogue'
import { type AccountabilityRole, type Assignment, accountabilityRoles, type Directory } from '../directory'
import type { PinnedTest } from './analysis'

/** A workflow as files, for a repository: everything that a version is reviewed for, and who answers for it. */
export type WorkflowFile = {
  v: 1
  slug: string
  title: string
  description: string
  code_prefix: string
  /** By address, slug or contract: ids mean nothing outside. Compared, never imported: who answers signs for it in the console. */
  accountability: { [role in AccountabilityRole]: AnswersFile | null }
  catalogue: CatalogueJson
  tests: PinnedTest[]
}
export type AnswersFile =
  | { person: string }
  | { team: string }
  | { vendor: { name: string; contract: string; contact: string; voucher: string } }

export const WORKFLOW_FILE = 'workflow.json'
export const CEDAR_FILE = 'boundary.cedar'
export type WorkflowFiles = { [WORKFLOW_FILE]: string; [CEDAR_FILE]: string }

/** The files of a workflow: the same bytes for the same content, whatever order it was written in. */
export function workflowFiles(file: WorkflowFile, cedar: string): WorkflowFiles {
  return {
    [WORKFLOW_FILE]: `${JSON.stringify(plain(inOrder(file)), null, 2)}\n`,
    [CEDAR_FILE]: plainText(cedar),
  }
}

/**
 * One number for the content of a workflow's files, by which drift between a repository and the version in force is told.
 * White space around members, their order and line endings do not count; a comment in a rule does.
 */
export function fileDigest(file: WorkflowFile, cedar: string): string {
  return digestOf({ workflow: plain(inOrder(file)), cedar: plainText(cedar) })
}

/** What differs between two states of a workflow's files, by the names that people use for the parts. */
export function fileDifferences(
  a: { file: WorkflowFile; cedar: string },
  b: { file: WorkflowFile; cedar: string },
): string[] {
  const parts = (of: { file: WorkflowFile; cedar: string }): { [part: string]: Json } => {
    const { catalogue, tests, accountability, ...named } = inOrder(of.file)
    return {
      rules: plainText(of.cedar),
      catalogue: plain(catalogue),
      tests: plain(tests),
      accountability: plain(accountability),
      description: plain(named),
    }
  }
  const [left, right] = [parts(a), parts(b)]
  return Object.keys(left).filter((part) => canonicalize(left[part] ?? null) !== canonicalize(right[part] ?? null))
}

/** Who answers for what, in the words of the files. */
export function accountabilityFile(
  assignments: readonly Assignment[],
  directory: Directory,
): WorkflowFile['accountability'] {
  const email = (id: string) => directory.people.get(id)?.email ?? id
  const of = (role: AccountabilityRole): AnswersFile | null => {
    const assignment = assignments.find((candidate) => candidate.role === role)
    if (!assignment) return null
    if (assignment.personId !== null) return { person: email(assignment.personId) }
    if (assignment.teamId !== null) return { team: directory.teams.get(assignment.teamId)?.slug ?? assignment.teamId }
    if (assignment.vendor === null) return null
    const { voucherId, ...vendor } = assignment.vendor
    return { vendor: { ...vendor, voucher: email(voucherId) } }
  }
  return Object.fromEntries(accountabilityRoles.map((role) => [role, of(role)])) as WorkflowFile['accountability']
}

/** Lists whose order means nothing, in one order. */
function inOrder(file: WorkflowFile): WorkflowFile {
  const { catalogue } = file
  return {
    ...file,
    catalogue: {
      action_types: by(catalogue.action_types, ({ name }) => name),
      resources: by(catalogue.resources, ({ kind, pattern }) => `${kind}/${pattern}`),
      agents: by(catalogue.agents, (slug) => slug),
      executors: by(catalogue.executors, (slug) => slug),
      runtimes: by(catalogue.runtimes, (slug) => slug),
    },
    tests: by(file.tests, ({ name }) => name),
  }
}

function by<T>(list: readonly T[], key: (each: T) => string): T[] {
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

function plainText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd()
  return lines === '' ? '' : `${lines}\n`
}

/** Plain data with the members of every object by name and without those that are not there; lists as they are. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, plain(member)]),
    )
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}
