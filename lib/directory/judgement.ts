import type { Json } from '@/lib/core/canonical/json'
import type { Judge } from '@/lib/core/request/draft'
import { evaluateBoundary, type PreparedBoundary } from '@/lib/platform/cedar'

/** How core asks the policy engine about one prepared boundary; null (unreadable) makes every answer an error, and so a denial. */
export function judgementOf(prepared: PreparedBoundary | null): Judge {
  return {
    evaluate: (request) => evaluateBoundary(prepared, request),
    conditionsOf: (rule: string, context: Json) => prepared?.conditionsOf(rule, context) ?? [],
  }
}
