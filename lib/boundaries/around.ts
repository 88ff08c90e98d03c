import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { Around } from './check'
import type { BoundaryRow } from './store'

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
