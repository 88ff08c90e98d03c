import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { currentDirectory } from '@/lib/directory/current'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import type { SplitInput } from './schema-splits'
import { unknownTeam } from './sharing'
import { insertSplit, lockSplits } from './store-splits'

/**
 * Keeps a filter as a tab, after the ones that are there. Refuses a thirteenth, and a team that the person is not in. No
 * log entry: how somebody looks at their inbox is nobody else's business, and nothing rests on it.
 */
export async function keepSplit(ctx: { actor: PersonActor }, input: SplitInput): Promise<Result<{ id: string }>> {
  const refusal = unknownTeam(ctx.actor.id, input.team, await currentDirectory())
  if (refusal) return refuse(refusal)
  return inTransaction(async (tx) => {
    await lockSplits(tx, ctx.actor.id)
    const id = newId('spl')
    const kept = await insertSplit(tx, {
      id,
      personId: ctx.actor.id,
      title: input.title,
      query: input.query,
      grouping: input.group,
      sorting: input.sort,
      teamId: input.team,
    })
    return kept ? ok({ id }) : refuse({ code: 'splits.full' })
  })
}
