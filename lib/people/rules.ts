import type { RulesOf } from '@/lib/core/people/orphans'
import { prepareBoundary } from '@/lib/platform/cedar'

/** The rules of the version in force, as the policy engine reads them. */
export const rulesInForce: RulesOf = ({ boundary }) =>
  boundary === null ? [] : [...(prepareBoundary(boundary)?.rules.values() ?? [])]
