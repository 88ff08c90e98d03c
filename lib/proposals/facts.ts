import type { Json } from '@/lib/core/canonical/json'
import type { ChangeOf } from '@/lib/core/proposal/kinds'

/** A change as entries keep it: ids and states, never a name. */
export function factsOf(change: ChangeOf): { [key: string]: Json } {
  return { kind: change.kind, subject: change.subject, before: change.before, after: change.after }
}
