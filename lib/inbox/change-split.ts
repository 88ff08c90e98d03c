import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { currentDirectory } from '@/lib/directory/current'
import { inTransaction } from '@/lib/platform/transaction'
import type { SplitInput } from './schema-splits'
import { unknownTeam } from './sharing'
import { updateSplit } from './store-splits'

/** Changes a tab of one's own: name, filter, order, whom it is shared with. Somebody else's is not found. */
export async function changeSplit(
  ctx: { actor: PersonActor },
  input: SplitInput & { id: string },
): Promise<Result<{ id: string }>> {
  const refusal = unknownTeam(ctx.actor.id, input.team, await currentDirectory())
  if (refusal) return refuse(refusal)
  return inTransaction(async (tx) => {
    const changed = await updateSplit(tx, {
      id: input.id,
      personId: ctx.actor.id,
      title: input.title,
      query: input.query,
      grouping: input.group,
      sorting: input.sort,
      teamId: input.team,
    })
    return changed ? ok({ id: input.id }) : refuse({ code: 'not_found' })
  })
}
