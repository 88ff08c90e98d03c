import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { grouping, query, sorting } from './schema'

/** A tab of the inbox: a filter that somebody keeps. `shared_by`: somebody else's, seen through a team. */
export const splitView = z.object({
  id: z.string(),
  title: z.string(),
  query: z.string(),
  group: grouping,
  sort: sorting,
  count: z.number(),
  is_mine: z.boolean(),
  shared_by: z.string().nullable(),
  team: z.object({ id: z.string(), title: z.string() }).nullable(),
})
export type SplitView = z.infer<typeof splitView>

/** GET /inbox/splits: those that everybody has, mine in their order, those that others share with my teams. */
export const splitsPage = z.object({
  splits: z.array(splitView),
  /** Teams that I can share with. */
  teams: z.array(z.object({ id: z.string(), title: z.string() })),
  /** What occurs in what is pending and I may see: what the filter box offers. */
  known: z.object({
    workflow: z.array(z.string()),
    agent: z.array(z.string()),
    env: z.array(z.string()),
    action: z.array(z.string()),
  }),
  server_now: z.string(),
})
export type SplitsPage = z.infer<typeof splitsPage>

const splitTitle = z.string().trim().min(1, 'a view has a name').max(limits.splitTitleChars)
const teamId = z.string().regex(/^tem_[0-9a-z]{26}$/)
export const splitBody = z.strictObject({
  title: splitTitle,
  query,
  group: grouping.default('risk'),
  sort: sorting.default('time'),
  team: teamId.nullable().default(null),
})
export type SplitInput = z.output<typeof splitBody>
export const splitId = z.string().regex(/^spl_[0-9a-z]{26}$/)
/** All of mine, in the order wanted. */
export const splitOrderBody = z.strictObject({ ids: z.array(splitId).max(limits.splitsMax) })
