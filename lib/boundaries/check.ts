import type { PinnedTest } from '@/lib/core/boundary/analysis'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import { type CatalogueJson, readCatalogue } from '@/lib/core/catalogue/catalogue'
import { type BoundaryFault, checkBoundary } from '@/lib/platform/cedar'
import type { CheckView, Fault } from './schema'

/** What is looked at: a text with what it is written for and what it must come out as. */
export type Checked = { cedar: string; catalogue: CatalogueJson; tests: readonly PinnedTest[] }

/** Everything that can be said about a text before anybody relies on it. Nothing is stored. */
export async function checkText(text: Checked): Promise<CheckView> {
  const catalogue = readCatalogue(text.catalogue)
  const checked = checkBoundary(text.cedar, cedarSchemaFor(catalogue.actionTypes.values()))
  const faults = checked.ok ? [] : checked.faults.map((fault) => faultIn(text.cedar, fault))
  return {
    faults,
    catalogue_faults: [],
    rules: [],
    findings: [],
    tests: [],
    comparison: null,
    blockers: [],
    schema: [],
  }
}

/** A fault with its place as offsets into the text. */
function faultIn(text: string, fault: BoundaryFault): Fault {
  const lines = text.split('\n')
  const from = lines.slice(0, fault.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + fault.column - 1
  const line = lines[fault.line - 1] ?? ''
  return { ...fault, from, to: Math.max(from + 1, from + line.length - fault.column + 1) }
}
