import type { PinnedTest } from '@/lib/core/boundary/analysis'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { BoundaryRow } from './store'

/** What is looked at: a text with what it is written for and what it must come out as. */
export type Checked = { cedar: string; catalogue: CatalogueJson; tests: readonly PinnedTest[] }

/** What it is looked at against: the workflow as it stands, and the version that it would replace. */
export type Around = {
  workflow: DirectoryWorkflow
  active: { id: string; version: number; cedar: string; catalogue: CatalogueJson } | null
  directory: Directory
  now: Date
}

/** A workflow as it stands, with the version that a change would replace. */
export function aroundOf(
  workflow: DirectoryWorkflow,
  active: BoundaryRow | null,
  directory: Directory,
  now: Date,
): Around {
  return {
    workflow,
    active: active && { id: active.id, version: active.version, cedar: active.cedar, catalogue: active.catalogue },
    directory,
    now,
  }
}
