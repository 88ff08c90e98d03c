import type { Actor } from '@/lib/core/actor'
import type { MachineActor } from '@/lib/identity/machine'
import type { Operation, OperationDocs, Taken } from './operation'
import { problemResponse } from './problem'
import type { Place } from './route-table'

export type MachineKind = MachineActor['kind']

/** One row of the machine table: where, who, what. */
export type MachineRoute = Place & {
  who: readonly MachineKind[]
  docs: OperationDocs
  input: Pick<Operation<never>, 'params' | 'query' | 'body'>
  serve: (taken: Taken, actor: MachineActor) => Promise<Response>
}

/**
 * Makes a row. The compiler refuses a row that is open to more kinds than its operation was written for, and at run time
 * every other kind is refused before anything of the call is read.
 */
export function machineRoute<K extends MachineKind>(
  method: Place['method'],
  path: string,
  who: readonly K[],
  operation: Operation<Extract<Actor, { kind: NoInfer<K> }>>,
): MachineRoute {
  const { docs, params, query, body } = operation
  return {
    method,
    path,
    who,
    docs,
    input: { params, query, body },
    serve: async (taken, actor) =>
      isOneOf(actor, who) ? operation.serve(taken, actor) : problemResponse({ code: 'auth.wrong_kind' }),
  }
}

function isOneOf<K extends Actor['kind']>(actor: Actor, kinds: readonly K[]): actor is Extract<Actor, { kind: K }> {
  return kinds.some((kind) => kind === actor.kind)
}
