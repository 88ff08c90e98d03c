import type { Json } from '@/lib/core/canonical/json'
import type { Directory } from '@/lib/core/directory'
import { nameOf } from '@/lib/core/names'
import { namedIn, type Said } from '@/lib/core/proposal/explain'
import type { ChangeOf } from '@/lib/core/proposal/kinds'

/** A change as entries keep it: ids and states, never a name. */
export function factsOf(change: ChangeOf): { [key: string]: Json } {
  return { kind: change.kind, subject: change.subject, before: change.before, after: change.after }
}

/** A change as notices keep it: with the names as they are now, to be said in the language of whoever reads it. */
export function toldOf(change: ChangeOf, directory: Directory): { change: Said; names: { [id: string]: string } } {
  return { change, names: Object.fromEntries(namedIn(change).map((id) => [id, nameOf(id, directory)])) }
}
