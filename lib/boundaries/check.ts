import type { PinnedTest } from '@/lib/core/boundary/analysis'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import type { Rule } from '@/lib/core/boundary/rule'
import { type CatalogueJson, readCatalogue } from '@/lib/core/catalogue/catalogue'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { type BoundaryFault, checkBoundary } from '@/lib/platform/cedar'
import { activationBlockers, testBlockers, textBlockers } from './blockers'
import type { CheckView, Fault } from './schema'

/** What is looked at: a text with what it is written for and what it must come out as. */
export type Checked = { cedar: string; catalogue: CatalogueJson; tests: readonly PinnedTest[] }

/** What it is looked at against: the workflow as it stands, and the version that it would replace. */
export type Around = {
  workflow: DirectoryWorkflow
  active: { id: string; version: number; cedar: string; catalogue: CatalogueJson } | null
  directory: Directory
  now: Date
}

/** What can be said without a server: faults of the text and of the catalogue, and the rules when there are none. */
export function readText(text: Pick<Checked, 'cedar' | 'catalogue'>): ReadText {
  const catalogue = readCatalogue(text.catalogue)
  const checked = checkBoundary(text.cedar, cedarSchemaFor(catalogue.actionTypes.values()))
  return {
    faults: checked.ok ? [] : checked.faults.map((fault) => faultIn(text.cedar, fault)),
    catalogue_faults: [],
    rules: checked.ok ? checked.rules : [],
  }
}

export type ReadText = Pick<CheckView, 'faults' | 'catalogue_faults'> & { rules: Rule[] }

/** Everything that can be said about a text before anybody relies on it. Nothing is stored. */
export async function checkText(text: Checked, around: Around): Promise<CheckView> {
  const read = readText(text)
  const good = read.faults.length === 0 && read.catalogue_faults.length === 0
  const check = {
    faults: read.faults,
    catalogue_faults: read.catalogue_faults,
    rules: [],
    findings: [],
    tests: [],
    comparison: null,
    schema: [],
  }
  return {
    ...check,
    blockers: [
      ...textBlockers(check),
      ...(good && read.rules.length === 0
        ? [{ code: 'no_rules' as const, where: '', message: 'There is no rule yet, so everything would be denied.' }]
        : []),
      ...testBlockers(check.tests),
      ...activationBlockers(text, read.rules, around),
    ],
  }
}

/** A fault with its place as offsets into the text. */
function faultIn(text: string, fault: BoundaryFault): Fault {
  const lines = text.split('\n')
  const from = lines.slice(0, fault.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + fault.column - 1
  const line = lines[fault.line - 1] ?? ''
  return { ...fault, from, to: Math.max(from + 1, from + line.length - fault.column + 1) }
}
