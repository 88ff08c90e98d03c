import type { Reviewed } from '@/lib/core/boundary/review'
import type { BoundaryRow } from './store'

/** A version as reviewers' rights depend on it. What was not handed in counts as loosening. */
export function reviewedOf(boundary: BoundaryRow): Reviewed {
  return {
    direction: boundary.direction ?? 'loosens',
    authorId: boundary.authorId,
    editedBy: boundary.editedBy,
    agents: boundary.catalogue.agents,
    executors: boundary.catalogue.executors,
  }
}
